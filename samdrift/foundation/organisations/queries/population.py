"""The population base: inhabitants as the federation has stored them."""

import datetime as dt
from collections.abc import Iterable

from samdrift.core.population import Inhabitants, shipped_municipalities
from samdrift.foundation.organisations.models import Population


def population(codes: Iterable[str], on: dt.date) -> dict[str, Inhabitants]:
    """Inhabitants by municipality code on a key date, from the database; codes without a figure are left out."""
    rows = Population.objects.filter(code__in=list(codes), on=on)
    return {
        row.code: Inhabitants(row.code, row.on, row.value, row.source_table, row.perturbed)
        for row in rows
    }


def latest_population_day(codes: Iterable[str], before: dt.date) -> dt.date | None:
    """The last day not after `before` with a figure for every code."""
    wanted = set(codes)
    days = (
        Population.objects.filter(code__in=wanted, on__lte=before)
        .order_by("-on")
        .values_list("on", "code")
    )
    seen: dict[dt.date, set[str]] = {}
    for day, code in days:
        seen.setdefault(day, set()).add(code)
        if seen[day] == wanted:
            return day
    return None


def population_days(codes: Iterable[str], before: dt.date) -> dict[dt.date, set[str]]:
    """Days not after `before` with figures, newest first, and the codes that have one on each; one query."""
    rows = Population.objects.filter(code__in=set(codes), on__lte=before).order_by("-on")
    found: dict[dt.date, set[str]] = {}
    for day, code in rows.values_list("on", "code"):
        found.setdefault(day, set()).add(code)
    return found


def municipality_name(name: str, value: object) -> str | None:
    """The municipality whose code stands in the log; None for everything else, and where the code itself is told."""
    if name == "municipality_code":
        return None
    found = shipped_municipalities().get(value) if isinstance(value, str) else None
    return found.name if found else None
