"""What a row of a register says of one application, fact by fact, each declared once.

A fact is what the preview shows, the comparing compares, the writing writes and the history keeps. Those of the
application itself are the declarations of its fields; the others are of what stands beside it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from samdrift.core.findings import gettext_noop
from samdrift.core.money import format_kronor
from samdrift.foundation.ui.listing.list_fields import NOTHING
from samdrift.records.register.fields import PLAIN_FIELDS
from samdrift.records.register.models import FieldGroup, Verdict


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a row. key: how the history names it; words: a value as a person reads it; group: who sees it.

    is_own: a field of the application, which the history keeps as it is.
    """

    name: str
    label: str | Promise
    key: str
    words: Callable[[Any], str] = str
    group: FieldGroup | None = None
    is_own: bool = False


def _beside(
    name: str, key: str, words: Callable[[Any], str] = str, group: FieldGroup | None = None
) -> Fact:
    return Fact(name, gettext_lazy(key), key, words, group)


def _product(value: dict[str, Any]) -> str:
    return (
        str(value["name"]) if value["id"] is not None else gettext("%(name)s (new product)") % value
    )


def _amount(value: dict[str, int]) -> str:
    return f"{_kronor(value['ore'])} ({value['year']})"


def _kronor(ore: int) -> str:
    return f"{format_kronor(ore)}\u00a0kr"


def _people(pairs: list[list[str]]) -> str:
    return ", ".join(map(_person, pairs))


def _person(pair: list[str]) -> str:
    return " ".join(
        part for part in (pair[0], f"<{pair[1]}>" if pair[0] and pair[1] else pair[1]) if part
    )


def _agreement(terms: dict[str, Any]) -> str:
    if terms["ends_on"]:
        words = gettext("until %(day)s") % {"day": terms["ends_on"]}
    else:
        words = gettext("until notice") if terms["words"] or terms["notice_months"] else NOTHING
    if terms["notice_months"]:
        months = terms["notice_months"]
        said = ngettext("%(months)s month's notice", "%(months)s months' notice", months)
        words += ", " + said % {"months": months}
    if terms.get("price_ore") is not None:
        words += ", " + gettext("%(amount)s a year") % {"amount": _kronor(terms["price_ore"])}
    return words + (f", {terms['number']}" if terms["number"] else "")


def _levels(levels: list[int | None]) -> str:
    return "-".join("·" if level is None else str(level) for level in levels)


def _verdict(value: str) -> str:
    return str(Verdict(value).label)


FACTS: tuple[Fact, ...] = (
    Fact("name", gettext_lazy("Name"), "name", is_own=True),
    _beside("product", gettext_noop("Product"), _product),
    _beside("area", gettext_noop("Area")),
    _beside("department", gettext_noop("Department"), " / ".join),
    _beside("users", gettext_noop("Users")),
    _beside("contact", gettext_noop("Contact"), _person, FieldGroup.PEOPLE),
    *(
        Fact(each.name, each.label, each.name, each.words, each.group, is_own=True)
        for each in PLAIN_FIELDS
    ),
    _beside(
        "classification",
        gettext_noop("Information classification"),
        _levels,
        FieldGroup.CLASSIFICATION,
    ),
    _beside("start_year", gettext_noop("In operation from")),
    _beside("end_year", gettext_noop("Ends")),
    _beside("owner", gettext_noop("System owner"), _person, FieldGroup.PEOPLE),
    _beside("deputies", gettext_noop("Deputy system owners"), _people, FieldGroup.PEOPLE),
    _beside("managers", gettext_noop("System managers"), _people, FieldGroup.PEOPLE),
    _beside("verdict_it", gettext_noop("IT's judgement"), _verdict, FieldGroup.ASSESSMENT),
    _beside(
        "verdict_operation",
        gettext_noop("The operation's judgement"),
        _verdict,
        FieldGroup.ASSESSMENT,
    ),
    _beside(
        "satisfaction",
        gettext_noop("Share of very satisfied users"),
        group=FieldGroup.ASSESSMENT,
    ),
    _beside("agreement", gettext_noop("Agreement"), _agreement, FieldGroup.AGREEMENTS),
    _beside("operating_budget", gettext_noop("Operating budget"), _amount, FieldGroup.COSTS),
    _beside("development_budget", gettext_noop("Development budget"), _amount, FieldGroup.COSTS),
    _beside("needs", gettext_noop("Depends on"), ", ".join),
    _beside("needed_by", gettext_noop("Needed by"), ", ".join),
)
FACTS_BY_NAME = {fact.name: fact for fact in FACTS}
GROUPS_IN_HISTORY = {fact.key: fact.group for fact in FACTS if not fact.is_own}
