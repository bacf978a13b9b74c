"""What a change of cost or of key means to each participant and department, year by year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from samdrift.core.findings import Finding, InvalidInput
from samdrift.core.sharing.rounding import apportion
from samdrift.core.sharing.rule import Figures, KeyRule, share_by_rule

#: The department of what no department uses: it stays with the participant's IT unit.
NO_DEPARTMENT = ""


@dataclass(frozen=True, slots=True)
class CostYear:
    """One cost in one year as it would be without the change, and with it.

    before_ore, after_ore: the whole cost, whole öre. rule_before, rule_after: the key in force on the year's last day,
    which is the one that the year is settled by.
    participants: codes of those who take part some day of the year; figures: what their keys need.
    figures_after: what the key after needs where it counts on another day; None: the same.
    uses: weights by participant and department (users × days, or an agreed split), `NO_DEPARTMENT` among them.
    """

    year: int
    before_ore: int
    after_ore: int
    rule_before: KeyRule
    rule_after: KeyRule
    participants: tuple[str, ...]
    figures: Figures
    uses: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    figures_after: Figures | None = None


@dataclass(frozen=True, slots=True)
class Consequence:
    """What one department of a participant bears in a year, in whole öre."""

    year: int
    participant: str
    department: str
    before_ore: int
    after_ore: int

    @property
    def change_ore(self) -> int:
        return self.after_ore - self.before_ore


def consequences(costs: Iterable[CostYear]) -> tuple[Consequence, ...]:
    """Every department's part before and after, in order of year, participant and department.

    Costs of the same year are summed: a change of the key of everything joint is many costs. Each is shared exactly
    as it will be when it is charged (`share_by_rule`, then `apportion`), so that

    * each participant's departments sum to its share, before and after;
    * all changes of a year sum to the change of the costs' totals, which for a change of key alone is nought;
    * where nothing changes, every change is nought.

    Who is alone bears the whole cost whatever the key. Raises InvalidInput with the findings of every
    year and cost at once, each finding once.
    """
    found: dict[tuple[int, str, str], tuple[int, int]] = {}
    findings: list[Finding] = []
    for cost in costs:
        try:
            before = _by_department(cost, cost.before_ore, cost.rule_before, cost.figures)
            figures = cost.figures_after or cost.figures
            after = _by_department(cost, cost.after_ore, cost.rule_after, figures)
        except InvalidInput as wrong:
            findings += [each for each in wrong.findings if each not in findings]
            continue
        for place in before:
            was, becomes = found.get((cost.year, *place), (0, 0))
            found[cost.year, *place] = (was + before[place], becomes + after[place])
    if findings:
        raise InvalidInput(findings)
    return tuple(Consequence(*place, *found[place]) for place in sorted(found))


def _by_department(
    cost: CostYear, total_ore: int, rule: KeyRule, figures: Figures
) -> dict[tuple[str, str], int]:
    if len(cost.participants) == 1:
        shares: Mapping[str, int] = {cost.participants[0]: total_ore}
    else:
        shares = share_by_rule(total_ore, rule, cost.participants, figures).amounts_ore
    parts: dict[tuple[str, str], int] = {}
    for participant, amount in shares.items():
        uses = cost.uses.get(participant, {})
        weights = uses if any(uses.values()) else {NO_DEPARTMENT: 1}
        for department, part in apportion(amount, weights).items():
            parts[participant, department] = part
    return parts
