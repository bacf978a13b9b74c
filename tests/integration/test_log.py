"""The log as it is configured: a refusal is one line without names, and nobody's e-mail address is ever in it."""

import io
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from samdrift.config.logs import WithoutAddresses
from samdrift.foundation.messages.actions.delivering import deliver_message
from samdrift.foundation.messages.invitations import post_invitation
from samdrift.foundation.messages.models import Message
from samdrift.foundation.organisations.models import Person
from samdrift.records.register.models import Application
from tests import factories
from tests.people import Society, person


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the configured handler writes: its own filter, its own formatter, another stream."""
    (handler,) = (
        each
        for each in logging.getLogger().handlers
        if isinstance(each, logging.StreamHandler) and isinstance(each.formatter, WithoutAddresses)
    )
    written = io.StringIO()
    before, handler.stream = (
        handler.stream,
        written,
    )  # not setStream, which flushes the stream of a test that is over
    yield written
    handler.stream = before


JSON = {"content_type": "application/json"}
#: By what is answered: somebody who may not, something that is not there, something that does not hold.
REFUSED: dict[str, tuple[int, Callable[[Client, int], Any]]] = {
    "page, may not": (403, lambda client, _pk: client.get(reverse("organisation_add"))),
    "page, may not change": (
        403,
        lambda client, pk: client.post(f"/applikationer/{pk}/andra/", {}),
    ),
    "page, nothing there": (404, lambda client, _pk: client.get("/applikationer/987654/")),
    "page, no such address": (404, lambda client, _pk: client.get("/finns-inte/?namn=Bo")),
    "page, somebody's address": (404, lambda client, _pk: client.get("/bo@kommun.example/")),
    "page, two lines": (404, lambda client, _pk: client.get("/rad%0a2009-01-01 ERROR falsk/")),
    "page, does not hold": (
        422,
        lambda client, _pk: client.post(reverse("competence_record"), {"level": 9}),
    ),
    "page, odd sign": (422, lambda client, _pk: client.get("/applikationer/?q=%00")),
    "api, not signed in": (401, lambda _client, _pk: Client().get("/api/v1/applications")),
    "api, wrong token": (
        401,
        lambda _client, _pk: Client().get(
            "/api/v1/applications", headers={"Authorization": "Bearer bo@kommun.example"}
        ),
    ),
    "api, may not": (
        403,
        lambda client, pk: client.post(
            "/api/v1/applications",
            {
                "name": "Bo",
                "host_id": Application.objects.get(pk=pk).host_id,
                "starts_on": "2009-01-01",
            },
            **JSON,
        ),
    ),
    "api, nothing there": (404, lambda client, _pk: client.get("/api/v1/applications/987654")),
    "api, no such address": (404, lambda client, _pk: client.get("/api/v1/bo@kommun.example")),
    "api, does not hold": (422, lambda client, _pk: client.get("/api/v1/applications?limit=bo")),
    "api, malformed": (422, lambda client, _pk: client.post("/api/v1/applications", {}, **JSON)),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_is_one_line_without_names_and_without_traceback(
    people: Society, as_person: Any, log: io.StringIO, name: str
) -> None:
    status, ask = REFUSED[name]
    application = factories.application(people.amal)
    answer: HttpResponse = ask(as_person(people.bo), application.pk)
    assert answer.status_code == status, answer.content.decode()[-2000:]
    lines = log.getvalue().splitlines()
    assert len(lines) == 1, lines
    for text in ("Traceback", people.bo.name + " ", "@", "Kommun", "kommun.example"):
        assert text not in lines[0]
    assert " WARNING " in lines[0]


def test_a_fault_of_ours_has_its_traceback_without_anybodys_address(log: io.StringIO) -> None:
    try:
        raise IntegrityError("Key (email)=(anna.andersson@kommun.example) already exists.")
    except IntegrityError:
        logging.getLogger("samdrift").exception("of anna.andersson%%40kommun.example: %s", "broken")
    told = log.getvalue()
    assert "Traceback" in told
    assert "already exists" in told
    assert "anna" not in told


def test_nothing_that_is_done_with_addresses_puts_one_in_the_log(
    people: Society, as_person: Any, log: io.StringIO
) -> None:
    """Signing in, forgetting, inviting, adding and failing to mail: at the most talkative level."""
    root, level = logging.getLogger(), logging.getLogger().level
    root.setLevel(logging.DEBUG)
    try:
        everything_with_addresses(people, as_person)
    finally:
        root.setLevel(level)
    told = log.getvalue()
    assert told
    assert [line for line in told.splitlines() if "kommun.example" in line] == []


def everything_with_addresses(people: Society, as_person: Any) -> None:
    anna = people.anna.email
    Client().post("/logga-in/", {"login": anna, "password": "fel lösenord"})
    Client().post("/glomt/", {"email": anna})
    Client().get(f"/logga-in/?next=/{anna}/")
    Client().get(f"/glomt/{anna}/")
    client = as_person(people.administrator)
    new = {"name": "Ny Person", "email": anna, "organisation": people.amal.pk}
    client.post("/organisationer/personer/ny/", new)
    client.post("/api/v1/people", {"name": "Ny", "email": anna}, **JSON)
    client.get("/organisationer/personer/", {"q": anna})
    client.get(f"/api/v1/people?q={anna}")
    Client(headers={"host": f"{anna}"}).get("/")
    invited: Person = person("Inge Bjuden", people.amal)
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=1,
    ):
        post_invitation(invited, people.anna)
        deliver_message.call(Message.objects.get().pk)
