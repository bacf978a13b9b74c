"""Who sees a group of an application: the condition in the database against the rule read aloud, for everybody."""

import datetime as dt

import pytest

from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.queries import members_of
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.models import (
    Application,
    Audience,
    FieldAudience,
    FieldGroup,
    Participation,
    Responsibility,
)
from samdrift.records.register.models.audience import DEFAULT_AUDIENCE
from samdrift.records.register.queries import (
    applications_whose,
    audience_condition,
    hosts_whose,
    visible_applications,
    visible_groups,
    visible_groups_of,
)
from tests import factories
from tests.people import LONG_AGO, Society, person


@pytest.fixture
def everybody(people: Society) -> dict[str, Person]:
    """Every kind of person, and applications hosted and used in every way."""
    for host in (people.amal, people.mellerud, people.saffle):
        for users in ([], [people.amal, people.mellerud], [people.amal, people.saffle]):
            made = factories.application(host, f"{host} {len(users)} {users[-1:]}")
            for each in users:
                factories.participation(made, each)
    found = {
        "IT manager of the host": people.anna,
        "employee": people.bo,
        "outsider": people.cilla,
        "administrator": people.administrator,
        "controller": people.controller,
        "neighbour": people.neighbour,
        "seller": people.seller,
        "auditor": person("Rut", people.mellerud, Role.AUDITOR),
        "owner": person("Olle", people.mellerud),
        "former owner": person("Ove", people.mellerud),
    }
    for name, ends_on in (("owner", None), ("former owner", dt.date(2008, 12, 31))):
        for role, each in zip(
            ("deputy_owner", "system_manager"),
            Application.objects.filter(host=people.amal),
            strict=False,
        ):
            Responsibility.objects.create(
                application=each, person=found[name], role=role, starts_on=LONG_AGO, ends_on=ends_on
            )
    return found


def _plainly(who: Person, group: FieldGroup, audience: Audience, application: Application) -> bool:
    """The rule, said once more without a database in mind."""
    if who.organisation is None or who.organisation.kind == "supplier":
        return False
    own = {who.organisation_id, *(each.organisation_id for each in who.appointments_today)}
    roles = {each.role for each in who.appointments_today}
    if roles & {"federation_administrator"}:
        own |= {each.pk for each in members_of(who.organisation)}
    using = set(
        Participation.objects.filter(application=application).values_list("organisation", flat=True)
    )
    if application.host_id in own or application.roles_held_by(who, dt.date(2009, 1, 1)):
        return True
    hosted_here = application.host.federations.exists()
    if not hosted_here and not who.federation_ids:
        audience = DEFAULT_AUDIENCE[group]
    if group == FieldGroup.COSTS and roles and using & own:
        return True
    if using & own:
        return audience != Audience.OWN
    return bool(who.federation_ids) and audience == Audience.MEMBERS


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("group", FieldGroup)
def test_everyone_sees_exactly_what_the_rule_says(people, everybody, group, audience) -> None:
    FieldAudience.objects.create(federation=people.federation, group=group, audience=audience)
    for name, who in everybody.items():
        condition = set(Application.objects.filter(audience_condition(who, group)))
        for each in Application.objects.select_related("host"):
            assert (each in condition) == _plainly(who, group, audience, each), (name, each.name)
            assert (group in visible_groups(who, each)) == (each in condition), (name, each.name)
        seen = set(applications_whose(who, group))
        assert seen == condition & set(visible_applications(who)), name


def test_many_applications_are_asked_about_in_as_few_queries_as_one(
    people, everybody, django_assert_max_num_queries
) -> None:
    keys = list(Application.objects.values_list("pk", flat=True))
    for who in everybody.values():
        fresh = Person.objects.get(pk=who.pk)
        with django_assert_max_num_queries(40):
            found = visible_groups_of(fresh, keys)
        assert found == {each.pk: visible_groups(who, each) for each in Application.objects.all()}


def test_the_federation_of_the_host_chooses_also_for_a_neighbour(people) -> None:
    """A neighbour that takes part belongs to no federation; what the host's federation hides is hidden from it."""
    made = factories.application(people.amal)
    factories.participation(made, people.saffle)
    assert FieldGroup.PEOPLE in visible_groups(people.neighbour, made)
    FieldAudience.objects.create(
        federation=people.federation, group=FieldGroup.PEOPLE, audience=Audience.OWN
    )
    assert FieldGroup.PEOPLE not in visible_groups(people.neighbour, made)
    assert FieldGroup.PEOPLE in visible_groups(people.anna, made)


@pytest.mark.parametrize(
    ("audience", "sees"),
    [(Audience.MEMBERS, True), (Audience.PARTICIPANTS, False), (Audience.OWN, False)],
)
def test_what_belongs_to_no_application_follows_its_organisation(people, audience, sees) -> None:
    FieldAudience.objects.create(
        federation=people.federation, group=FieldGroup.AGREEMENTS, audience=audience
    )
    assert (people.amal.pk in hosts_whose(people.bo, FieldGroup.AGREEMENTS)) is sees
    assert people.amal.pk in hosts_whose(people.anna, FieldGroup.AGREEMENTS)
    assert people.amal.pk not in hosts_whose(people.neighbour, FieldGroup.AGREEMENTS)
    assert hosts_whose(people.seller, FieldGroup.AGREEMENTS) == set()
