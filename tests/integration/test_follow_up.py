"""Budget against forecast and actual: sums, who sees whose, and the same number of queries for thousands of lines."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Unit
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.models import Application
from samdrift.records.spending.models import BudgetFrame, CostKind, CostLine, CostType
from samdrift.records.spending.queries import fine_sums, follow_up_rows, sum_by, total_of
from tests import factories
from tests.people import Society, person


@pytest.fixture
def finance(people: Society) -> Application:
    return factories.application(people.amal, "Ekonomi")


def _line(application: Application, kind: str, amount_ore: int, **fields: object) -> CostLine:
    return CostLine.objects.create(
        **{
            "application": application,
            "bearer": application.host,
            "year": 2009,
            "type": CostType.LICENCE,
            "kind": kind,
            "amount_ore": amount_ore,
            **fields,
        }
    )


def test_a_forecast_is_filled_with_the_budget_of_what_has_none(finance: Application) -> None:
    _line(finance, CostKind.BUDGET, 1_000, approved_on=today())
    _line(finance, CostKind.BUDGET, 500, type=CostType.STAFF)
    _line(finance, CostKind.FORECAST, 1_100)
    _line(finance, CostKind.ACTUAL, 1_620)
    _line(finance, CostKind.ACTUAL, -30)
    fines = fine_sums(CostLine.objects.all())
    whole = total_of(fines)
    assert (whole.budget_ore, whole.forecast_ore, whole.actual_ore) == (1_500, 1_600, 1_590)
    assert (whole.difference_ore, whole.difference_percent) == (90, 6.0)
    assert whole.approved_percent(CostKind.BUDGET) == 66
    by_type = sum_by(fines, lambda fine: fine.type)
    assert by_type[CostType.STAFF].forecast_ore is None
    assert by_type[CostType.STAFF].difference_ore is None


def test_rows_add_up_to_the_whole_and_lead_to_their_lines(
    people: Society, finance: Application, as_person
) -> None:
    unit = Unit.objects.create(organisation=people.amal, name="IT-enheten")
    BudgetFrame.objects.create(unit=unit, year=2009, amount_ore=10_000)
    _line(finance, CostKind.BUDGET, 1_000)
    _line(finance, CostKind.BUDGET, 2_000, unit=unit)
    CostLine.objects.create(unit=unit, bearer=people.amal, year=2009, amount_ore=300)
    CostLine.objects.create(unit=unit, bearer=people.amal, year=2008, amount_ore=7, kind="actual")
    rows = follow_up_rows(fine_sums(CostLine.objects.filter(year=2009)))
    assert [(row.what, row.budget_ore) for row in rows] == [
        ("Ekonomi", 3_000),
        ("IT-enheten, Åmål", 300),
    ]
    client = as_person(people.anna)
    answer = client.get(reverse("cost_follow_up"))
    assert [frame.left_ore for frame in answer.context["frames"]] == [7_700]
    for row in answer.context["listing"].rows:
        assert client.get(row.address).context["listing"].total == {"Ekonomi": 2}.get(row.what, 1)
    assert client.get(reverse("cost_follow_up") + "?ar=2008").context["year"] == 2008
    export = client.get(reverse("cost_follow_up") + "?exportera=csv").content.decode("utf-8-sig")
    assert "Ekonomi;30,00" in export


def test_who_follows_whose(people: Society, finance: Application, as_person) -> None:
    """A department manager her own municipality; a controller the members'; nobody else's is known to exist."""
    _line(finance, CostKind.BUDGET, 1_000)
    page = reverse("cost_follow_up")
    chief = as_person(person("Moa", people.amal, Role.DEPARTMENT_MANAGER))
    assert chief.get(page).context["bearer"] == people.amal
    assert chief.get(f"{page}?kommun={people.mellerud.pk}").status_code == 404
    controller = as_person(people.controller)
    assert controller.get(page).context["bearer"] == people.mellerud
    assert controller.get(f"{page}?kommun={people.amal.pk}").context["listing"].total == 1
    stranger = as_person(people.cilla)
    assert stranger.get(f"{page}?kommun={people.amal.pk}").status_code == 404
    assert as_person(people.bo).get(page).status_code == 403
    own = reverse("application_follow_up", args=[finance.pk])
    assert as_person(people.anna).get(own).context["years"][0][0] == 2009
    assert as_person(people.bo).get(own).status_code == 403
    assert stranger.get(own).status_code == 404


def _queries(client: object, page: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200  # type: ignore[attr-defined]  # Django's test client
    return len(asked)


def test_thousands_of_lines_cost_no_more_queries_than_a_few(people: Society, as_person) -> None:
    client = as_person(people.anna)
    applications = [factories.application(people.amal, f"A{number}") for number in range(40)]

    def more(number: int) -> None:
        CostLine.objects.bulk_create(
            CostLine(
                application=applications[place % 40],
                bearer=people.amal,
                year=2005 + place % 5,
                kind=CostKind.values[place % 3],
                type=CostType.values[place % 8],
                amount_ore=place,
            )
            for place in range(number)
        )

    more(120)
    pages = [
        reverse("cost_follow_up"),
        reverse("cost_waiting"),
        reverse("cost_line_list"),
        reverse("cost_approval"),
        reverse("application_follow_up", args=[applications[0].pk]),
        reverse("frame_list"),
    ]
    few = [_queries(client, page) for page in pages]
    more(3_000)
    assert [_queries(client, page) for page in pages] == few
