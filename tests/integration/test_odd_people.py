"""Whatever is typed in a form about people, units and organisations is stored or refused in words, never a fault."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from samdrift.foundation.organisations.actions import add_person
from samdrift.foundation.organisations.models import Employment, Organisation, Person, Unit
from tests.people import LONG_AGO, Society

ODD = (
    "9999-12-31",
    "0001-01-01",
    "2009-02-30",
    "1" * 20,
    "-1",
    "0",
    "Å" * 300,
    "",
    "ingen adress",
    "a@" + "b" * 300 + ".example",
    "\N{RIGHT-TO-LEFT OVERRIDE}<b>",
)

PAGES: dict[str, Callable[["Place"], list[int]]] = {
    "person_add": lambda at: [at.amal.pk],
    "person_change": lambda at: [at.olle.pk],
    "person_merge_choose": lambda at: [at.olle.pk],
    "employment_add": lambda at: [at.olle.pk],
    "employment_change": lambda at: [at.olle.pk, at.employment.pk],
    "employment_close": lambda at: [at.olle.pk, at.employment.pk],
    "appointment_add": lambda at: [at.olle.pk],
    "appointment_end": lambda at: [at.anna.pk, at.anna.appointments.get().pk],
    "organisation_add": lambda at: [],
    "organisation_change": lambda at: [at.amal.pk],
    "organisation_close": lambda at: [at.supplier.pk],
    "organisation_merge": lambda at: [at.supplier.pk],
    "organisation_remove": lambda at: [at.supplier.pk],
    "membership_add": lambda at: [at.saffle.pk],
    "membership_change": lambda at: [at.amal.pk, at.amal.federations.get().pk],
    "unit_add": lambda at: [at.amal.pk],
    "unit_change": lambda at: [at.amal.pk, at.unit.pk],
    "unit_close": lambda at: [at.amal.pk, at.unit.pk],
    "unit_move": lambda at: [at.amal.pk, at.unit.pk],
    "unit_merge": lambda at: [at.amal.pk, at.unit.pk],
}


class Place:
    """Somebody with an employment in a unit, and a unit beside it."""

    def __init__(self, people: Society) -> None:
        self.amal, self.saffle, self.supplier = people.amal, people.saffle, people.supplier
        self.anna = people.anna
        self.unit = Unit.objects.create(organisation=people.amal, name="Skola")
        Unit.objects.create(organisation=people.amal, name="Vård")
        self.olle = add_person(
            by=people.administrator,
            name="Olle Ek",
            organisation=people.amal,
            unit=self.unit,
            email="olle@amal.example",
            starts_on=LONG_AGO,
        )
        self.employment = self.olle.employments.get()


@pytest.mark.parametrize("name", PAGES)
def test_every_field_of_every_form_takes_or_refuses_whatever_is_typed(
    people: Society, as_person: Callable[[Person], Client], name: str
) -> None:
    client = as_person(people.administrator)
    address = reverse(name, args=PAGES[name](Place(people)))
    form = client.get(address).context["form"]
    plain = {key: form[key].value() for key in form.fields}
    plain = {key: value for key, value in plain.items() if value not in (None, False)}
    for field in form.fields:
        for odd in ODD:
            with transaction.atomic():
                answer = client.post(address, {**plain, field: odd})
                assert answer.status_code in {302, 422}, (field, odd)
                transaction.set_rollback(True)


def test_what_would_be_wrong_is_refused_beside_its_field(people: Society, as_person) -> None:
    at, client = Place(people), as_person(people.administrator)

    def refused(page: str, field: str, **typed: object) -> bool:
        answer = client.post(reverse(page, args=PAGES[page](at)), typed)
        return answer.status_code == 422 and field in answer.context["form"].errors

    new = {"name": "Ny", "starts_on": "2009-01-01"}
    assert refused("person_add", "email", **new, email="OLLE@amal.example")
    assert refused("person_add", "name", **new | {"name": "N" * 300})
    assert refused("person_add", "starts_on", **new | {"starts_on": "9999-12-31"})
    assert refused("employment_close", "ends_on", ends_on="1999-12-31")
    assert refused("membership_change", "__all__", starts_on="2005-01-01", ends_on="2004-12-31")
    assert refused("membership_change", "starts_on", starts_on="0001-01-01")
    assert refused("unit_close", "ends_on", ends_on="0001-01-01")
    part = Unit.objects.create(organisation=people.amal, name="Del", parent=at.unit)
    assert refused("unit_change", "parent", name="Skola", kind="department", parent=part.pk)
    assert refused(
        "organisation_add", "municipality_code", kind="municipality", municipality_code="14"
    )
    twice = {"organisation": people.amal.pk, "starts_on": "2008-01-01"}
    assert client.post(reverse("employment_add", args=[at.olle.pk]), twice).status_code == 422
    assert Employment.objects.filter(person=at.olle).count() == 1
    assert not Organisation.objects.filter(name__startswith="14").exists()
