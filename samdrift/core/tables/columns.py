"""What each column of a table means: by its heading, its spelling, and what its cells look like."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process

from samdrift.core.findings import gettext_noop
from samdrift.core.tables.fields import REGISTER, Vocabulary, fold, words_in
from samdrift.core.tables.table import Cell, Table

HEADING = gettext_noop("The heading says so")
SIMILAR = gettext_noop("The heading is spelled much the same")
PART = gettext_noop("The heading holds the word")
CONTENT = gettext_noop("The cells look like it")
TAKEN = gettext_noop("Another column fits the same field better")
PEOPLE = gettext_noop("The cells look like people's names, not systems'")
UNKNOWN = gettext_noop("Not recognised; kept as extra information")

_EMAIL = re.compile(r"(?<![^@\s;,])[^@\s;,]++@[^@\s;,]+\.\w+")
_DATE = re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d.*|[0-3]?\d[/.][01]?\d[/. -](?:19|20)?\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"-?\d[\d\s\u00a0.,]*(?:kr|tkr|sek)?", re.IGNORECASE)
_YES_NO = frozenset(
    ["ja", "nej", "delvis", "delvs", "delivs", "yes", "no", "x", "vet", "ej", "okänt", "1", "0"]
)
_VERDICTS = frozenset(
    [
        "vidmakthållande",
        "utveckling",
        "konsolidering",
        "avveckling",
        "behålla",
        "utveckla",
        "avveckla",
    ]
)
_SAMPLE = 300
_SURE = 0.6
_SECOND = 0.85  # for a column whose best field went to another
# Words that say too little for a heading that only holds them.
_WEAK = words_in("""
    adress ai ansvar ansvarig anvandning api area avtal bolag drift enhet fas funktion gemensamt id
    kontakt kontor kund link links livscykel mail name namn nr nummer objekt option org owner pris
    process program pub rad release server shared status system titel tjanst typ type unit user
    verksamhet version
""")


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What one column was taken for.

    column: its heading. field: name of a field in `fields.FIELDS`, None for extra information.
    score: 0 (nothing fits) … 1 (sure). reason: an English message marked for translation.
    unit: how many kronor 1 stands for, where the heading says «tkr» or «mkr»; give it to `read_amount_ore`.
    """

    column: str
    field: str | None
    score: float
    reason: str
    unit: int = 1


@dataclass(frozen=True, slots=True)
class Looks:
    """Shares of a column's filled cells that look like each kind; `filled` is how many were looked at."""

    filled: int
    email: float = 0.0
    date: float = 0.0
    year: float = 0.0
    number: float = 0.0
    yes_no: float = 0.0
    verdict: float = 0.0
    text: float = 0.0
    long: float = 0.0
    different: float = 0.0


def recognise(table: Table, vocabulary: Vocabulary = REGISTER) -> tuple[ColumnGuess, ...]:
    """One guess per column, in the table's order; at most one column for each field.

    The surest pair of column and field is settled first; a column that loses its field takes its next best if that
    is sure enough. If no column is taken for the name, the first one with different short texts is.
    vocabulary: what its columns can mean; a register's fields unless another is said.
    """
    looks = [
        looks_of([row.cells[at] for row in table.rows[:_SAMPLE]]) for at in range(len(table.header))
    ]
    people = columns_of_people(table)
    offers: list[tuple[float, int, str, str]] = []
    for at, heading in enumerate(table.header):
        for field, (score, reason) in _by_heading(heading, vocabulary).items():
            if at in people and vocabulary.by_name[field].kind != "people":
                continue
            offers.append((_weigh(score, field, looks[at], vocabulary), at, field, reason))
    offers.sort(key=lambda offer: (-offer[0], offer[1], offer[2]))
    chosen: dict[int, ColumnGuess] = {}
    lost: set[int] = set()
    taken: set[str] = set()
    for score, at, field, reason in offers:
        if score < (_SECOND if at in lost else _SURE) or at in chosen:
            continue
        if field in taken:
            lost.add(at)
            continue
        taken.add(field)
        chosen[at] = ColumnGuess(
            table.header[at], field, round(min(score, 1.0), 2), reason, unit_of(table.header[at])
        )
    if "name" in vocabulary.by_name and "name" not in taken:
        _name_by_content(table, looks, chosen, people)
    return tuple(
        chosen.get(at) or ColumnGuess(heading, None, 0.0, _why_not(at, lost, people))
        for at, heading in enumerate(table.header)
    )


def _why_not(at: int, lost: set[int], people: set[int]) -> str:
    if at in people:
        return PEOPLE
    return TAKEN if at in lost else UNKNOWN


def columns_of_people(table: Table) -> set[int]:
    """Positions of columns of people's names: first and last name stand in an e-mail address of the same row."""
    rows = [row.cells for row in table.rows[:_SAMPLE]]
    addresses = [
        [
            fold(cell.partition("@")[0]).replace(" ", "")
            for cell in cells
            if isinstance(cell, str) and _EMAIL.fullmatch(cell.strip())
        ]
        for cells in rows
    ]
    found = set()
    for at in range(len(table.header)):
        named = [
            (fold(cell).split(), known)
            for cells, known in zip(rows, addresses, strict=True)
            if isinstance(cell := cells[at], str) and "@" not in cell and known
        ]
        same = sum(
            1
            for words, known in named
            if len(words) >= 2 and any(all(word in one for word in words) for one in known)
        )
        if same >= 3 and same * 10 >= 6 * len(named):
            found.add(at)
    return found


def unit_of(heading: str) -> int:
    """Kronor that 1 stands for under a heading: «Kostnad (tkr)» → 1 000, «Budget mkr» → 1 000 000, otherwise 1."""
    words = set(fold(heading).split())
    if words & {"tkr", "kkr", "tsek", "ksek"}:
        return 1000
    return 1_000_000 if words & {"mkr", "mnkr", "msek"} else 1


def looks_of(cells: Sequence[Cell]) -> Looks:
    """What a column's cells look like; blank cells don't count."""
    filled = [cell for cell in cells if cell is not None]
    if not filled:
        return Looks(0)
    count = len(filled)
    dates = sum(1 for cell in filled if isinstance(cell, dt.date))
    numbers = sum(1 for cell in filled if isinstance(cell, int | float))
    texts = [cell.strip() for cell in filled if isinstance(cell, str)]
    words = [str(cell).strip() for cell in filled]
    return Looks(
        count,
        email=sum(1 for text in texts if _EMAIL.search(text)) / count,
        date=(dates + sum(1 for text in texts if _DATE.fullmatch(text))) / count,
        year=sum(1 for word in words if _YEAR.fullmatch(word)) / count,
        number=(numbers + sum(1 for text in texts if _NUMBER.fullmatch(text))) / count,
        yes_no=sum(1 for word in words if word.casefold() in _YES_NO) / count,
        verdict=sum(1 for word in words if word.casefold() in _VERDICTS) / count,
        text=sum(1 for text in texts if not _NUMBER.fullmatch(text) and not _EMAIL.search(text))
        / count,
        long=sum(1 for text in texts if len(text) > 60) / count,
        different=len({word.casefold() for word in words}) / count,
    )


@lru_cache(maxsize=5000)
def _by_heading(heading: str, vocabulary: Vocabulary) -> dict[str, tuple[float, str]]:
    """Field → (score, reason) by the heading alone."""
    exact = vocabulary.field_of(heading)
    found: dict[str, tuple[float, str]] = {exact: (1.0, HEADING)} if exact else {}
    folded = fold(heading)
    words = folded.split()
    if not words:
        return found
    aliases = list(vocabulary.aliases)
    likeness = process.cdist([folded], aliases, scorer=fuzz.ratio, dtype=np.float32)[0]
    for at in np.flatnonzero(likeness >= 88):
        alias = aliases[at]
        # «IT» and «verksamhet» at the end make different things of two headings otherwise alike.
        if len(alias) >= 5 and not _differ_by_a_word(words, alias.split()):
            _offer(found, vocabulary.aliases[alias], 0.92 * float(likeness[at]) / 100, SIMILAR)
    for alias, field in vocabulary.aliases.items():
        if coverage := _coverage(words, alias):
            _offer(found, field, 0.6 + 0.3 * coverage, PART)
    return found


def _offer(found: dict[str, tuple[float, str]], field: str, score: float, reason: str) -> None:
    if field not in found or found[field][0] < score:
        found[field] = (score, reason)


def _differ_by_a_word(words: list[str], others: list[str]) -> bool:
    """True where one of the two has a word that resembles none of the other's."""
    return any(
        all(fuzz.ratio(word, other) < 70 for other in those)
        for these, those in ((words, others), (others, words))
        for word in these
    )


def _coverage(words: list[str], alias: str) -> float:
    """Share of the heading's letters that an alias's words make up, if they stand together in it; else 0."""
    parts = alias.split()
    if len(parts) >= len(words) or (len(parts) == 1 and (alias in _WEAK or len(alias) < 4)):
        return 0.0
    for at in range(len(words) - len(parts) + 1):
        if words[at : at + len(parts)] == parts:
            # «Systemägare förvaltning» is about the owner: the word that comes first counts a little more.
            share = sum(map(len, parts)) / sum(map(len, words))
            return share + (0.05 if at == 0 else 0.0)
    return 0.0


def _weigh(score: float, field: str, looks: Looks, vocabulary: Vocabulary) -> float:
    """The heading's score, up or down by what the cells look like."""
    if not looks.filled:
        return score
    kind = vocabulary.by_name[field].kind
    share = {
        "date": looks.date,
        "year": max(looks.year, looks.date),
        "number": looks.number,
        "amount": looks.number,
        "yes_no": looks.yes_no,
    }.get(kind)
    if share is not None:
        return score + 0.05 * share - (0.25 if share < 0.2 and looks.filled >= 5 else 0.0)
    if kind == "name":
        wrong = max(looks.number, looks.date, looks.email, looks.long)
        return score + (0.04 * looks.different if field == "name" else 0.0) - 0.4 * wrong
    if kind == "people":
        return score + 0.05 * looks.email - 0.4 * max(looks.number, looks.date, looks.yes_no)
    if field.startswith("verdict"):
        return score + 0.1 * looks.verdict - 0.3 * max(looks.email, looks.date)
    return score


def _name_by_content(
    table: Table, looks: Sequence[Looks], chosen: dict[int, ColumnGuess], people: set[int]
) -> None:
    for at, look in enumerate(looks):
        if at in people:
            continue
        plain = look.text > 0.8 and look.long < 0.2 and look.different > 0.6
        if plain and look.filled >= 0.8 * min(len(table.rows), _SAMPLE):
            product = at in chosen and chosen[at].field == "product"
            if at not in chosen or product:
                chosen[at] = ColumnGuess(table.header[at], "name", 0.6, CONTENT)
                return
