"""What a plan's problem came from: names, what each municipality has, what was assumed and what was left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from samdrift.core.findings import Finding
from samdrift.core.planning import Installed, Problem

Words = dict[str, Any]


@dataclass
class PlanBasis:
    """Kept with the plan as a document.

    names, units: by code and by unit. areas: the area's name by planned area. assumptions: [{"key", "what", "values"}].
    counts: how much of the register says what. remarks: findings that don't stop. installed, options: by planned area.
    running_today, running_planned: öre a year by municipality. yearly: the same with everything else.
    """

    names: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    joint: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    on: str = ""
    key_date: str = ""
    applications: int = 0
    without_area: int = 0
    without_cost: int = 0
    beside: list[str] = field(default_factory=list)
    estimated_cost: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)
    remarks: list[Words] = field(default_factory=list)
    assumptions: list[Words] = field(default_factory=list)
    installed: dict[str, dict[str, Words]] = field(default_factory=dict)
    options: dict[str, dict[str, Words]] = field(default_factory=dict)
    running_today: dict[str, list[int]] = field(default_factory=dict)
    running_planned: dict[str, list[int]] = field(default_factory=dict)
    yearly: dict[str, dict[str, list[int]]] = field(default_factory=dict)

    @property
    def known(self) -> list[str]:
        """Areas of the register with nothing to plan."""
        return [*self.joint, *self.alone]

    def as_values(self) -> dict[str, Any]:
        return vars(self)


def words(finding: Finding) -> Words:
    """A finding as it is kept: its English and its values."""
    return {
        "where": finding.where,
        "what": finding.what,
        "values": dict(finding.values),
        "rule": finding.rule,
        "severity": str(finding.severity),
    }


def installed_words(row: Installed, application: str) -> Words:
    """What one municipality has in one area, for the pages and for those who build on the plan."""
    return {
        "installation": row.installation,
        "application": application,
        "product": row.product,
        "unit": row.unit,
        "annual_ore": round(row.annual * 100),
        "estimated": row.estimated,
        "level": row.level,
    }


def options_words(problem: Problem, rows: Mapping[str, Sequence[Installed]]) -> dict[str, Any]:
    """Every option of every planned area: product, unit, level and the installation that becomes joint."""
    found: dict[str, Any] = {}
    for area in problem.areas:
        hosts = {f"({row.installation})": row.installation for row in rows[area.id]}
        found[area.id] = {
            option.id: {
                "product": option.product,
                "unit": option.unit,
                "level": option.level,
                "installation": hosts.get(option.id.rpartition(" ")[2]),
            }
            for option in area.options
        }
    return found
