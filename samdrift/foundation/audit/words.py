"""Words for what the log keeps beside the fields of a row: labels of other keys, and values that rooms can name."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise

#: Keys that events keep though no field is called so.
LABELS: dict[str, Words] = {
    "accounts": _("Accounts"),
    "amount": _("Amount"),
    "amount_ore": _("Amount"),
    "adopted_by": _("Read in by"),
    "application": _("Application"),
    "application_ids": _("Applications"),
    "area": _("Area"),
    "by": _("By"),
    "changed": pgettext_lazy("number", "Changed"),
    "changed_by": _("Changed by"),
    "digest": _("Checksum"),
    "documents": _("Documents"),
    "federation": _("Federation"),
    "followed": _("Followed over"),
    "function": _("Function"),
    "functions": _("Functions"),
    "holds": _("Holds"),
    "is_active": _("May sign in"),
    "is_late": _("Late"),
    "kind": _("Kind"),
    "known": _("Known address"),
    "made_by": _("Done by"),
    "member": _("Member"),
    "merged_into": _("Merged with"),
    "names": _("Other names"),
    "needs": _("Needs"),
    "new": pgettext_lazy("number", "New"),
    "of": _("About"),
    "letters": _("Letters"),
    "on": _("Day"),
    "own_limits": _("Limits of their own"),
    "outcome": _("Outcome"),
    "parent": _("Part of"),
    "period": _("Period"),
    "pins": _("Settled beforehand"),
    "policy": _("The policy"),
    "product": _("Product"),
    "present": _("Those present"),
    "products": _("Products"),
    "recipients": _("Recipients"),
    "requests": _("Budget requests"),
    "rows": _("Rows"),
    "rule": _("Rule"),
    "settlement": _("Settlement"),
    "shares_ore": _("Shares"),
    "source": _("Source"),
    "start": _("Begins from"),
    "starts_on": _("From"),
    "supplier": _("Supplier"),
    "steps": _("Steps"),
    "total_ore": _("Total"),
    "unit": _("Unit"),
    "year": _("Year"),
}
#: Keys that tell an auditor nothing: when the row was saved, whether it is example data, the row's own key, its place,
#: and the key of what it is about, which its own words name.
LEFT_OUT = frozenset(
    {
        *("about_id", "about_kind", "application_ids", "changed_at", "id", "is_example"),
        *("line_id", "order", "pk"),
    }
)
_LEFT_OUT_OF: dict[str, frozenset[str]] = {}

#: A room's words for the value of a key, None where it has none.
ValueWords = Callable[[str, Any], str | None]
_VALUE_WORDS: list[ValueWords] = []


def add_value_words(words: ValueWords) -> None:
    """Called by a room when it is made ready."""
    if words not in _VALUE_WORDS:
        _VALUE_WORDS.append(words)


def leave_out(kind: str, *names: str) -> None:
    """Called by a room whose rows have keys of their own that nobody reads: «collaboration.opportunity», "address"."""
    _LEFT_OUT_OF[kind] = frozenset(names)


def is_left_out(kind: str, name: str) -> bool:
    """Does this key of a kind of row tell an auditor nothing?"""
    return name in LEFT_OUT or name in _LEFT_OUT_OF.get(kind, frozenset())


def value_in_words(name: str, value: Any) -> str | None:
    """What a room calls a value, None where none knows it."""
    for words in _VALUE_WORDS:
        if (said := words(name, value)) is not None:
            return said
    return None
