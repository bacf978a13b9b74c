"""A policy as a document (`samdrift-policy/1`) → values, with everything that is wrong with it at once."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from samdrift.core.findings import Finding, InvalidInput, gettext_noop
from samdrift.decisions.governance.models import Body
from samdrift.foundation.organisations.clauses import Duty

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
    asks: Mapping[str, Any]
    unmeasured: str
    duties: Sequence[str]


@dataclass(frozen=True)
class DocumentText:
    name: str
    decided_by: str


@dataclass(frozen=True)
class GoalText:
    area: str
    text: str
    year: int
    clause: str
    check: str


@dataclass(frozen=True)
class PolicyText:
    title: str
    valid_from: dt.date
    valid_until: dt.date
    chapters: Sequence[Mapping[str, str]]
    clauses: Sequence[ClauseText]
    goals: Sequence[GoalText]
    documents: Sequence[DocumentText]


class _DocumentReader:
    """Reads one document and gathers what is wrong."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def add_finding(self, where: str, rule: str, what: str, value: object = "") -> None:
        self.findings.append(Finding(where, what, values={"value": value}, rule=rule))

    def text(
        self, of: Mapping[str, Any], name: str, where: str, *, asked: bool = True, most: int = 4000
    ) -> str:
        value = of.get(name, "")
        if not isinstance(value, str) or (asked and not value.strip()) or len(value) > most:
            self.add_finding(
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
            self.add_finding(
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
        self.add_finding(f"{where}.{name}", "not-a-number", what, value)
        return None

    def asks(self, of: Mapping[str, Any], where: str) -> dict[str, list[str]]:
        """What a check is to look for: lists of words by what they are."""
        value = of.get("asks", {})
        if isinstance(value, dict) and all(
            isinstance(words, list) and all(isinstance(word, str) for word in words)
            for words in value.values()
        ):
            return value
        what = gettext_noop("What a check asks for is lists of words")
        self.add_finding(f"{where}.asks", "not-asked-for", what)
        return {}

    def duties(self, of: Mapping[str, Any], where: str) -> list[str]:
        """Which duties, of those that Samdrift knows, a clause lays on somebody."""
        value = of.get("duties", [])
        if not isinstance(value, list):
            self.add_finding(
                f"{where}.duties", "not-a-list", gettext_noop("This should be a list of words")
            )
            return []
        for unknown in [each for each in value if each not in [str(duty) for duty in Duty]]:
            what = gettext_noop("There is no duty named %(value)s")
            self.add_finding(f"{where}.duties", "unknown-duty", what, unknown)
        return value

    def check(self, of: Mapping[str, Any], where: str, checks: Collection[str]) -> str:
        name = self.text(of, "check", where, asked=False, most=60)
        if name and name not in checks:
            what = gettext_noop("There is no check named %(value)s")
            self.add_finding(f"{where}.check", "unknown-check", what, name)
        return name

    def rows(self, of: Mapping[str, Any], name: str) -> list[tuple[str, Mapping[str, Any]]]:
        value = of.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.add_finding(name, "not-a-list", gettext_noop("This should be a list of objects"))
            return []
        return [(f"{name}[{at}]", each) for at, each in enumerate(value)]


def read_policy(document: Any, checks: Collection[str]) -> PolicyText:
    """Read a policy document. Raises InvalidInput with every finding, each naming its place in the document.

    checks: the names that a clause's `check` may have.
    """
    reader = _DocumentReader()
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
    for code in sorted(code for code, times in Counter(codes).items() if code and times > 1):
        reader.add_finding("clauses", "clause-twice", gettext_noop("%(value)s stands twice"), code)
    if not clauses:
        reader.add_finding("clauses", "no-clauses", gettext_noop("The policy has no clauses"))
    goals = [
        _goal(reader, where, row, codes, checks) for where, row in reader.rows(document, "goals")
    ]
    documents = [_document(reader, where, row) for where, row in reader.rows(document, "documents")]
    names = [each.name.casefold() for each in documents]
    for name in sorted(name for name, times in Counter(names).items() if name and times > 1):
        reader.add_finding(
            "documents", "document-twice", gettext_noop("%(value)s stands twice"), name
        )
    first = reader.day(document, "valid_from", "", asked=True)
    last = reader.day(document, "valid_until", "", asked=True)
    if first and last and last < first:
        reader.add_finding(
            "valid_until", "ends-before-start", gettext_noop("The policy ends before it starts")
        )
    title = reader.text(document, "title", "", most=160)
    if reader.findings or first is None or last is None:
        raise InvalidInput(reader.findings)
    return PolicyText(title, first, last, chapters, clauses, goals, documents)


def _clause(
    reader: _DocumentReader,
    where: str,
    row: Mapping[str, Any],
    chapters: Collection[str],
    checks: Collection[str],
) -> ClauseText:
    chapter = reader.text(row, "chapter", where, most=20)
    if chapter and chapter not in chapters:
        reader.add_finding(
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
        check=reader.check(row, where, checks),
        target=reader.number(row, "target", where, 1, 100),
        asks=reader.asks(row, where),
        unmeasured=reader.text(row, "unmeasured", where, asked=False),
        duties=reader.duties(row, where),
    )


def _document(reader: _DocumentReader, where: str, row: Mapping[str, Any]) -> DocumentText:
    body = reader.text(row, "decided_by", where, most=20)
    if body and body not in set(Body):
        what = gettext_noop("There is no body named %(value)s")
        reader.add_finding(f"{where}.decided_by", "unknown-body", what, body)
    return DocumentText(reader.text(row, "name", where, most=120), body)


def _goal(
    reader: _DocumentReader,
    where: str,
    row: Mapping[str, Any],
    codes: Collection[str],
    checks: Collection[str],
) -> GoalText:
    clause = reader.text(row, "clause", where, most=20)
    if clause and clause not in codes:
        reader.add_finding(
            f"{where}.clause",
            "unknown-clause",
            gettext_noop("There is no clause %(value)s"),
            clause,
        )
    year = reader.number(row, "year", where, 1950, 2200)
    if year is None:
        reader.add_finding(f"{where}.year", "no-year", gettext_noop("A goal has a target year"))
    return GoalText(
        reader.text(row, "area", where, most=80),
        reader.text(row, "text", where),
        year or 0,
        clause,
        reader.check(row, where, checks),
    )


def shipped_policy() -> Any:
    """The policy that comes with the package: IT-policy med strategier Dalsland 2009-2013."""
    place = files("samdrift.decisions.policy") / "data" / "it-policy-dalsland-2009-2013.json"
    return json.loads(place.read_text(encoding="utf-8"))


def template_policy(first: dt.date) -> Any:
    """The template that comes with the package, as a policy from a day: neutral words, the checks beside the clauses.

    Days in it are years from the first: it holds to the end of the fourth year after, and a goal is of a year.
    """
    place = files("samdrift.decisions.policy") / "data" / "policy-template.json"
    document = json.loads(place.read_text(encoding="utf-8"))
    last = dt.date(first.year + document.pop("valid_years"), 12, 31)
    for clause in document["clauses"]:
        if "due_years" in clause:
            clause["due"] = dt.date(first.year + clause.pop("due_years"), 12, 31).isoformat()
    for goal in document["goals"]:
        goal["year"] = first.year + goal.pop("years")
    return document | {"valid_from": first.isoformat(), "valid_until": last.isoformat()}
