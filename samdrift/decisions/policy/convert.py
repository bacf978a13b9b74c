"""A policy as a document (`samdrift-policy/1`) → values, with everything that is wrong with it at once."""

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from samdrift.core.findings import Finding, InvalidInput, gettext_noop

FORMAT = "samdrift-policy/1"


@dataclass(frozen=True)
class ClauseText:
    code: str
    chapter: str
    text: str
    must_act: str
    due: dt.date | None
    check: str
    target: int | None


@dataclass(frozen=True)
class GoalText:
    area: str
    text: str
    year: int
    clause: str


@dataclass(frozen=True)
class PolicyText:
    title: str
    valid_from: dt.date
    valid_until: dt.date
    chapters: Sequence[Mapping[str, str]]
    clauses: Sequence[ClauseText]
    goals: Sequence[GoalText]


class _Reader:
    """Reads one document and gathers what is wrong."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def found(self, where: str, rule: str, what: str, value: object = "") -> None:
        self.findings.append(Finding(where, what, values={"value": value}, rule=rule))

    def text(
        self, of: Mapping[str, Any], name: str, where: str, *, asked: bool = True, most: int = 4000
    ) -> str:
        value = of.get(name, "")
        if not isinstance(value, str) or (asked and not value.strip()) or len(value) > most:
            self.found(
                f"{where}.{name}", "not-a-text", gettext_noop("A text is missing or is no text")
            )
            return ""
        return value

    def day(self, of: Mapping[str, Any], name: str, where: str, *, asked: bool) -> dt.date | None:
        value = of.get(name)
        if value is None and not asked:
            return None
        try:
            return dt.date.fromisoformat(value)  # type: ignore[arg-type]  # anything else is told below
        except (TypeError, ValueError):
            self.found(
                f"{where}.{name}",
                "not-a-day",
                gettext_noop("%(value)s is not a day such as 2009-01-31"),
                value,
            )
            return None

    def number(
        self, of: Mapping[str, Any], name: str, where: str, low: int, high: int
    ) -> int | None:
        value = of.get(name)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        what = gettext_noop("%(value)s is not a whole number within reason")
        self.found(f"{where}.{name}", "not-a-number", what, value)
        return None

    def rows(self, of: Mapping[str, Any], name: str) -> list[tuple[str, Mapping[str, Any]]]:
        value = of.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.found(name, "not-a-list", gettext_noop("This should be a list of objects"))
            return []
        return [(f"{name}[{at}]", each) for at, each in enumerate(value)]


def read_policy(document: Any, checks: Collection[str]) -> PolicyText:
    """Read a policy document. Raises InvalidInput with every finding, each naming its place in the document.

    checks: the names that a clause's `check` may have.
    """
    reader = _Reader()
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        what = gettext_noop("This is no policy in the format samdrift-policy/1")
        raise InvalidInput([Finding("format", what, rule="not-a-policy")])
    chapters = [
        {
            "number": reader.text(row, "number", where, most=20),
            "title": reader.text(row, "title", where, most=120),
        }
        for where, row in reader.rows(document, "chapters")
    ]
    known = {chapter["number"] for chapter in chapters}
    clauses = [
        _clause(reader, where, row, known, checks)
        for where, row in reader.rows(document, "clauses")
    ]
    codes = [clause.code for clause in clauses]
    for code in sorted({code for code in codes if code and codes.count(code) > 1}):
        reader.found("clauses", "clause-twice", gettext_noop("%(value)s stands twice"), code)
    if not clauses:
        reader.found("clauses", "no-clauses", gettext_noop("The policy has no clauses"))
    goals = [_goal(reader, where, row, codes) for where, row in reader.rows(document, "goals")]
    first = reader.day(document, "valid_from", "", asked=True)
    last = reader.day(document, "valid_until", "", asked=True)
    if first and last and last < first:
        reader.found(
            "valid_until", "ends-before-start", gettext_noop("The policy ends before it starts")
        )
    title = reader.text(document, "title", "", most=160)
    if reader.findings or first is None or last is None:
        raise InvalidInput(reader.findings)
    return PolicyText(title, first, last, chapters, clauses, goals)


def _clause(
    reader: _Reader,
    where: str,
    row: Mapping[str, Any],
    chapters: Collection[str],
    checks: Collection[str],
) -> ClauseText:
    check = reader.text(row, "check", where, asked=False, most=60)
    if check and check not in checks:
        reader.found(
            f"{where}.check",
            "unknown-check",
            gettext_noop("There is no check named %(value)s"),
            check,
        )
    chapter = reader.text(row, "chapter", where, most=20)
    if chapter and chapter not in chapters:
        reader.found(
            f"{where}.chapter",
            "unknown-chapter",
            gettext_noop("There is no chapter %(value)s"),
            chapter,
        )
    return ClauseText(
        code=reader.text(row, "id", where, most=20),
        chapter=chapter,
        text=reader.text(row, "text", where),
        must_act=reader.text(row, "must_act", where, asked=False, most=80),
        due=reader.day(row, "due", where, asked=False),
        check=check,
        target=reader.number(row, "target", where, 0, 100),
    )


def _goal(reader: _Reader, where: str, row: Mapping[str, Any], codes: Collection[str]) -> GoalText:
    clause = reader.text(row, "clause", where, most=20)
    if clause and clause not in codes:
        reader.found(
            f"{where}.clause",
            "unknown-clause",
            gettext_noop("There is no clause %(value)s"),
            clause,
        )
    year = reader.number(row, "year", where, 1950, 2200)
    if year is None:
        reader.found(f"{where}.year", "no-year", gettext_noop("A goal has a target year"))
    return GoalText(
        reader.text(row, "area", where, most=80), reader.text(row, "text", where), year or 0, clause
    )


def shipped_policy() -> Any:
    """The policy that comes with the package: IT-policy med strategier Dalsland 2009-2013."""
    place = files("samdrift.decisions.policy") / "data" / "it-policy-dalsland-2009-2013.json"
    return json.loads(place.read_text(encoding="utf-8"))
