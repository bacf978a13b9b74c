"""The API keeps its own description: every operation, fuzzed, as an IT manager with a token."""

import datetime as dt
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from werkzeug.test import Client

from samdrift.config.wsgi import application
from samdrift.entrances.api.actions import make_token
from tests import factories
from tests.people import Society

#: A change without the version it was made from is answered 428 (RFC 6585), which the tool does not know by itself.
REFUSALS = [400, 401, 403, 406, 415, 422, 428]
CHECKS = {"missing_required_header": {"expected-statuses": REFUSALS}}
schema = schemathesis.openapi.from_wsgi(
    "/api/openapi.json", application, config=schemathesis.Config.from_dict({"checks": CHECKS})
)


@pytest.fixture(autouse=True)
def _connection_stays_open() -> Iterator[None]:
    """A request through WSGI ends by closing connections, and the test's own transaction lives on one of them."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def secret(people: Society) -> str:
    joint = factories.application(people.amal, product=factories.product(), area=factories.area())
    for organisation in (people.amal, people.mellerud, people.saffle):
        factories.participation(joint, organisation)
    factories.agreement(people.amal).applications.add(joint)
    expires_on = dt.date(2009, 12, 31)
    return make_token(by=people.anna, name="test", expires_on=expires_on)[1]


@pytest.mark.deep
@schema.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_answers_as_it_says(case, secret):
    headers = {"Authorization": f"Bearer {secret}"}
    if any(each.name == "If-Match" for each in case.operation.headers):
        headers |= version_read(case.formatted_path, headers)
    case.call_and_validate(headers=headers)


def version_read(path: str, headers: dict[str, str]) -> dict[str, str]:
    """What an edit says of the version it is made from; nothing where the row can't be read.

    Not read with Django's own client, which connects again what the fixture above disconnects.
    """
    row = "/".join(path.split("/")[:5])  # /api/v1/units/7, also of /api/v1/units/7/merge
    read = Client(application).get(row, headers=headers)
    return {"If-Match": read.headers["ETag"]} if "ETag" in read.headers else {}
