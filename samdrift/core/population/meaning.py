"""What the categories of a table mean, told from its own labels: codes differ between tables and may change."""

import re

from samdrift.core.findings import Finding, gettext_noop
from samdrift.core.population.jsonstat import Dataset, Dimension

_POPULATION = re.compile(r"(folkmängd(en)?|population)( (den |on )?\d.*)?", re.IGNORECASE)
_TOTAL = re.compile(r"(total|totalt|samtliga|båda könen|both sexes)\b\D*", re.IGNORECASE)
_UNCERTAIN = re.compile(r"slumpmässig osäkerhet|random uncertainty|cell key method", re.IGNORECASE)
_MONTHS = (
    ("januari", "january"),
    ("februari", "february"),
    ("mars", "march"),
    ("april",),
    ("maj", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("augusti", "august"),
    ("september",),
    ("oktober", "october"),
    ("november",),
    ("december",),
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_KEY_DATE = re.compile(
    r"(?P<day>\d{1,2}) (?P<month>[a-z]+)|(?<![a-z])(?P<month_first>[a-z]++) (?P<day_last>\d{1,2})"
)

PERTURBED_TABLES = frozenset({"TAB5557"})
"""Tables known to be perturbed, should an answer come without its notes."""


def population_contents(metric: Dimension) -> tuple[str, list[Finding]]:
    """The code of the contents «Folkmängd» or «Population»; never «Folkökning».

    Rules: ``no-population``, ``ambiguous-population``.
    """
    codes = [
        each for each in metric.categories if _POPULATION.fullmatch(metric.labels[each].strip())
    ]
    if len(codes) == 1:
        return codes[0], []
    labels = ", ".join(metric.labels.values())
    if not codes:
        what = gettext_noop("None of the contents is the population: %(labels)s")
        return "", [Finding(metric.code, what, values={"labels": labels}, rule="no-population")]
    what = gettext_noop("Several of the contents could be the population: %(labels)s")
    return "", [Finding(metric.code, what, values={"labels": labels}, rule="ambiguous-population")]


def totals(dimension: Dimension) -> tuple[tuple[str, ...], list[Finding]]:
    """Codes of the category that stands for everybody: several only where they bear the very same label.

    The table says it outright (`eliminationValueCode`) or by label («totalt, samtliga åldrar»). A label with figures
    in it is a total of a part. No code and no finding where there is none. Rule: ``ambiguous-total``.
    """
    said = dimension.extension.get("eliminationValueCode")
    if isinstance(said, str) and said in dimension.labels:
        return (said,), []
    codes = tuple(
        each for each in dimension.categories if _TOTAL.fullmatch(dimension.labels[each].strip())
    )
    labels = {dimension.labels[each].strip().casefold() for each in codes}
    if len(labels) > 1:
        what = gettext_noop("Several categories of %(variable)s could be the total: %(labels)s")
        values = {
            "variable": dimension.code,
            "labels": "; ".join(dimension.labels[each] for each in codes),
        }
        return (), [Finding(dimension.code, what, values=values, rule="ambiguous-total")]
    return codes, []


def vanishes(dimension: Dimension) -> bool:
    """May the variable be left out of a question, so that the answer holds everybody?"""
    return dimension.extension.get("elimination") is True


def key_date(metric: Dimension, contents: str) -> tuple[int, int] | None:
    """Month and day that the figures hold, from «31 december respektive år»; None where it isn't said."""
    periods = metric.extension.get("refperiod")
    said = str(periods.get(contents, "")) if isinstance(periods, dict) else ""
    for match in _KEY_DATE.finditer(said.casefold()):
        month = _MONTH_NUMBER.get(match["month"] or match["month_first"])
        if month is not None:
            return month, int(match["day"] or match["day_last"])
    return None


def is_perturbed(dataset: Dataset) -> bool:
    """Has SCB added a small random uncertainty to every figure (from the reference year 2025 on)?"""
    told = any(_UNCERTAIN.search(note) for note in dataset.notes)
    return told or not dataset.may_be_added or dataset.table in PERTURBED_TABLES
