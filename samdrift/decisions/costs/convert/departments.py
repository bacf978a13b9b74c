"""A municipality's share → its departments: by users, by a fixed split, or to one (policy, P6.3)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext

from samdrift.core.sharing import apportion
from samdrift.decisions.costs.models import (
    DepartmentKey,
    DepartmentLine,
    DepartmentRule,
    Share,
    ShareLine,
)
from samdrift.foundation.organisations.models import Unit
from samdrift.records.register.models import Participation


def department_lines(share: Share, lines: Sequence[ShareLine]) -> list[DepartmentLine]:
    """Every line's parts, which sum to it; the share and its lines are stored, these are not. Three queries.

    Without a rule of the municipality's own: by users × days of the year in each department. What no department uses
    stays with the IT unit, and says so.
    """
    rules = _rules(share, lines)
    uses = _uses(share)
    units = {
        unit.pk: unit
        for unit in Unit.objects.filter(organisation__in=[line.organisation_id for line in lines])
    }
    return [
        part
        for line in lines
        for part in _parts(
            line, rules.get(line.organisation_id), uses.get(line.organisation_id, {}), units
        )
    ]


def _rules(share: Share, lines: Iterable[ShareLine]) -> dict[int, DepartmentRule]:
    """Each municipality's rule at the end of the year: for the subject, else for everything."""
    found: dict[int, DepartmentRule] = {}
    rows = DepartmentRule.objects.on(dt.date(share.year, 12, 31)).filter(
        organisation__in=[line.organisation_id for line in lines]
    )
    for rule in rows:
        about = (rule.application_id, rule.initiative_id)
        if about == (share.application_id, share.initiative_id) != (None, None):
            found[rule.organisation_id] = rule
        elif about == (None, None):
            found.setdefault(rule.organisation_id, rule)
    return found


def _uses(share: Share) -> dict[int, dict[int | None, int]]:
    """Users × days of the year by municipality and department; None is what no department is said to use."""
    if share.application_id is None:
        return {}
    first, last = dt.date(share.year, 1, 1), dt.date(share.year, 12, 31)
    found: dict[int, dict[int | None, int]] = {}
    rows = Participation.objects.filter(application=share.application_id, starts_on__lte=last)
    for row in rows.exclude(ends_on__lt=first):
        here = found.setdefault(row.organisation_id, {})
        days = row.period.days_within(first, last)
        here[row.unit_id] = here.get(row.unit_id, 0) + (row.users or 0) * days
    return found


def _parts(
    line: ShareLine,
    rule: DepartmentRule | None,
    uses: Mapping[int | None, int],
    units: Mapping[int, Unit],
) -> list[DepartmentLine]:
    key = DepartmentKey(rule.key) if rule else DepartmentKey.USERS
    weights: dict[int | None, int] = dict(uses)
    if rule is not None and key == DepartmentKey.ONE:
        weights = {rule.unit_id: 1}
    elif rule is not None and key == DepartmentKey.FIXED:
        weights = {int(unit): weight for unit, weight in rule.weights.items() if int(unit) in units}
    if not any(weights.values()):
        weights = {None: 1}
    by_code = {f"{unit or 0:012}": unit for unit in weights}
    shared = apportion(line.amount_ore, {code: weights[unit] for code, unit in by_code.items()})
    return [
        DepartmentLine(
            line=line,
            unit=units.get(unit) if unit is not None else None,
            name=units[unit].name
            if unit is not None
            else gettext("IT unit: no department is said"),
            weight=str(weights[unit]),
            key=key,
            amount_ore=shared[code],
            stays_with_it=unit is None,
        )
        for code, unit in by_code.items()
    ]
