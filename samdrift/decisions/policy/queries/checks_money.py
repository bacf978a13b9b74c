"""Checks of costs: budgeted, typed, borne and shared as the policy says."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.policy.queries.facts import Facts
from samdrift.decisions.policy.queries.results import Evidence, Result, counted, row
from samdrift.records.spending.models import CostKind, CostLine, CostType


def _line(line: CostLine, *, fulfils: bool, note: str = "") -> Evidence:
    return Evidence(str(line), reverse("cost_line_page", args=[line.pk]), fulfils, note)


def budget_made(facts: Facts) -> Result:
    """Every application has a budget for this year."""
    budgeted = {line.application_id for line in facts.cost_lines if line.kind == CostKind.BUDGET}
    return counted(
        row(
            each,
            "application_page",
            each.pk in budgeted,
            "" if each.pk in budgeted else _("no budget this year"),
        )
        for each in facts.applications
    )


def costs_typed(facts: Facts) -> Result:
    """Every cost says what it is for, not just «other»."""
    return counted(_line(line, fulfils=line.type != CostType.OTHER) for line in facts.cost_lines)


def costs_borne(facts: Facts) -> Result:
    """Every cost of an application is borne by a municipality that takes part in it, or hosts it."""

    def bears(line: CostLine) -> bool:
        if line.application is None:
            return line.unit is not None and line.unit.organisation_id == line.bearer_id
        return line.bearer_id in facts.participants.get(line.application.pk, set()) | {
            line.application.host_id
        }

    return counted(
        _line(line, fulfils=bears(line), note=str(line.bearer)) for line in facts.cost_lines
    )


def internal_communication(facts: Facts) -> Result:
    """Communication inside a municipality lies on that municipality alone: never on a joint application."""
    joint = {each.pk for each in facts.joint}
    own = [line for line in facts.cost_lines if line.type == CostType.INTERNAL_COMMUNICATION]
    return counted(
        _line(line, fulfils=line.application_id not in joint, note=str(line.bearer)) for line in own
    )


def costs_shared(facts: Facts) -> Result:
    """Every joint application with a cost this year has its shares computed, by a key that is said."""
    costing = {line.application_id for line in facts.cost_lines if line.application_id}
    return counted(
        row(
            each,
            "application_page",
            each.pk in facts.shared,
            "" if each.pk in facts.shared else _("not shared this year"),
        )
        for each in facts.joint
        if each.pk in costing
    )
