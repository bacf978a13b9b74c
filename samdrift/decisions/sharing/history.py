"""What the log keeps of costs and keys by their codes, in words."""

from typing import Any

from django.utils.translation import ngettext

from samdrift.core.money import format_kronor
from samdrift.core.sharing.rule import rule_in
from samdrift.decisions.sharing.present import rule_words
from samdrift.foundation.organisations.models import Unit


def costs_in_words(name: str, value: Any) -> str | None:
    """The words of a key, of a share's cost lines, or of departments and their weights; None for everything else."""
    if name in {"rule", "parameters"} and isinstance(value, dict) and "key" in value:
        return rule_words(rule_in(value))
    if name == "cost_lines" and isinstance(value, list):
        return _lines_in_words(value)
    if name == "weights" and isinstance(value, dict):
        names = {str(each.pk): each.name for each in Unit.objects.filter(pk__in=list(value))}
        return ", ".join(f"{names[key]}: {weight}" for key, weight in value.items() if key in names)
    return None


def _lines_in_words(lines: list[dict[str, Any]]) -> str:
    words = ngettext(
        "%(number)s line, %(amount)s kr", "%(number)s lines, %(amount)s kr", len(lines)
    )
    amount = sum(each["amount_ore"] for each in lines)
    return words % {"number": len(lines), "amount": format_kronor(amount)}
