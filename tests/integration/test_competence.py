"""What somebody says of themselves is shown as such, and counts nowhere until somebody else has confirmed it."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from samdrift.decisions.collaboration.queries import opportunity_facts
from samdrift.decisions.policy.queries import CHECKS, read_facts
from samdrift.foundation.organisations.models import Appointment, Person, Unit
from samdrift.foundation.organisations.roles import Role
from samdrift.records.competence import actions
from samdrift.records.competence.models import Competence
from samdrift.records.competence.queries import specialists_by_product
from samdrift.records.register.models import Product, Responsibility
from tests import factories
from tests.people import LONG_AGO, Society, person
from tests.policy_place import NEW_YEAR, make_small

DAY = dt.date(2008, 5, 1)


@pytest.fixture
def product(db) -> Product:
    return factories.product()


def said_by(who: Person, product: Product, level: int = 3) -> Competence:
    return actions.record_competence(
        by=who, person=who, product=product, level=level, refreshed_on=DAY
    )


def counted(people: Society) -> int:
    return sum(specialists_by_product([people.amal.pk, people.mellerud.pk]).values())


def test_what_one_says_of_oneself_counts_first_when_it_is_confirmed(people, product):
    said = said_by(people.bo, product)
    assert (said.confirmation, counted(people)) == ("waiting", 0)
    actions.confirm_competence(by=people.administrator, competence=said, grounds="Kurs 2008")
    assert (said.is_confirmed, said.judged_by, counted(people)) == (True, people.administrator, 1)


def test_what_a_manager_records_of_another_is_confirmed(people, product):
    colleague = person("Carl", people.amal)
    made = actions.record_competence(
        by=people.anna, person=colleague, product=product, level=3, refreshed_on=DAY
    )
    assert (made.is_confirmed, made.judged_by) == (True, people.anna)


def test_who_claims_more_than_is_confirmed_waits_again_and_who_claims_less_does_not(
    people, product
):
    said = said_by(people.bo, product, level=2)
    actions.confirm_competence(by=people.administrator, competence=said)
    assert said_by(people.bo, product, level=1).is_confirmed
    assert not said_by(people.bo, product, level=3).is_confirmed
    assert counted(people) == 0


def test_a_manager_does_not_confirm_the_own(people, product):
    said = said_by(people.anna, product)
    with pytest.raises(PermissionDenied):
        actions.confirm_competence(by=people.anna, competence=said)
    assert counted(people) == 0


def test_a_refusal_has_its_reason_and_counts_nowhere(people, product):
    said = said_by(people.bo, product)
    with pytest.raises(ValidationError):
        actions.refuse_competence(by=people.administrator, competence=said, grounds=" ")
    actions.refuse_competence(
        by=people.administrator, competence=said, grounds="Har inte gått kursen"
    )
    assert (said.confirmation, counted(people)) == ("refused", 0)


def department_manager(people: Society, unit: Unit | None) -> Person:
    made = person(f"Chef {unit}", people.mellerud)
    Appointment.objects.create(
        person=made,
        role=Role.DEPARTMENT_MANAGER,
        organisation=people.mellerud,
        unit=unit,
        starts_on=LONG_AGO,
    )
    return made


def test_a_department_manager_confirms_those_of_the_own_department_with_its_parts(people, product):
    department = Unit.objects.create(organisation=people.mellerud, name="Skola")
    part = Unit.objects.create(organisation=people.mellerud, name="Grundskola", parent=department)
    other = Unit.objects.create(organisation=people.mellerud, name="Vård")
    people.bo.unit = part
    people.bo.save()
    said = said_by(people.bo, product)
    with pytest.raises(PermissionDenied):
        actions.confirm_competence(by=department_manager(people, other), competence=said)
    actions.confirm_competence(by=department_manager(people, department), competence=said)


@pytest.mark.parametrize(
    ("role", "takes_part", "may"),
    [("system_owner", True, True), ("system_owner", False, False), ("system_manager", True, False)],
)
def test_the_owner_of_a_used_application_on_the_product_confirms(
    people, product, role, takes_part, may
):
    owner = person("Olle", people.amal)
    application = factories.application(people.amal, product=product)
    if takes_part:
        factories.participation(application, people.mellerud)
    Responsibility.objects.create(
        application=application, person=owner, role=role, starts_on=LONG_AGO
    )
    said = said_by(people.bo, product)
    if may:
        actions.confirm_competence(by=owner, competence=said)
    else:
        with pytest.raises(PermissionDenied):
            actions.confirm_competence(by=owner, competence=said)


@pytest.mark.parametrize("who", ["anna", "bo", "cilla", "controller", "seller"])
def test_nobody_else_confirms_or_refuses(people, product, who):
    said = said_by(people.bo, product)
    with pytest.raises(PermissionDenied):
        actions.confirm_competence(by=getattr(people, who), competence=said)
    with pytest.raises(PermissionDenied):
        actions.refuse_competence(by=getattr(people, who), competence=said, grounds="x")


def test_what_one_has_said_of_oneself_is_taken_back_until_somebody_vouches(
    people, product, as_person
):
    said = said_by(people.bo, product)
    address = reverse("competence_take_back", args=[said.pk])
    assert as_person(people.seller).get(address).status_code == 404
    assert as_person(people.anna).get(address).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.take_back_competence(by=people.anna, competence=said)
    bo = as_person(people.bo)
    assert address in bo.get(reverse("competence_page", args=[said.pk])).content.decode()
    assert bo.post(address).status_code == 302
    assert not Competence.objects.filter(pk=said.pk).exists()

    vouched = said_by(people.bo, product)
    actions.confirm_competence(by=people.administrator, competence=vouched)
    vouched.refresh_from_db()
    with pytest.raises(PermissionDenied):
        actions.take_back_competence(by=people.bo, competence=vouched)


def test_unconfirmed_is_left_out_of_the_list_unless_asked_for_and_said_to_be_so(
    people, product, as_person
):
    said = said_by(people.bo, product)
    address, page = reverse("competence_list"), reverse("competence_page", args=[said.pk])
    reader = as_person(people.anna)
    assert "Raindance" not in reader.get(address).content.decode()
    assert "Inte bekräftad ännu" in reader.get(address + "?obekraftade=1").content.decode()
    assert "Raindance" in as_person(people.bo).get(address).content.decode()
    assert reader.get(page).status_code == 200
    assert reverse("competence_confirm", args=[said.pk]) not in reader.get(page).content.decode()
    assert as_person(people.cilla).get(page).status_code == 404


def test_it_is_confirmed_by_page_and_by_api(people, product, as_person):
    said = said_by(people.bo, product)
    address = reverse("competence_confirm", args=[said.pk])
    client = as_person(people.administrator)
    assert as_person(people.bo).get(address).status_code == 403
    assert client.post(address, {"grounds": "Kurs"}).status_code == 302
    refuse = f"/api/v1/competences/{said.pk}/refuse"
    body = {"grounds": "Fel person"}
    assert (
        as_person(people.bo).post(refuse, body, content_type="application/json").status_code == 403
    )
    assert (
        as_person(people.cilla).post(refuse, body, content_type="application/json").status_code
        == 404
    )
    answer = client.post(refuse, body, content_type="application/json")
    assert (answer.status_code, answer.json()["confirmation"]) == (200, "refused")


def test_what_others_had_recorded_before_stays_confirmed(people, product):
    mine = said_by(people.bo, product)
    others = actions.record_competence(
        by=people.anna,
        person=person("Carl", people.amal),
        product=product,
        level=3,
        refreshed_on=DAY,
    )
    Competence.objects.update(confirmation="waiting", judged_by=None, judged_on=None)
    migration = import_module("samdrift.records.competence.migrations.0002_confirmation")
    migration.confirm_what_others_recorded(apps, None)
    mine.refresh_from_db()
    others.refresh_from_db()
    assert (mine.is_confirmed, others.is_confirmed, others.judged_by) == (False, True, people.anna)


@pytest.mark.parametrize("confirmation", ["waiting", "refused"])
def test_unconfirmed_changes_no_figure_of_the_policy_and_no_opportunity(people, confirmation):
    small = make_small(people)

    def figures() -> tuple[object, ...]:
        facts = read_facts(small.policy, NEW_YEAR)
        judged = [
            (name, result.done, result.total, result.evidence)
            for name, check in CHECKS.items()
            for result in [check(facts, small.asks.get(name))]
        ]
        return judged, opportunity_facts(people.federation, NEW_YEAR)

    before = figures()
    products = [*Product.objects.all(), factories.product("Okänt", "Ingen")]
    for each in Person.objects.filter(organisation__in=[people.amal, people.mellerud]):
        for one in products:
            known = Competence.objects.filter(person=each, product=one).exists()
            if not known:
                Competence.objects.create(
                    person=each,
                    product=one,
                    level=3,
                    refreshed_on=NEW_YEAR,
                    confirmation=confirmation,
                )
    assert figures() == before
