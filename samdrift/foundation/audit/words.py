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
    "application_ids": _("Applications"),
    "area": _("Area"),
    "changed": pgettext_lazy("number", "Changed"),
    "digest": _("Checksum"),
    "holds": _("Holds"),
    "is_active": _("May sign in"),
    "is_late": _("Late"),
    "kind": _("Kind"),
    "names": _("Other names"),
    "new": pgettext_lazy("number", "New"),
    "of": _("About"),
    "on": _("Day"),
    "outcome": _("Outcome"),
    "period": _("Period"),
    "product": _("Product"),
    "products": _("Products"),
    "recipients": _("Recipients"),
    "requests": _("Budget requests"),
    "rows": _("Rows"),
    "rule": _("Rule"),
    "shares_ore": _("Shares"),
    "source": _("Source"),
    "start": _("Begins from"),
    "steps": _("Steps"),
    "total_ore": _("Total"),
    "year": _("Year"),
}
#: Keys that tell an auditor nothing: when the row was saved, whether it is example data, the row's own key.
LEFT_OUT = frozenset({"application_ids", "changed_at", "is_example", "line_id", "pk", "id"})

#: A room's words for the value of a key, None where it has none.
ValueWords = Callable[[str, Any], str | None]
_VALUE_WORDS: list[ValueWords] = []


def add_value_words(words: ValueWords) -> None:
    """Called by a room when it is made ready."""
    if words not in _VALUE_WORDS:
        _VALUE_WORDS.append(words)


def value_in_words(name: str, value: Any) -> str | None:
    """What a room calls a value, None where none knows it."""
    for words in _VALUE_WORDS:
        if (said := words(name, value)) is not None:
            return said
    return None
