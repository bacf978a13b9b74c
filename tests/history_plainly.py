"""What is wrong with a history that an auditor is to read: field names, keys of rows, values and words of the code."""

import re
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.utils.translation import gettext

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.queries import HistoryEntry, history_entries

#: Words that are spelled alike in both languages.
SAME_WORD = {
    "bankgiro",
    "plusgiro",
    "status",
    "person",
    "plan",
    "text",
    "organisation",
    "period",
    "policy",
    "scenario",
    "product",
    "problem",
    "start",
    "number",
}
# A list or an object of the code, a field and its value («bearer_id 6»), a moment of saving.
LEFTOVER = re.compile(
    r"[{}\[\]]|\b[a-z]+_[a-z_]+\b|\bid \d|\bNone\b|\bTrue\b|\bFalse\b|\d{4}-\d\d-\d\dT"
)
KEPT_TEXT = (
    "{kod}"  # what a person wrote: where another's municipality code stands in a counterparty
)


def code_values() -> set[str]:
    """Every value that a choice of a field is stored as, but those that are Swedish words too."""
    fields = [field for model in apps.get_models() for field in model._meta.concrete_fields]
    ours = [each for each in fields if each.model.__module__.startswith("samdrift")]
    stored = {str(key) for field in ours for key, _label in field.flatchoices if key}
    return (
        {value for value in stored if re.fullmatch(r"[a-z_-]{3,}", value)}
        - SAME_WORD
        - {"budget", "support", "board"}
    )


def complaints(event: AuditEvent, entry: HistoryEntry, values: Iterable[str]) -> Iterator[str]:
    """Everything about an event as it is told that nobody but a programmer understands."""
    if gettext(event.event) == event.event:
        yield "no Swedish for the event"
    if LEFTOVER.search(entry.what):
        yield f"headline: {entry.what}"
    names = {name.removesuffix("_id").replace("_", " ") for name, *_values in event.changes}
    for change in entry.changes:
        if "_" in change.label or change.label.casefold() in names - SAME_WORD:
            yield f"label: {change.label}"
        for value in filter(None, (change.before, change.after)):
            if LEFTOVER.search(value.replace(KEPT_TEXT, "")) or value in values:
                yield f"value: {change.label}: {value[:120]}"


def programmers_words(events: list[AuditEvent]) -> set[tuple[str, str]]:
    """(event, what is wrong) of every event that is not told as an auditor would write it."""
    values = code_values()
    return {
        (event.event, wrong)
        for event, entry in zip(events, history_entries(events), strict=True)
        for wrong in complaints(event, entry, values)
    }
