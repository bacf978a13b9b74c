"""A closed unit counts on the days that it existed: refused beside its field after that, and never lost by an edit."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from samdrift.decisions.budgeting.convert.needs import ItUnits
from samdrift.foundation.organisations.actions import (
    add_person,
    appoint,
    change_employment,
    save_unit,
)
from samdrift.foundation.organisations.models import Unit, UnitKind
from samdrift.foundation.organisations.queries import it_units_by_organisation
from samdrift.foundation.organisations.roles import Role
from samdrift.records.intake.actions import import_register
from samdrift.records.register.actions import change_application, join_application
from samdrift.records.register.forms import ApplicationForm
from samdrift.records.register.models import Participation
from samdrift.records.spending.models import BudgetFrame, CostLine
from tests import factories
from tests.integration.intake_files import ordinary, register
from tests.people import Society

LAST = dt.date(2008, 6, 30)
TODAY = dt.date(2009, 1, 1)


@pytest.fixture
def closed(people: Society) -> Unit:
    return Unit.objects.create(
        organisation=people.amal, kind=UnitKind.IT_UNIT, name="Gamla driften", ends_on=LAST
    )


def test_nothing_begins_on_it_and_no_later_year_is_laid_on_it(
    people: Society, closed: Unit
) -> None:
    application = factories.application(people.amal)
    anna = people.anna

    def refused(act: object, field: str = "unit") -> None:
        with pytest.raises(ValidationError) as refusal:
            act()  # type: ignore[operator]
        assert field in refusal.value.message_dict
        assert "2008-06-30" in str(refusal.value)

    refused(
        lambda: add_person(
            by=anna, name="Ny", organisation=people.amal, unit=closed, starts_on=TODAY
        )
    )
    refused(
        lambda: change_employment(
            by=anna,
            employment=anna.employments.get(),
            unit=closed,
            title="",
            manager=None,
            external_number="",
            starts_on=TODAY,
        )
    )
    refused(
        lambda: appoint(
            by=people.administrator,
            person=anna,
            role=Role.CONTROLLER,
            organisation=people.amal,
            unit=closed,
            starts_on=TODAY,
        )
    )
    refused(
        lambda: join_application(
            by=anna, application=application, organisation=people.amal, unit=closed, starts_on=TODAY
        )
    )
    refused(
        lambda: save_unit(by=anna, unit=Unit(organisation=people.amal, name="Del", parent=closed)),
        "parent",
    )
    refused(lambda: BudgetFrame(unit=closed, year=2009, amount_ore=1).full_clean())
    BudgetFrame(unit=closed, year=2008, amount_ore=1).full_clean()
    refused(lambda: CostLine(unit=closed, bearer=people.amal, year=2009, amount_ore=1).full_clean())
    CostLine(unit=closed, bearer=people.amal, year=2008, amount_ore=1).full_clean()
    application.operating_unit = closed
    refused(lambda: change_application(by=anna, application=application), "operating_unit")
    refused(
        lambda: join_application(
            by=anna,
            application=application,
            organisation=people.amal,
            unit=closed,
            starts_on=dt.date(2008, 1, 1),
        )
    )
    made = join_application(
        by=anna,
        application=application,
        organisation=people.amal,
        unit=closed,
        starts_on=dt.date(2008, 1, 1),
        ends_on=LAST,
    )
    assert made.unit == closed


def test_saving_something_else_does_not_take_it_away(people: Society, closed: Unit) -> None:
    application = factories.application(people.amal, operating_unit=closed, ends_on=LAST)
    other = factories.application(people.amal, "Ecos")
    offered = ApplicationForm(person=people.anna, instance=application).fields["operating_unit"]
    assert closed in offered.queryset
    assert (
        closed
        not in ApplicationForm(person=people.anna, instance=other).fields["operating_unit"].queryset
    )
    application.purpose = "Nytt"
    assert change_application(by=people.anna, application=application).operating_unit == closed


def test_counts_are_of_a_day_or_a_year(people: Society, closed: Unit) -> None:
    new = Unit.objects.create(organisation=people.amal, kind=UnitKind.IT_UNIT, name="Nya driften")
    assert it_units_by_organisation([people.amal])[people.amal.pk] == [new]
    assert set(it_units_by_organisation([people.amal], LAST)[people.amal.pk]) == {new, closed}
    assert ItUnits().of(people.amal.pk, 2009) == new.pk
    new.delete()
    assert ItUnits().of(people.amal.pk, 2008) == closed.pk
    assert ItUnits().of(people.amal.pk, 2009) is None


def test_a_file_that_names_a_closed_department_means_the_one_that_took_it_over(
    people: Society,
) -> None:
    heir = Unit.objects.create(organisation=people.amal, name="Lärande")
    Unit.objects.create(organisation=people.amal, name="Skola", ends_on=LAST, successor=heir)
    import_register(
        by=people.anna, organisation=people.amal, file_name="r.csv", content=register(ordinary(1))
    )
    assert Participation.objects.get().unit == heir
