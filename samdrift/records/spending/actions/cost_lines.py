"""Everything that can happen to a cost line but its approval."""

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from samdrift.core.periods import Period
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.organisations.access import may, require
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.agreements.models import Agreement
from samdrift.records.register.models import Application
from samdrift.records.spending.models import CostKind, CostLine, CostPhase, CostType


def _require_say(by: Person, line: CostLine) -> None:
    """The owner budgets what it owns; the bearer's controller and IT manager may too."""
    if line.initiative is not None and line.initiative.owner_id == by.pk:
        return
    if line.application is None or not may(by, Permission.EDIT_COSTS, line.application):
        require(by, Permission.EDIT_COSTS, line)


def _about(line: CostLine) -> models.Model | None:
    return line.application or line.initiative


@transaction.atomic
def add_cost_line(*, by: Person, line: CostLine) -> CostLine:
    """Note what something costs in a year."""
    _require_say(by, line)
    line.entered_by, line.approved_on = by, None
    line.full_clean()
    line.save()
    record("spending.cost_line_added", line, by=by, after=facts(line), parent=_about(line))
    return line


@transaction.atomic
def change_cost_line(*, by: Person, line: CostLine, why: str = "") -> CostLine:
    """Change a cost line. What had been approved has to be approved anew; the history keeps who had."""
    stored = CostLine.objects.select_for_update().get(pk=line.pk)
    _require_say(by, stored)
    _require_say(by, line)
    line.entered_by, line.approved_on = by, None
    line.full_clean()
    line.approvals.update(holds=False)
    line.save()
    record(
        "spending.cost_line_changed",
        line,
        by=by,
        before=facts(stored),
        after=facts(line),
        parent=_about(line),
        why=why,
    )
    return line


@transaction.atomic
def remove_cost_line(*, by: Person, line: CostLine, why: str) -> CostLine:
    """Remove a cost line that was wrong."""
    _require_say(by, line)
    record(
        "spending.cost_line_removed",
        line,
        by=by,
        before=facts(line),
        parent=_about(line),
        why=why,
    )
    line.delete()
    return line


@transaction.atomic
def copy_forward(
    *,
    by: Person,
    lines: Iterable[CostLine],
    year: int,
    kind: str = CostKind.BUDGET,
    index_percent: Decimal = Decimal(0),
) -> list[CostLine]:
    """Next year's lines from these, raised by an index and rounded half up to the öre; to be approved anew.

    Lines that have a copy in that year already, of the same kind, phase, type, bearer and subject, are left out.
    """
    chosen = list(lines)
    factor = 1 + index_percent / 100
    if factor < 0:
        raise ValidationError(
            {"index_percent": _("The index can't take away more than everything.")}
        )
    known = {_place(each) for each in CostLine.objects.filter(year=year, kind=kind)}
    made = []
    for line in chosen:
        copied = CostLine(
            application=line.application,
            unit=line.unit,
            initiative=line.initiative,
            bearer=line.bearer,
            year=year,
            phase=line.phase,
            type=line.type,
            kind=kind,
            amount_ore=int((line.amount_ore * factor).quantize(Decimal(1), ROUND_HALF_UP)),
            note=line.note,
            agreement=line.agreement,
            source=_("Copied from %(year)s, index %(index)s %%")
            % {"year": line.year, "index": index_percent},
            is_example=line.is_example,
        )
        if _place(copied) not in known:
            made.append(add_cost_line(by=by, line=copied))
    if chosen and not made:
        raise ValidationError(_("Every line has been copied to that year already."))
    return made


def _place(line: CostLine) -> tuple[object, ...]:
    return (
        line.application_id,
        line.unit_id,
        line.initiative_id,
        line.bearer_id,
        line.phase,
        line.type,
        line.note,
    )


@transaction.atomic
def budget_from_agreement(
    *, by: Person, agreement: Agreement, application: Application, bearer: Organisation, year: int
) -> CostLine:
    """A budget line of what the agreement costs in the year: its price, by days where it holds part of the year.

    Made anew when the price or the period has changed; an agreement without a price, or one that does not hold in
    the year, makes none. Raises ValidationError.
    """
    amount_ore = agreement_cost_ore(agreement, year)
    if amount_ore is None:
        raise ValidationError(_("The agreement has no price, or does not hold that year."))
    if not agreement.applications.filter(pk=application.pk).exists():
        raise ValidationError(_("The agreement does not cover the application."))
    line = CostLine.objects.filter(
        agreement=agreement, application=application, year=year, kind=CostKind.BUDGET
    ).first()
    if line is None:
        line = CostLine(
            agreement=agreement, application=application, year=year, kind=CostKind.BUDGET
        )
        line.phase, line.type = CostPhase.MAINTENANCE, CostType.LICENCE
    elif (line.amount_ore, line.bearer_id) == (amount_ore, bearer.pk):
        return line
    line.bearer, line.amount_ore, line.source = bearer, amount_ore, str(agreement)[:200]
    return change_cost_line(by=by, line=line) if line.pk else add_cost_line(by=by, line=line)


def agreement_cost_ore(agreement: Agreement, year: int) -> int | None:
    """The agreement's price for the days of the year that it holds, half up to the öre; None without price or days."""
    if agreement.price_per_year_ore is None:
        return None
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    ends_on = None if agreement.rolling else agreement.current_end
    if ends_on is not None and ends_on < agreement.starts_on:
        return None
    days = Period(agreement.starts_on, ends_on).days_within(first, last)
    of_days = (last - first).days + 1
    if not days:
        return None
    exact = Decimal(agreement.price_per_year_ore) * days / of_days
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))
