"""What is wrong, or worth knowing, about data: values that travel together to the person who can mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding stops."""

    ERROR = "error"  # what it is about can't be used
    WARNING = "warning"  # it can be used, but somebody should look
    NOTE = "note"  # it was changed or assumed, and here is how


def gettext_noop(message: str) -> str:
    """Mark a message for translation without translating it: core speaks English, the page Swedish."""
    return message


def choose_by_count(count: int, one: str, many: str) -> str:
    """The message that is right for a count; both are marked with `gettext_noop`, the finding keeps one."""
    return one if count == 1 else many


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in data.

    where: the place in the words of who made the data, e.g. ``row 12, Avtalstid`` or ``areas.gis.members``.
    what: English message with named places, ``"%(value)s is not a date"``, marked with `gettext_noop`.
    values: what fills the named places.
    rule: short stable name of the rule, e.g. ``not-a-date``, for tests, translations and machines.
    """

    where: str
    what: str
    severity: Severity = Severity.ERROR
    values: Mapping[str, object] = field(default_factory=dict)
    rule: str = ""

    def __str__(self) -> str:
        text = self.what % self.values if self.values else self.what
        return f"{self.where}: {text}" if self.where else text


class InvalidInput(ValueError):  # noqa: N818 - what it is, in the words of every page that catches it
    """Input that can't be computed on, with every finding at once."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(str(finding) for finding in self.findings))


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Only the findings that stop."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)
