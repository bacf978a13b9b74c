"""Attachments by API: listed, attached, fetched, renamed and removed, with the rights of the pages."""

from typing import Any

import pytest

from samdrift.foundation.files.models import Attachment, SeenBy
from samdrift.records.agreements.models import Agreement
from tests import factories
from tests.attached import PDF, a_file, an_upload, attachment
from tests.people import Society

API = "/api/v1"


@pytest.fixture
def agreement(people: Society) -> Agreement:
    made = factories.agreement(people.amal)
    made.parties.create(organisation=people.mellerud, role="member")
    return made


def test_who_may_attaches_fetches_renames_and_removes(
    people: Society, agreement: Agreement, as_person: Any
) -> None:
    client, listed = as_person(people.anna), f"{API}/agreements/{agreement.pk}/attachments"
    made = client.post(listed, {"file": an_upload("Avtal Åmål.pdf"), "name": "Avtalet"})
    assert made.status_code == 201, made.text
    said = made.json()
    assert (said["name"], said["file_name"], said["file_kind"], said["size"], said["seen_by"]) == (
        "Avtalet",
        "Avtal Åmål.pdf",
        "pdf",
        len(PDF),
        "everyone",
    )
    assert client.get(listed).json() == {"items": [said], "next": None}
    row = f"{API}/attachments/{said['id']}"
    assert client.get(row).json() == said
    assert b"".join(client.get(f"{row}/content").streaming_content) == PDF

    def change(method: str, address: str, body: Any) -> Any:
        tag = {"If-Match": client.get(row)["ETag"]}
        return getattr(client, method)(address, body, content_type="application/json", headers=tag)

    assert change("patch", row, {"name": "Nytt namn"}).json()["name"] == "Nytt namn"
    assert change("post", f"{row}/remove", {"why": "Fel fil"}).status_code == 204
    assert client.get(row).status_code == 404
    assert client.get(f"{row}/content").status_code == 404
    assert client.get(listed).json()["items"] == []


def test_who_may_not_and_who_does_not_know(
    people: Society, agreement: Agreement, as_person: Any
) -> None:
    made = attachment(people.anna, agreement)
    own = attachment(people.anna, agreement, file=a_file("eget.txt", b"2"), seen_by=SeenBy.KEEPERS)
    listed = f"{API}/agreements/{agreement.pk}/attachments"
    bo, cilla = as_person(people.bo), as_person(people.cilla)
    assert [each["id"] for each in bo.get(listed).json()["items"]] == [made.pk]
    assert bo.get(f"{API}/attachments/{made.pk}/content").status_code == 200
    assert bo.get(f"{API}/attachments/{own.pk}/content").status_code == 404
    assert bo.post(listed, {"file": an_upload("b.txt", b"b")}).status_code == 403
    assert cilla.get(listed).status_code == 404
    assert cilla.post(listed, {"file": an_upload()}).status_code == 404
    assert cilla.get(f"{API}/attachments/{made.pk}").status_code == 404
    assert Attachment.objects.count() == 2


def test_a_file_that_is_not_taken_is_refused_beside_its_field(
    people: Society, agreement: Agreement, as_person: Any
) -> None:
    client, listed = as_person(people.anna), f"{API}/agreements/{agreement.pk}/attachments"
    refused = client.post(listed, {"file": an_upload("a.exe", b"MZ")})
    assert refused.status_code == 409
    assert "kan köra något" in refused.json()["fields"]["file"][0]
    assert client.post(listed, {"name": "Utan fil"}).status_code == 422
    assert client.post(listed, {"file": an_upload(), "seen_by": "ingen"}).status_code == 422
