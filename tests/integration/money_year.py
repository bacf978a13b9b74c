"""A small year of joint costs, taken as far as a test wants it: entered, approved, charged, settled, corrected."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from samdrift.decisions.settlement import actions
from samdrift.decisions.settlement.models import Settlement
from samdrift.foundation.organisations.models.population import Population
from samdrift.records.register.actions import appoint_owner
from samdrift.records.register.models import Application
from samdrift.records.spending import actions as spending
from samdrift.records.spending.models import CostKind, CostLine, CostType
from tests import factories
from tests.people import Society

NEW_YEAR = dt.date(2009, 1, 1)
INHABITANTS = {"1492": 12_500, "1461": 9_700, "1785": 15_800}


@dataclass
class Year:
    """Åmål hosts telephony, in which Mellerud and Säffle take part; Anna owns it and approves its costs."""

    people: Society
    telephony: Application
    budget: CostLine

    def line(self, **fields: Any) -> CostLine:
        return CostLine(
            **{
                "application": self.telephony,
                "bearer": self.people.amal,
                "year": 2009,
                "type": CostType.LICENCE,
                "kind": CostKind.BUDGET,
                "amount_ore": 38_000_001,
                **fields,
            }
        )

    def enter(self, **fields: Any) -> CostLine:
        """A line more, approved by its owner."""
        made = spending.add_cost_line(by=self.people.anna, line=self.line(**fields))
        spending.approve_cost_lines(by=self.people.anna, lines=[made])
        return made

    def approve(self) -> None:
        spending.approve_cost_lines(by=self.people.anna, lines=[self.budget])

    def charge(self, periods: int = 4) -> Settlement:
        people = self.people
        return actions.charge_preliminarily(
            by=people.controller, federation=people.federation, year=2009, periods=periods
        )

    def settle(self) -> Settlement:
        return actions.settle_year(
            by=self.people.controller, federation=self.people.federation, year=2009
        )


def begin(people: Society) -> Year:
    """The budget is entered and waits for Anna."""
    for code, value in INHABITANTS.items():
        Population.objects.create(
            code=code, on=dt.date(2008, 12, 31), value=value, source_table="TAB638"
        )
    telephony = factories.application(people.amal, "Telefoni")
    for each in (people.amal, people.mellerud, people.saffle):
        factories.participation(telephony, each, users=10)
    appoint_owner(by=people.anna, application=telephony, person=people.anna, starts_on=NEW_YEAR)
    year = Year(people, telephony, CostLine())
    year.budget = spending.add_cost_line(by=people.anna, line=year.line())
    return year


def many_more(year: Year, number: int) -> None:
    """Joint applications more, each with an approved budget."""
    made = [
        factories.application(year.people.amal, f"Applikation {each:04}") for each in range(number)
    ]
    for application in made:
        for who in (year.people.amal, year.people.mellerud):
            factories.participation(application, who, users=3)
    CostLine.objects.bulk_create(
        year.line(application=each, amount_ore=1_000 + place, approved_on=NEW_YEAR)
        for place, each in enumerate(made)
    )
