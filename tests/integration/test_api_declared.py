"""What the API says and takes of participations, units and organisations follows from their declarations."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from samdrift.foundation.organisations.list_fields import ORGANISATION_FIELDS, UNIT_FIELDS
from samdrift.foundation.organisations.models import Person, Unit
from samdrift.foundation.ui.listing.list_fields import ListField
from samdrift.foundation.ui.listing.stored_fields import answered_fields
from samdrift.records.agreements.list_fields import AGREEMENT_FIELDS
from samdrift.records.register.models import Participation
from samdrift.records.register.participation_fields import PARTICIPATION_FIELDS
from tests import factories
from tests.people import Society

SignIn = Callable[[Person], Client]


@pytest.fixture
def taking_part(people: Society) -> Participation:
    return factories.participation(factories.application(people.mellerud), people.amal, users=10)


def change(client: Client, address: str, **body: Any) -> Any:
    """Sent with the version that is read just before."""
    read = client.get(f"/api/v1/{address}")
    headers = {"If-Match": read.headers.get("ETag", '"1"')}
    return client.patch(
        f"/api/v1/{address}", body, content_type="application/json", headers=headers
    )


def test_a_participation_is_read_and_changed_by_its_version(
    people: Society, as_person: SignIn, taking_part: Participation
) -> None:
    unit = Unit.objects.create(organisation=people.amal, name="Skola")
    anna, address = as_person(people.anna), f"participations/{taking_part.pk}"
    read = anna.get(f"/api/v1/{address}")
    assert (read.status_code, read.json()["users"]) == (200, 10)
    changed = change(anna, address, users=25, unit_id=unit.pk, ends_on="2010-12-31")
    assert changed.status_code == 200, changed.content
    assert (changed.json()["users"], changed.json()["unit_id"]) == (25, unit.pk)
    emptied = change(anna, address, unit_id=None, ends_on=None, users=None)
    taking_part.refresh_from_db()
    assert emptied.status_code == 200
    assert (taking_part.unit, taking_part.ends_on, taking_part.users) == (None, None, None)
    late = anna.patch(
        f"/api/v1/{address}",
        {"users": 1},
        content_type="application/json",
        headers={"If-Match": read.headers["ETag"]},
    )
    assert late.status_code == 412
    unsaid = anna.patch(f"/api/v1/{address}", {"users": 1}, content_type="application/json")
    assert unsaid.status_code == 428
    moved = change(anna, address, application_id=1)
    assert moved.status_code == 422  # whose it is and of what is settled where it began
    assert change(anna, address, starts_on="2009-05-01", ends_on="2009-04-01").status_code == 409


def test_who_may_change_a_participation(
    people: Society, as_person: SignIn, taking_part: Participation
) -> None:
    """Its municipality's IT manager may, another's employee may not, and a stranger finds nothing."""
    address = f"participations/{taking_part.pk}"
    assert change(as_person(people.bo), address, users=1).status_code == 403
    assert as_person(people.bo).get(f"/api/v1/{address}").status_code == 200
    stranger = as_person(people.cilla)
    assert stranger.get(f"/api/v1/{address}").status_code == 404
    assert change(stranger, address, users=1).status_code == 404
    taking_part.refresh_from_db()
    assert taking_part.users == 10


def test_staff_in_parts_goes_in_and_comes_out(people: Society, as_person: SignIn) -> None:
    admin = as_person(people.administrator)
    made = admin.post(
        f"/api/v1/organisations/{people.amal.pk}/units",
        {"name": "Drift", "kind": "it_unit", "staff_fte": "2.5", "serves": "both"},
        content_type="application/json",
    )
    assert made.status_code == 201, made.content
    address = f"units/{made.json()['id']}"
    changed = change(admin, address, capacity_fte=1.25)
    assert (changed.json()["staff_fte"], changed.json()["capacity_fte"]) == ("2.50", "1.25")
    assert change(admin, address, staff_fte=None).json()["staff_fte"] is None
    assert change(admin, address, capacity_fte=1.255).status_code == 422
    assert Unit.objects.get(pk=made.json()["id"]).capacity_fte == Decimal("1.25")


def test_a_federation_is_not_added_by_api(people: Society, as_person: SignIn) -> None:
    for kind, status in (("federation", 422), ("supplier", 201)):
        sent = as_person(people.administrator).post(
            "/api/v1/organisations",
            {"kind": kind, "name": f"Ny {kind}"},
            content_type="application/json",
        )
        assert sent.status_code == status


@pytest.mark.parametrize(
    ("schema", "fields"),
    [
        ("AgreementOut", AGREEMENT_FIELDS),
        ("OrganisationOut", ORGANISATION_FIELDS),
        ("ParticipationOut", PARTICIPATION_FIELDS),
        ("UnitOut", UNIT_FIELDS),
    ],
)
def test_every_declared_field_is_answered(
    people: Society, as_person: SignIn, schema: str, fields: tuple[ListField, ...]
) -> None:
    described = as_person(people.anna).get("/api/openapi.json")
    shape = described.json()["components"]["schemas"][schema]["properties"]
    assert {each.attname for each in answered_fields(fields)} <= set(shape)


def test_the_list_is_of_the_same_shape_as_the_row(people: Society, as_person: SignIn) -> None:
    admin = as_person(people.administrator)
    Unit.objects.create(organisation=people.amal, name="Skola", ends_on=dt.date(2020, 1, 1))
    for noun in ("organisations", "units"):
        row = admin.get(f"/api/v1/{noun}").json()["items"][0]
        read = admin.get(f"/api/v1/{noun}/{row['id']}").json()
        assert row.items() <= read.items()
