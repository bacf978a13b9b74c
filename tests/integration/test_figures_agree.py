"""One function makes each figure: what stands above stands below, and the own sum comes first."""

import datetime as dt
import re

from django.urls import reverse

from samdrift.decisions.notices import actions as notices
from samdrift.decisions.notices.models import Acknowledgement, AnswerState
from samdrift.decisions.overview.queries.municipality_costs import own_costs, yearly_sums
from samdrift.decisions.sharing import actions as sharing
from samdrift.foundation.organisations.models import Appointment, Unit
from samdrift.foundation.organisations.roles import Role
from samdrift.records.spending.models import CostKind, CostLine, CostType
from tests.integration.notice_told import make_told, platform, sent
from tests.journey.reading import Reader
from tests.people import LONG_AGO, Society

LATER = dt.date(2009, 9, 1)


def test_a_departments_own_costs_stand_in_its_years_too(people: Society, as_person) -> None:
    unit = Unit.objects.create(organisation=people.mellerud, name="Socialförvaltningen")
    CostLine.objects.create(
        bearer=people.mellerud,
        unit=unit,
        year=2009,
        type=CostType.LICENCE,
        kind=CostKind.BUDGET,
        amount_ore=19_500_000,
    )
    page = as_person(people.controller).get(reverse("department_page", args=[unit.pk]))
    figures = dict(Reader(page.content.decode()).figures)
    name = f"costs.year.unit-{unit.pk}.2009.budget"
    assert figures[f"{name}.own"] == figures[f"{name}.together"] == "19500000"
    (sums,) = yearly_sums(people.controller, people.mellerud, unit)
    assert (sums.joint_ore, sums.own_ore) == (0, 19_500_000)


def test_years_and_rows_agree_after_a_shared_line_has_changed(people: Society) -> None:
    make_told(people)
    by, line = people.anna, CostLine.objects.get()
    CostLine.objects.filter(pk=line.pk).update(approved_on=LONG_AGO)
    sharing.share_all(by=by, federation=people.federation, year=2009, cost_kind="budget")
    CostLine.objects.filter(pk=line.pk).update(amount_ore=line.amount_ore + 700)
    (sums,) = yearly_sums(by, people.amal)
    own = own_costs(by, people.amal, 2009, CostKind.BUDGET)
    assert sums.joint_ore > 0
    assert sums.own_ore == sum(each.amount_ore for each in own) == 0


def test_a_managers_own_departments_come_first_and_are_summed(people: Society, as_person) -> None:
    """Also for one who manages a department and the whole municipality."""
    told = make_told(people)
    Appointment.objects.create(
        person=told.manager,
        role=Role.DEPARTMENT_MANAGER,
        organisation=people.mellerud,
        starts_on=LONG_AGO,
    )
    for number in (1, 2):
        sent(
            told,
            platform(
                told, title=f"Byte {number}", takes_effect_on=LATER, change_ore={"2009": 4_200_000}
            ),
        )
    page = Reader(as_person(told.manager).get(reverse("changes_for_us")).content.decode())
    own = [
        int(value) for name, value in page.figures if name.endswith(f"units.{told.social.pk}.2009")
    ]
    rows = [row.places for table in page.tables for row in table if row.section == "tbody"]
    first = [row[1] for row in rows if row[0].startswith("Socialförvaltningen")]
    assert len(first) == 2
    assert own == [sum(round(float(_plain(words)) * 100) for words in first)]


def _plain(words: str) -> str:
    return re.sub(r"\s|\+", "", words).replace("−", "-").replace(",", ".")


def test_an_answer_has_one_state_wherever_it_is_shown(people: Society) -> None:
    told = make_told(people)
    notice = sent(told, platform(told, takes_effect_on=LATER, change_ore={"2009": 100}))
    row = Acknowledgement.objects.filter(notice=notice).first()
    assert row is not None
    assert row.answer_state(dt.date(2009, 1, 31)) == AnswerState.WAITING
    assert row.answer_state(dt.date(2009, 2, 1)) == AnswerState.OVERDUE
    notices.withdraw_notice(by=people.anna, notice=row.notice, why="fel")
    row.refresh_from_db()
    assert row.answer_state(dt.date(2009, 2, 1)) == AnswerState.NOT_NEEDED
