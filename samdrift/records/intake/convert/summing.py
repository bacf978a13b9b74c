"""Findings of the same rule told as one line: how many, an example, and the rows on demand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import gettext

from samdrift.core.findings import gettext_noop

MORE_LIKE_IT = gettext_noop("%(count)s more like this: %(example)s")


class StoredFinding(Protocol):
    """What a stored finding has."""

    severity: str
    row: int | None
    column: str
    rule: str
    what: str
    values: Any


def sentence_of(finding: StoredFinding) -> str:
    """The finding in the reader's language."""
    try:
        return gettext(finding.what) % finding.values if finding.values else gettext(finding.what)
    except (KeyError, TypeError, ValueError):
        return finding.what


@dataclass(slots=True)
class SummedFinding:
    """All findings of a rule in a column as one line: the first as an example, and every row with its words."""

    severity: str
    rule: str
    column: str
    sentence: str
    rows: list[tuple[int, str]] = field(default_factory=list)
    unlisted: int = 0

    @property
    def count(self) -> int:
        return max(1, len(self.rows)) + self.unlisted

    @property
    def first_row(self) -> int | None:
        return self.rows[0][0] if self.rows else None


def sum_findings(findings: Iterable[StoredFinding]) -> list[SummedFinding]:
    """Findings in their order, those of the same rule, column and message as one."""
    found: dict[tuple[str, str, str, str], SummedFinding] = {}
    by_rule: dict[str, SummedFinding] = {}
    for finding in findings:
        if finding.what == MORE_LIKE_IT and finding.rule in by_rule:
            by_rule[finding.rule].unlisted += int(finding.values.get("count", 0))
            continue
        key = (finding.severity, finding.rule, finding.column, finding.what)
        if finding.row is None:
            key = (*key[:3], sentence_of(finding))
        if key not in found:
            found[key] = SummedFinding(
                finding.severity, finding.rule, finding.column, sentence_of(finding)
            )
            by_rule[finding.rule] = found[key]
        if finding.row is not None:
            found[key].rows.append((finding.row, sentence_of(finding)))
    return list(found.values())
