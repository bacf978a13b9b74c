"""What edits, merges or removes a row by API says which version it was made from: 428 without, 412 with an old one."""

import datetime as dt
import re
from typing import Any

import pytest

from samdrift.entrances.api.views import schema
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.actions import add_function
from samdrift.records.agreements.models import Party
from samdrift.records.register.actions import add_synonym, appoint_owner
from samdrift.records.register.models import SupplierAlias
from tests.attached import attachment
from tests.integration import test_verbs
from tests.integration.test_stale_versions import STALE
from tests.integration.test_verbs import Place

place = test_verbs.place
EDITS = [
    (method, path)
    for path, methods in schema()["paths"].items()
    for method in methods
    if method in {"patch", "put", "delete"}
    or (method == "post" and re.search("(remove|merge)$", path))
]
BODIES: dict[str, Any] = {
    "patch /api/v1/attachments/{pk}": {"name": "Avtalet"},
    "put /api/v1/memberships/{pk}": {"starts_on": "2001-01-01"},
    "patch /api/v1/responsibilities/{pk}": {"why": "Fel"},
    "post /api/v1/responsibilities/{pk}/remove": {"why": "Fel"},
    "post /api/v1/organisations/{pk}/merge": {"into_id": 1, "why": "Fel"},
    "post /api/v1/organisations/{pk}/remove": {"why": "Fel"},
    "post /api/v1/suppliers/{pk}/merge": {"into_id": 1, "why": "Fel"},
    "patch /api/v1/functions/{pk}": {"name": "Nattjour"},
    "post /api/v1/functions/{pk}/merge": {"into_id": 1, "why": "Fel"},
    "post /api/v1/functions/{pk}/remove": {"why": "Fel"},
    "post /api/v1/units/{pk}/merge": {"into_id": 1, "why": "Fel"},
    "post /api/v1/units/{pk}/remove": {"why": "Fel"},
    "patch /api/v1/synonyms/{pk}": {"words": "ett, två"},
}


@pytest.fixture
def keys(place: Place) -> dict[str, int]:
    """A row for every kind of thing that an operation edits."""
    people = place.people
    owner = appoint_owner(
        by=people.anna,
        application=place.own,
        person=people.anna,
        starts_on=dt.date(2009, 1, 1),
        others_give_way=True,
    )
    party, _made = Party.objects.get_or_create(
        agreement=place.agreement, organisation=people.amal, role="customer"
    )
    synonym = add_synonym(by=people.administrator, federation=people.federation, words="ett, två")
    alias = SupplierAlias.objects.create(organisation=people.supplier, name="Lev")
    function = add_function(by=people.administrator, name="Drift")
    return {
        "attachments": attachment(people.anna, place.agreement).pk,
        "functions": function.pk,
        "organisations": people.amal.pk,
        "memberships": people.amal.federations.get().pk,
        "units": people.amal.units.first().pk,
        "people": people.anna.pk,
        "employments": people.anna.employments.get().pk,
        "applications": place.own.pk,
        "responsibilities": owner.pk,
        "participations": place.own.participations.first().pk,
        "agreements": place.agreement.pk,
        "cost-lines": place.own.cost_lines.get().pk,
        "synonyms": synonym.pk,
        "party": party.pk,
        "suppliers": people.supplier.pk,
        "alias": alias.pk,
    }


def _row(path: str) -> str:
    return "/".join(path.split("/")[:5])


def test_every_edit_says_so_in_the_description_and_its_row_can_be_read() -> None:
    paths = schema()["paths"]
    assert len(EDITS) > 14
    for method, path in EDITS:
        asked = {
            each["name"]: each["required"] for each in paths[path][method].get("parameters", [])
        }
        assert asked.get("If-Match") is True, (method, path)
        assert "get" in paths[_row(path)], f"nobody can read the version that {method} {path} asks"


@pytest.mark.parametrize(("method", "path"), EDITS, ids=[f"{each[0]} {each[1]}" for each in EDITS])
def test_an_edit_without_its_version_is_not_made(
    place: Place, keys: dict[str, int], as_person, method: str, path: str
) -> None:
    client = as_person(
        place.people.administrator
        if re.search("functions|organisations|memberships|synonyms|suppliers", path)
        else place.people.anna
    )
    key = str(keys[path.split("/")[3]])
    address = path.replace("{pk}", key).replace("{party}", str(keys["party"]))
    address = address.replace("{alias}", str(keys["alias"]))
    body = BODIES.get(f"{method} {path}", {})
    if "into_id" in body:
        body = {**body, "into_id": int(key)}
    events = AuditEvent.objects.count()

    def send(**headers: str) -> Any:
        return getattr(client, method)(
            address, body, content_type="application/json", headers=headers
        )

    missing = send()
    assert missing.status_code == 428, missing.text
    assert "If-Match" in missing.json()["detail"]
    old = send(**{"If-Match": f'"{STALE}"'})
    assert old.status_code == 412, old.text
    assert old.json()["fields"][""]
    now = client.get(_row(address)).headers["ETag"]
    assert old["ETag"] == now
    assert AuditEvent.objects.count() == events
    assert send(**{"If-Match": now}).status_code in {200, 204, 409}


def test_the_answer_to_an_old_version_says_what_changed(
    place: Place, keys: dict[str, int], as_person
) -> None:
    client = as_person(place.people.anna)
    address = f"/api/v1/units/{keys['units']}"
    read = client.get(address).headers["ETag"]

    def rename(name: str, version: str) -> Any:
        return client.patch(
            address,
            {"name": name},
            content_type="application/json",
            headers={"If-Match": version},
        )

    first = rename("Digitalisering", read)
    assert first.status_code == 200
    second = rename("IT och digitalisering", read)
    assert second.status_code == 412
    told = " ".join(second.json()["fields"][""])
    assert "Anna" in told
    assert "IT-enheten → Digitalisering" in told
    assert rename("IT och digitalisering", second["ETag"]).status_code == 200
