"""Opportunities stand on what their reader may see; plans, which stand on everything, on who may see everything."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from samdrift.core.opportunities import Trigger
from samdrift.decisions.collaboration.queries import visible_opportunities
from samdrift.decisions.planning import actions as planning
from samdrift.decisions.planning.models import Scenario
from samdrift.decisions.planning.queries import visible_scenarios
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.models import Assessment, Audience, FieldAudience, FieldGroup
from samdrift.records.spending.models import CostLine
from tests import factories
from tests.people import Society, person


@pytest.fixture
def reader(people: Society):
    """Mellerud's IT manager; Åmål has the same product, with an agreement that ends, a cost and a bad grade."""
    product = factories.product()
    theirs = factories.application(people.amal, "Åmåls", product=product)
    ours = factories.application(people.mellerud, "Melleruds", product=product)
    ending = factories.agreement(people.amal, "Avtal", kind="licence", ends_on=dt.date(2009, 6, 17))
    ending.applications.add(theirs)
    for application in (theirs, ours):
        CostLine.objects.create(
            application=application, bearer=application.host, year=2009, amount_ore=1_000_000
        )
    Assessment.objects.create(application=theirs, side="it", on=dt.date(2008, 1, 1), fit=1)
    return person("Mia", people.mellerud, Role.IT_MANAGER)


def _hide(people: Society, *groups: FieldGroup) -> None:
    for group in groups:
        FieldAudience.objects.create(
            federation=people.federation, group=group, audience=Audience.OWN
        )


@pytest.mark.parametrize(
    ("group", "trigger"),
    [
        (FieldGroup.AGREEMENTS, Trigger.AGREEMENT_EXPIRES),
        (FieldGroup.ASSESSMENT, Trigger.WORKS_BADLY),
        (FieldGroup.COSTS, None),
    ],
)
def test_what_is_hidden_gives_no_reason_no_saving_and_is_said_to_be_withheld(
    people, reader, as_person, group, trigger
) -> None:
    (before,), _assumed = visible_opportunities(reader)
    assert before.withheld == frozenset()
    assert trigger is None or trigger in before.found.triggers
    _hide(people, group)
    (after,), _assumed = visible_opportunities(reader)
    assert after.withheld == {group}
    assert trigger not in after.found.triggers
    assert (after.found.saving.amount_ore is None) == (group == FieldGroup.COSTS)
    page = as_person(reader).get(f"/samverkan/mojlighet/{after.address}/").content.decode()
    assert str(group.label) in page
    (whole,), _assumed = visible_opportunities(people.administrator)
    assert whole.found.triggers == before.found.triggers


def test_a_plan_is_made_and_opened_by_who_may_see_all_that_it_stands_on(people, reader) -> None:
    made = planning.add_scenario(
        by=reader, scenario=Scenario(federation=people.federation, name="Vägen", first_year=2009)
    )
    assert made in visible_scenarios(reader)
    _hide(people, FieldGroup.COSTS)
    assert not visible_scenarios(reader).exists()
    assert made in visible_scenarios(people.administrator)
    again = Scenario(federation=people.federation, name="Vägen igen", first_year=2009)
    with pytest.raises(ValidationError):
        planning.add_scenario(by=reader, scenario=again)


def test_an_area_is_written_as_a_heading_and_a_product_as_its_own_name(people: Society) -> None:
    area = factories.area("bygg och miljö")
    for host, name in ((people.amal, "eBygg"), (people.mellerud, "iByggnad")):
        factories.application(host, name, area=area, product=factories.product(name))
    same = factories.product("ePlan")
    for host in (people.amal, people.mellerud):
        factories.application(host, "Plan", product=same)
    names = {each.name for each in visible_opportunities(people.anna)[0]}
    assert names == {"Bygg och miljö", "ePlan"}
