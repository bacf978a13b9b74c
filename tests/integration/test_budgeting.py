"""Next year's budget: copied forward with an index, out of agreements' prices, and within the units' frames."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.models import Unit
from samdrift.records.agreements.models import Agreement, AgreementKind
from samdrift.records.register.models import Application
from samdrift.records.spending import actions
from samdrift.records.spending.convert import DerivedOutcome, derived_lines, planned_copies
from samdrift.records.spending.models import (
    CostKind,
    CostLine,
    CostPhase,
    CostType,
    JointInitiative,
)
from samdrift.records.spending.queries import edit_rights, frame_uses, visible_frames
from tests import factories
from tests.people import Society

NEW_YEAR = dt.date(2009, 1, 1)


@pytest.fixture
def finance(people: Society) -> Application:
    return factories.application(people.amal, "Ekonomi")


def _line(
    people: Society, about: Application | None, amount_ore: int = 100_000, **fields: object
) -> CostLine:
    line = CostLine(
        **{
            "application": about,
            "bearer": people.amal,
            "year": 2009,
            "type": CostType.LICENCE,
            "amount_ore": amount_ore,
            **fields,
        }
    )
    return actions.add_cost_line(by=people.anna, line=line)


def _lines(**asked: object) -> list[CostLine]:
    related = ("application__host", "initiative", "unit", "bearer", "agreement")
    return list(CostLine.objects.filter(**asked).select_related(*related).order_by("pk"))


def test_each_line_is_copied_once_also_those_alike(people: Society, finance: Application) -> None:
    for amount_ore in (100, 101, -101):
        _line(people, finance, amount_ore)
    asked = {"by": people.anna, "year": 2010, "index_percent": Decimal("0.5")}
    made = actions.copy_forward(lines=_lines(year=2009), **asked)
    assert [each.amount_ore for each in made] == [101, 102, -102]
    assert {(each.approved_on, each.entered_by) for each in made} == {(None, people.anna)}
    _line(people, finance, 500)
    assert len(actions.copy_forward(lines=_lines(year=2009), **asked)) == 1
    with pytest.raises(ValidationError):
        actions.copy_forward(lines=_lines(year=2009), **asked)
    assert AuditEvent.objects.filter(event="spending.cost_line_added").count() == 8


def test_what_is_over_is_left_out_and_the_reason_told(
    people: Society, finance: Application
) -> None:
    finance.ends_on = dt.date(2009, 12, 31)
    finance.save()
    over = JointInitiative.objects.create(
        federation=people.federation,
        name="Förstudie",
        owner=people.anna,
        starts_on=NEW_YEAR,
        ends_on=dt.date(2009, 12, 31),
    )
    _line(people, finance)
    _line(people, None, initiative=over)
    plan = planned_copies(_lines(), year=2010, kind=CostKind.BUDGET, index_percent=Decimal(0))
    assert not plan.lines_to_make
    assert len({str(row.left_out) for row in plan.left_out}) == 2


def test_nobody_copies_what_another_budgets(people: Society, finance: Application) -> None:
    _line(people, finance)
    for other in (people.bo, people.controller, people.cilla, people.neighbour):
        assert not any(edit_rights(other).over(line) for line in _lines())
        with pytest.raises(PermissionDenied):
            actions.copy_forward(by=other, lines=_lines(), year=2010)
    assert CostLine.objects.count() == 1


def test_what_has_changed_since_it_was_shown_is_not_made(
    people: Society, finance: Application
) -> None:
    line = _line(people, finance)
    asked = {"year": 2010, "kind": CostKind.BUDGET, "index_percent": Decimal(2)}
    seen = planned_copies(_lines(), **asked).digest
    line.amount_ore += 1
    actions.change_cost_line(by=people.anna, line=line)
    with pytest.raises(ValidationError) as refused:
        actions.copy_forward(by=people.anna, lines=_lines(), expected=seen, **asked)
    assert refused.value.code == "changed"


def test_thousands_are_copied_in_few_queries(
    people: Society, finance: Application, django_assert_max_num_queries
) -> None:
    CostLine.objects.bulk_create(
        CostLine(
            application=finance, bearer=people.amal, year=2009, amount_ore=number, note=str(number)
        )
        for number in range(2_000)
    )
    with django_assert_max_num_queries(90):
        made = actions.copy_forward(by=people.anna, lines=_lines(), year=2010)
    assert len(made) == 2_000


def test_the_copy_page_shows_before_it_makes(
    people: Society, finance: Application, as_person
) -> None:
    _line(people, finance, 38_000_001)
    asked = {"ar": 2009, "slag": "budget", "till_ar": 2010, "till_slag": "budget", "index": "2,5 %"}
    client = as_person(people.anna)
    shown = client.get(reverse("cost_copy"), asked)
    assert shown.context["made"][0].copied.amount_ore == 38_950_001
    assert CostLine.objects.count() == 1
    sent = {**dict(shown.context["sent"]), "sett": shown.context["plan"].digest}
    assert client.post(reverse("cost_copy"), sent).status_code == 302
    assert CostLine.objects.get(year=2010).source == "Kopierad från 2009, index 2,50 %"
    again = client.post(reverse("cost_copy"), sent)
    assert again.status_code == 422
    assert again.context["left_out"]
    assert client.get(reverse("cost_copy"), {**asked, "index": "-101"}).status_code == 422
    assert as_person(people.bo).get(reverse("cost_copy")).status_code == 403


def _agreement(people: Society, *applications: Application, **fields: object) -> Agreement:
    agreement = factories.agreement(
        people.amal,
        **{"kind": AgreementKind.SUPPLIER, "price_per_year_ore": 36_500_000, **fields},
    )
    agreement.applications.set(applications)
    return agreement


def _derive(people: Society, year: int = 2009) -> list[CostLine]:
    keys = [row.key for row in derived_lines(people.anna, year).rows if row.can_be_made]
    return actions.derive_from_agreements(by=people.anna, year=year, chosen=keys)


def test_a_line_from_an_agreements_price_by_days_and_once(
    people: Society, finance: Application
) -> None:
    agreement = _agreement(people, finance, starts_on=dt.date(2009, 7, 2))
    made = _derive(people)
    assert [(each.amount_ore, each.agreement, each.type) for each in made] == [
        (18_300_000, agreement, CostType.LICENCE)
    ]
    assert _derive(people) == []
    assert not derived_lines(people.anna, 2008).rows
    agreement.price_per_year_ore = 73_000_000
    agreement.save()
    assert [each.amount_ore for each in _derive(people)] == [36_600_000]
    assert CostLine.objects.count() == 1


def test_a_price_that_covers_several_is_divided_not_doubled(
    people: Society, finance: Application
) -> None:
    others = [factories.application(people.amal, name) for name in ("GIS", "Bygg")]
    retired = factories.application(people.amal, "Gammalt", ends_on=dt.date(2008, 6, 30))
    _agreement(people, finance, *others, retired, price_per_year_ore=100)
    assert sorted(each.amount_ore for each in _derive(people)) == [33, 33, 34]


def test_a_line_written_by_hand_is_not_doubled(people: Society, finance: Application) -> None:
    agreement = _agreement(people, finance)
    by_hand = _line(people, finance, 30_000_000)
    (row,) = derived_lines(people.anna, 2009).rows
    assert (row.outcome, row.is_safe, row.before_ore) == (DerivedOutcome.LINKED, False, 30_000_000)
    _derive(people)
    by_hand.refresh_from_db()
    assert (by_hand.amount_ore, by_hand.agreement) == (36_500_000, agreement)
    assert CostLine.objects.count() == 1
    assert derived_lines(people.anna, 2009).rows[0].outcome == DerivedOutcome.SAME


def test_where_several_lines_could_be_meant_a_person_decides(
    people: Society, finance: Application
) -> None:
    _agreement(people, finance)
    _line(people, finance, 1), _line(people, finance, 2)
    (row,) = derived_lines(people.anna, 2009).rows
    assert (row.outcome, row.before_ore) == (DerivedOutcome.LEFT_OUT, 3)
    assert _derive(people) == []


def test_nobody_derives_for_another_and_nothing_else_than_was_shown(
    people: Society, finance: Application
) -> None:
    agreement = _agreement(people, finance)
    key = (agreement.pk, finance.pk, 36_500_000)
    for other in (people.bo, people.controller, people.cilla):
        with pytest.raises(PermissionDenied):
            actions.derive_from_agreements(by=other, year=2009, chosen=[key])
    with pytest.raises(ValidationError):
        actions.derive_from_agreements(by=people.anna, year=2009, chosen=[(*key[:2], 1)])
    assert not CostLine.objects.exists()


def test_the_derive_page_takes_the_chosen(people: Society, finance: Application, as_person) -> None:
    agreement = _agreement(people, finance)
    client = as_person(people.anna)
    page = reverse("cost_derive") + "?ar=2009"
    assert client.get(page).context["can_make"]
    client.post(page, {"rad": ["skräp", "1-2"]})
    assert not CostLine.objects.exists()
    client.post(page, {"rad": [f"{agreement.pk}-{finance.pk}-36500000"]})
    assert CostLine.objects.get().agreement == agreement
    assert client.post(page, {"rad": [f"{agreement.pk}-{finance.pk}-1"]}).status_code == 422


def test_communication_inside_a_municipality_is_never_of_something_joint(people: Society) -> None:
    """By the verb, by the form, and by the database itself for whatever comes round them."""
    joint = JointInitiative.objects.create(
        federation=people.federation, name="Nät", owner=people.anna, starts_on=NEW_YEAR
    )
    line = CostLine(
        initiative=joint,
        bearer=people.amal,
        year=2009,
        type=CostType.INTERNAL_COMMUNICATION,
        amount_ore=1,
    )
    with pytest.raises(ValidationError, match="aldrig"):
        actions.add_cost_line(by=people.anna, line=line)
    with pytest.raises(IntegrityError), transaction.atomic():
        CostLine.objects.bulk_create([line])
    line.type = CostType.OTHER
    stored = actions.add_cost_line(by=people.anna, line=line)
    stored.type = CostType.INTERNAL_COMMUNICATION
    with pytest.raises(ValidationError, match="aldrig"):
        actions.change_cost_line(by=people.anna, line=stored)


def test_the_form_refuses_it_with_the_clause_and_keeps_what_was_typed(
    people: Society, as_person
) -> None:
    joint = JointInitiative.objects.create(
        federation=people.federation, name="Nät", owner=people.anna, starts_on=NEW_YEAR
    )
    typed = {
        "initiative": joint.pk,
        "bearer": people.amal.pk,
        "year": 2009,
        "phase": CostPhase.MAINTENANCE,
        "type": CostType.INTERNAL_COMMUNICATION,
        "kind": CostKind.BUDGET,
        "amount_ore": "1 234,50",
    }
    told = as_person(people.anna).post(reverse("cost_line_add"), typed)
    assert told.status_code == 422
    assert "delas aldrig" in told.content.decode()
    assert "1 234,50" in told.content.decode()


def test_a_frame_is_told_beside_what_is_budgeted(people: Society, as_person) -> None:
    unit = Unit.objects.create(organisation=people.amal, name="IT-enheten")
    actions.set_budget_frame(by=people.anna, unit=unit, year=2009, amount_ore=1_000)
    actions.add_cost_line(
        by=people.anna,
        line=CostLine(
            unit=unit, bearer=people.amal, year=2009, type=CostType.HARDWARE, amount_ore=1_200
        ),
    )
    (use,) = frame_uses(visible_frames(people.anna))
    assert (use.budget_ore, use.actual_ore, use.left_ore) == (1_200, None, -200)
    client = as_person(people.anna)
    assert "Ryms inte" in client.get(reverse("frame_list")).content.decode()
    typed = {"unit": unit.pk, "year": 2009, "amount_ore": "15,00", "decision": "KF § 3"}
    assert client.post(reverse("frame_set"), typed).status_code == 302
    assert unit.budget_frames.get().amount_ore == 1_500
    assert client.post(reverse("frame_set"), {**typed, "amount_ore": "-1"}).status_code == 422
    assert not frame_uses(visible_frames(people.controller))
    assert as_person(people.bo).get(reverse("frame_list")).status_code == 403


def test_a_line_is_changed_from_its_page_with_the_reason_kept(
    people: Society, finance: Application, as_person
) -> None:
    line = _line(people, finance)
    page = reverse("cost_line_change", args=[line.pk])
    typed = {
        "application": finance.pk,
        "bearer": people.amal.pk,
        "year": 2009,
        "phase": "maintenance",
        "type": "licence",
        "kind": "budget",
        "amount_ore": "2 000",
        "why": "Ny offert",
    }
    assert as_person(people.anna).post(page, typed).status_code == 302
    line.refresh_from_db()
    assert line.amount_ore == 200_000
    assert AuditEvent.objects.order_by("-pk")[0].why == "Ny offert"
    assert as_person(people.controller).get(page).status_code == 403
    assert as_person(people.cilla).get(page).status_code == 404
