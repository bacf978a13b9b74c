"""The keys of a plan's documents in words that an officer says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.core.money import format_number
from samdrift.core.population import shipped_municipalities
from samdrift.decisions.planning.models import Plan
from samdrift.foundation.organisations.queries.population import municipality_name

RULES = {
    "unit-capacity": gettext_lazy("what the IT unit can operate"),
    "change-days": gettext_lazy("working days for change"),
    "changes-per-department": gettext_lazy("changes in one department"),
    "budget": gettext_lazy("one-off budget"),
    "must-leave": gettext_lazy("must go over"),
    "max-cost": gettext_lazy("nobody pays more than if nothing changes"),
    "min-saving": gettext_lazy("the least saving of what is made joint"),
}
UNITS_OF = {
    "unit-capacity": gettext_lazy("full-time employees"),
    "change-days": gettext_lazy("working days"),
    "changes-per-department": gettext_lazy("changes"),
    "budget": gettext_lazy("kronor"),
    "must-leave": gettext_lazy("municipalities"),
    "max-cost": gettext_lazy("kronor"),
    "min-saving": gettext_lazy("kronor"),
}
ONE_OF = {
    "unit-capacity": gettext_lazy("one full-time employee"),
    "change-days": gettext_lazy("one working day"),
    "changes-per-department": gettext_lazy("one change"),
    "budget": gettext_lazy("one krona"),
    "must-leave": gettext_lazy("that it may stay"),
    "max-cost": gettext_lazy("one krona"),
    "min-saving": gettext_lazy("one krona"),
}
PINS = {
    "keep_product": gettext_lazy("Keep the product: nobody goes over to another"),
    "operated_by": gettext_lazy("The area is operated by one IT unit"),
    "not_before": gettext_lazy("Nobody goes over before a period"),
    "not_after": gettext_lazy("Nobody goes over after a period"),
    "stays_out": gettext_lazy("A municipality stays out"),
    "goes_over": gettext_lazy("A municipality must go over"),
    "forbid_host": gettext_lazy("An IT unit takes on nothing more"),
    "lowest_level": gettext_lazy("At least a level of collaboration"),
    "highest_level": gettext_lazy("At most a level of collaboration"),
}


STATUS_WORDS = {
    "optimal": gettext_lazy("Proven: no plan is cheaper"),
    "within_gap": gettext_lazy("Proven to be within the asked share of the cheapest"),
    "feasible": gettext_lazy("Keeps every limit; a cheaper one may exist"),
    "infeasible": gettext_lazy("No plan keeps every limit"),
    "not_found": gettext_lazy("No plan was found in time"),
}


def planning_in_words(name: str, value: Any) -> str | None:
    """The words of what the log keeps of a scenario by its key: limits, pins, how good a plan is; else None."""
    if name == "pins" and isinstance(value, list):
        codes = {code: each.name for code, each in shipped_municipalities().items()}
        return "; ".join(pin_words(each, codes, {}) for each in value)
    if name == "own_limits" and isinstance(value, list):
        return "; ".join(_limit_in_words(each) for each in value)
    words = {"rule": RULES, "kind": PINS, "status": STATUS_WORDS}.get(name, {}).get(str(value))
    return None if words is None else str(words)


def _limit_in_words(row: Mapping[str, Any]) -> str:
    """«working days for change, Dals-Ed, 2009: 40»."""
    whose = municipality_name("of", row["of"]) or row["of"]
    parts = [str(RULES.get(row["rule"], row["rule"])), whose, str(row.get("year") or "")]
    return f"{', '.join(filter(None, parts))}: {format_number(row['amount'])}"


TERMS = {
    "same_product_saved": gettext_lazy("saved by a joint installation of the same product"),
    "other_product_saved": gettext_lazy("saved by going over to another product"),
    "coordinated_saved": gettext_lazy("saved by buying together and operating apart"),
    "day_cost": gettext_lazy("cost of a working day"),
    "own_work": gettext_lazy("share of a cost that is work at the IT unit"),
    "set_up_days": gettext_lazy("working days to make an installation joint"),
    "coordination_days": gettext_lazy("working days to begin buying together"),
    "specialist_days": gettext_lazy("working days to train a specialist"),
    "same_product_days": gettext_lazy("working days to move within the same product"),
    "other_product_days": gettext_lazy("working days to move to another product"),
    "bad_price": gettext_lazy("price of what works badly, share of its cost a year"),
    "fragile_price": gettext_lazy("price of hanging on one person, share of its cost a year"),
    "estimated": gettext_lazy("all estimated costs"),
}


def period_words(period: str, periods_per_year: int = 4) -> str:
    """``2009``, or ``quarter 2 2009``."""
    year, _dash, part = period.partition("-")
    if not part:
        return year
    return _("quarter %(part)s %(year)s") % {"part": int(part), "year": year}


@dataclass(frozen=True)
class Names:
    """The names of one basis: municipalities, IT units and options."""

    basis: Mapping[str, Any]
    periods: tuple[str, ...] = ()
    periods_per_year: int = 1

    @classmethod
    def of(cls, plan: Plan) -> "Names":
        document = plan.problem_document
        return cls(plan.basis, tuple(document["periods"]), document.get("periods_per_year", 1))

    def municipality(self, code: str) -> str:
        return str(self.basis["names"].get(code, code))

    def unit(self, name: str | None) -> str:
        """The municipality, where it has one IT unit; else the unit's own name."""
        if not name:
            return _("each for itself")
        owners: dict[str, str] = self.basis.get("owners", {})
        owner = owners.get(name)
        if owner and list(owners.values()).count(owner) == 1:
            return self.municipality(owner)
        if owners and owner is None:
            return _("the supplier")
        return str(self.basis["units"].get(name, name))

    def host(self, area: str, option: str) -> str:
        """Who operates an option: a municipality, or the supplier, with whose agreement it is."""
        known = self.option(area, option)
        unit, owners = known["unit"], self.basis.get("owners", {})
        if not unit or not owners or owners.get(unit) is not None:
            return self.unit(unit)
        having = self.basis.get("installed", {}).get(area, {})
        for code, row in sorted(having.items()):
            if row["installation"] == known.get("installation"):
                return _("the supplier (%(whose)s)") % {"whose": self.municipality(code)}
        return self.unit(unit)

    def operator(self, name: str | None) -> str:
        """Who operates today: an IT unit, or somebody whom the register doesn't know."""
        return self.unit(name) if name else _("supplier or unknown")

    def whose(self, of: str) -> str:
        return str(self.basis["names"].get(of) or self.basis["units"].get(of) or of)

    def option(self, area: str, option: str) -> dict[str, Any]:
        known = self.basis.get("options", {}).get(area, {}).get(option)
        if known:
            return dict(known)
        product, _at, rest = option.partition(" @ ")
        return {"product": product, "unit": rest.partition(" ")[0], "level": None}

    def way(self, area: str, move: Mapping[str, Any] | None) -> str:
        """What a municipality does: stay as today, or product, unit and period."""
        if move is None:
            return _("as today")
        option = self.option(area, move["option"])
        values = {
            "product": option["product"],
            "unit": self.host(area, move["option"]),
            "period": period_words(move["period"]),
        }
        if option["unit"] is None:
            return _("%(product)s, bought together, %(period)s") % values
        return _("%(product)s at %(unit)s, %(period)s") % values

    def changes(self, changes: Iterable[Mapping[str, Any]]) -> list[str]:
        """The differences between two plans; municipalities that change alike in one sentence."""
        alike: dict[tuple[str, str, str], list[str]] = {}
        for each in changes:
            area = each["area"]
            key = (area, self.way(area, each["before"]), self.way(area, each["after"]))
            alike.setdefault(key, []).append(self.municipality(each["municipality"]))
        return [
            _("%(area)s, %(municipalities)s: %(after)s instead of %(before)s")
            % {"area": area, "municipalities": ", ".join(who), "before": before, "after": after}
            for (area, before, after), who in alike.items()
        ]

    def limits(self, limits: Iterable[Mapping[str, Any]]) -> list[str]:
        """Limits that differ only in when, or in the area that somebody must leave, in one sentence."""
        alike: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
        for each in limits:
            part = "" if each["rule"] == "must-leave" else each.get("part", "")
            alike.setdefault((each["rule"], each["of"], part), []).append(each)
        return [self._together(same) for same in alike.values()]

    def _together(self, same: list[Mapping[str, Any]]) -> str:
        first = same[0]
        if first["rule"] == "must-leave":
            areas = ", ".join(each["part"] for each in same)
            values = {"municipality": self.municipality(first["of"]), "area": areas}
            return _("%(municipality)s must go over in %(area)s") % values
        if len(same) == 1 or first["rule"] in {"max-cost", "min-saving"}:
            return self.limit(first)
        periods = ", ".join(self._period(first["rule"], each["period"]) for each in same)
        return self._limit_then(first, periods)

    def limit(self, limit: Mapping[str, Any]) -> str:
        """One limit: whose, what and when."""
        rule = limit["rule"]
        if rule == "must-leave":
            values = {"municipality": self.municipality(limit["of"]), "area": limit["part"]}
            return _("%(municipality)s must go over in %(area)s") % values
        if rule == "max-cost":
            values = {"municipality": self.municipality(limit["of"])}
            return _("%(municipality)s pays no more than if nothing changes") % values
        if rule == "min-saving":
            option = self.option(limit["part"], limit["of"])
            values = {"area": limit["part"], "product": option["product"]}
            return _("%(product)s in %(area)s saves at least what is asked for") % values
        return self._limit_then(limit, self._period(rule, limit["period"]))

    def _limit_then(self, limit: Mapping[str, Any], period: str) -> str:
        rule = limit["rule"]
        values = {
            "of": self.whose(limit["of"]),
            "rule": str(RULES.get(rule, rule)),
            "part": limit.get("part", ""),
            "period": period,
        }
        if limit.get("part"):
            return _("%(of)s: %(rule)s (%(part)s), %(period)s") % values
        return _("%(of)s: %(rule)s, %(period)s") % values

    def relaxation_in_words(self, limit: Mapping[str, Any], more: str) -> str:
        """What one limit would have to give."""
        if limit["rule"] == "must-leave":
            values = {"municipality": self.municipality(limit["of"]), "area": limit["part"]}
            return _("%(municipality)s may stay in %(area)s") % values
        if limit["rule"] == "max-cost":
            values = {"municipality": self.municipality(limit["of"]), "by": more}
            return _("%(municipality)s may pay %(by)s more") % values
        if limit["rule"] == "min-saving":
            option = self.option(limit["part"], limit["of"])
            values = {"area": limit["part"], "product": option["product"], "by": more}
            return _("%(product)s in %(area)s may save %(by)s less") % values
        return _("%(limit)s: %(by)s more") % {"limit": self.limit(limit), "by": more}

    def _period(self, rule: str, number: int) -> str:
        at = number * self.periods_per_year if rule == "changes-per-department" else number
        if at >= len(self.periods):
            return ""
        name = self.periods[at]
        return name.partition("-")[0] if rule == "changes-per-department" else period_words(name)

    def pin(self, pin: Mapping[str, Any]) -> str:
        return pin_words(pin, self.basis["names"], self.basis["units"])


def pin_words(pin: Mapping[str, Any], names: Mapping[str, str], units: Mapping[str, str]) -> str:
    """What is settled, in words."""
    values = {
        "area": pin.get("area", ""),
        "municipality": names.get(pin.get("municipality", ""), pin.get("municipality", "")),
        "unit": units.get(pin.get("unit", ""), pin.get("unit", "")),
        "product": pin.get("product", ""),
        "period": period_words(pin.get("period", "")),
        "level": pin.get("level"),
    }
    told = {
        "keep_product": _("Keep %(product)s in %(area)s"),
        "operated_by": _("%(unit)s operates %(area)s"),
        "not_before": _("Not before %(period)s"),
        "not_after": _("Not after %(period)s"),
        "stays_out": _("%(municipality)s stays out"),
        "goes_over": _("%(municipality)s goes over in %(area)s"),
        "forbid_host": _("%(unit)s takes on nothing more"),
        "lowest_level": _("At least level %(level)s in %(area)s"),
        "highest_level": _("At most level %(level)s in %(area)s"),
    }.get(pin["kind"], pin["kind"])
    kinds_with_area = {"not_before", "not_after", "stays_out", "forbid_host"}
    more = []
    if pin["kind"] in kinds_with_area and pin.get("area"):
        more.append(str(values["area"]))
    if pin["kind"] not in {"stays_out", "goes_over"} and pin.get("municipality"):
        more.append(str(values["municipality"]))
    told = told % values
    return f"{told} ({', '.join(more)})" if more else told
