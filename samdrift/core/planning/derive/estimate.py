"""What the register does not say, estimated from like cases; and whether it says enough to be planned on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from samdrift.core.findings import Finding, Severity, gettext_noop

ENOUGH = 0.5  # share of what could be planned that must be known


@dataclass(frozen=True, slots=True)
class Known:
    """What an installation costs a year, kronor, where that is known, and what it can be likened by.

    inhabitants: of all municipalities that use it; 0 where not known.
    """

    key: str
    product: str
    area: str
    inhabitants: int
    annual: float | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """A cost that was not known. like: what the cases have in common, ``product``, ``area`` or ``all``.

    by_size: the cost follows the number of inhabitants; otherwise it is the median of the cases as they are.
    """

    key: str
    annual: float
    like: str
    cases: int
    by_size: bool


def estimate_costs(installations: Sequence[Known]) -> dict[str, Estimate]:
    """The cost of each installation whose cost is not known, by key; none where nothing at all is known.

    The nearest like cases are used: those of the same product, else of the same area, else all. Where inhabitants
    are known, the median cost an inhabitant times the inhabitants; else the median cost.
    """
    known = [each for each in installations if each.annual]
    found = {}
    for one in installations:
        if one.annual or not known:
            continue
        circles = {
            "product": [each for each in known if one.product and each.product == one.product],
            "area": [each for each in known if one.area and each.area == one.area],
            "all": known,
        }
        like, cases = next((name, cases) for name, cases in circles.items() if cases)
        found[one.key] = _estimate(one, like, cases)
    return found


def _estimate(one: Known, like: str, cases: Sequence[Known]) -> Estimate:
    sized = [(each.annual or 0.0) / each.inhabitants for each in cases if each.inhabitants]
    if one.inhabitants and sized:
        return Estimate(one.key, median(sized) * one.inhabitants, like, len(sized), by_size=True)
    annual = median(each.annual or 0.0 for each in cases)
    return Estimate(one.key, annual, like, len(cases), by_size=False)


@dataclass(frozen=True, slots=True)
class Register:
    """How much a register says. applications: those in use; the others count how many of them have each.

    with_unit: those that name an IT unit that operates them; with_supplier: those that say that a supplier does.
    """

    applications: int
    with_area: int
    with_product: int
    with_cost: int
    with_unit: int
    with_end: int
    with_fit: int
    with_supplier: int = 0

    def counts(self) -> Mapping[str, int]:
        return {name: getattr(self, name) for name in self.__slots__}

    def known(self, name: str) -> int:
        """How many say what `name` counts; who operates an application is known when either a unit or a supplier is."""
        operated = self.with_supplier if name == "with_unit" else 0
        return int(getattr(self, name)) + operated


_STOPPING = {
    "with_area": gettext_noop(
        "%(known)s of %(all)s applications have an area; at least half must have one before a plan means anything."
    ),
    "with_cost": gettext_noop(
        "%(known)s of %(all)s applications have a cost for the year; at least half must have one before a plan means "
        "anything."
    ),
}
_TELLING = {
    "with_product": gettext_noop(
        "%(known)s of %(all)s applications have a product; the others are taken to be products of their own."
    ),
    "with_unit": gettext_noop(
        "%(known)s of %(all)s applications say which IT unit or supplier operates them; the others are taken to be "
        "operated by the host municipality's."
    ),
    "with_end": gettext_noop(
        "%(known)s of %(all)s applications have an agreement with terms; the others are taken to be free to leave."
    ),
    "with_fit": gettext_noop(
        "%(known)s of %(all)s applications have been assessed; the others are taken to work well."
    ),
}
_EMPTY = gettext_noop("The register holds no applications that the members use.")


def emptiness(register: Register) -> tuple[Finding, ...]:
    """What a register lacks: errors where it is too empty to plan on, warnings where less than half is known."""
    if register.applications == 0:
        return (Finding("register", _EMPTY, rule="register-empty"),)
    found = []
    for name in (*_STOPPING, *_TELLING):
        known = register.known(name)
        if known >= ENOUGH * register.applications:
            continue
        what = _STOPPING.get(name) or _TELLING[name]
        severity = Severity.ERROR if name in _STOPPING else Severity.WARNING
        values = {"known": known, "all": register.applications}
        found.append(Finding("register", what, severity, values, f"few-{name.replace('_', '-')}"))
    return tuple(found)
