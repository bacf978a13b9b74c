"""A municipality's share → its departments: by users, by a fixed split, or to one."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from samdrift.core.sharing import apportion
from samdrift.decisions.sharing.models import (
    DepartmentKey,
    DepartmentLine,
    DepartmentRule,
    Share,
    ShareLine,
)
from samdrift.decisions.sharing.queries.joint import Subject
from samdrift.foundation.organisations.models import Unit
from samdrift.records.register.models import Participation
from samdrift.records.spending.models import JointInitiative


@dataclass(frozen=True)
class Split:
    """How a municipality's share of a subject goes on; by unit's key, None is what no department is said to use.

    The weights are never all nought: what nobody uses stays with the IT unit.
    """

    key: DepartmentKey
    weights: Mapping[int | None, int]

    @property
    def by_code(self) -> dict[str, int | None]:
        """Units by the code that decides who takes an öre left over, the IT unit first."""
        return {f"{unit or 0:012}": unit for unit in self.weights}


def department_lines(share: Share, lines: Sequence[ShareLine]) -> list[DepartmentLine]:
    """Every line's parts, which sum to it; the share and its lines are stored, these are not. Five queries.

    Without a rule of the municipality's own: by users × days of the year in each department. What no department uses
    stays with the IT unit, and says so.
    """
    subject = (share.application_id, share.initiative_id)
    paying = [line.organisation_id for line in lines]
    found = splits({subject: paying}, share.year)[subject]
    units = {unit.pk: unit for unit in Unit.objects.filter(organisation__in=paying)}
    return [part for line in lines for part in _parts(line, found[line.organisation_id], units)]


def splits(
    participants: Mapping[Subject, Iterable[int]], year: int
) -> dict[Subject, dict[int, Split]]:
    """Each subject's splits by municipality in a year, by the rules of its last day; four queries for all of them."""
    everyone = {each for several in participants.values() for each in several}
    units = set(Unit.objects.filter(organisation__in=everyone).values_list("pk", flat=True))
    rules: dict[tuple[int, Subject], DepartmentRule] = {
        (rule.organisation_id, (rule.application_id, rule.initiative_id)): rule
        for rule in DepartmentRule.objects.on(dt.date(year, 12, 31)).filter(
            organisation__in=everyone
        )
    }
    uses = _uses(participants, year)
    return {
        subject: {
            organisation: _split(
                rules.get((organisation, subject)) or rules.get((organisation, (None, None))),
                uses.get((subject, organisation), {}),
                units,
            )
            for organisation in several
        }
        for subject, several in participants.items()
    }


def _split(rule: DepartmentRule | None, uses: Mapping[int | None, int], units: set[int]) -> Split:
    key = DepartmentKey(rule.key) if rule else DepartmentKey.USERS
    weights: dict[int | None, int] = dict(uses)
    if rule is not None and key == DepartmentKey.ONE:
        weights = {rule.unit_id: 1}
    elif rule is not None and key == DepartmentKey.FIXED:
        weights = {int(unit): weight for unit, weight in rule.weights.items() if int(unit) in units}
    return Split(key, weights if any(weights.values()) else {None: 1})


def _uses(
    subjects: Iterable[Subject], year: int
) -> dict[tuple[Subject, int], dict[int | None, int]]:
    """Users × days of the year by (subject, municipality) and department; None where no department is said.

    An initiative is used by those that use its applications.
    """
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    used_in: dict[int, list[Subject]] = {}
    for application, initiative in subjects:
        if application is not None:
            used_in.setdefault(application, []).append((application, initiative))
    wanted = [initiative for _none, initiative in subjects if initiative]
    joint = JointInitiative.applications.through.objects.filter(jointinitiative__in=wanted)
    for initiative, application in joint.values_list("jointinitiative", "application"):
        used_in.setdefault(application, []).append((None, initiative))
    found: dict[tuple[Subject, int], dict[int | None, int]] = {}
    rows = Participation.objects.filter(application__in=used_in, starts_on__lte=last)
    for row in rows.exclude(ends_on__lt=first):
        days = row.period.days_within(first, last)
        for subject in used_in[row.application_id]:
            here = found.setdefault((subject, row.organisation_id), {})
            here[row.unit_id] = here.get(row.unit_id, 0) + (row.users or 0) * days
    return found


def _parts(line: ShareLine, split: Split, units: Mapping[int, Unit]) -> list[DepartmentLine]:
    by_code = split.by_code
    weights = {code: split.weights[unit] for code, unit in by_code.items()}
    shared = apportion(line.amount_ore, weights)
    return [
        DepartmentLine(
            line=line,
            unit=units.get(unit) if unit is not None else None,
            name=units[unit].name
            if unit is not None
            else gettext("IT unit: no department is said"),
            weight=str(split.weights[unit]),
            key=split.key,
            amount_ore=shared[code],
            stays_with_it=unit is None,
        )
        for code, unit in by_code.items()
    ]
