"""Rows of a list that are no entries of it: section heads, sums, stamps, notes, headings again, instructions, legends.

Each is recognised by its shape (how many cells it fills, and with what) together with its words. A row that only looks
odd is left as it is; a row that is named here is shown to the person who reads the file in, and can be taken in anyway.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from samdrift.core.findings import gettext_noop
from samdrift.core.tables.date_style import numeric_date
from samdrift.core.tables.fields import FIELDS, fold, words_in
from samdrift.core.tables.sums import SumLine, rows_that_sum
from samdrift.core.tables.table import Cell, Row, Table

REASONS = {
    "section": gettext_noop("The row only names a part of the list"),
    "sum": gettext_noop("The row sums up other rows"),
    "sum-by-value": gettext_noop("The row's amounts are the sums of other rows'"),
    "stamp": gettext_noop("The row says when, where or by whom the list was made"),
    "note": gettext_noop("The row is a note about the list"),
    "heading": gettext_noop("The row repeats the headings"),
    "instruction": gettext_noop("The row tells how the columns are filled in"),
    "legend": gettext_noop("The row explains a sign or a colour"),
}

_SUM_FIRST = words_in("""
    summa delsumma slutsumma totalsumma totalt sum subtotal subtotalt totalkostnad summering sammanlagt medelvarde
    genomsnitt snitt delsum totaler mellansumma arssumma
""")
_SUM_LAST = words_in("totalt summa total sum delsumma")
_AFTER_TOTAL = words_in(
    "kostnad kostnader cost costs summa kr sek tkr kommun kommunen alla hela drift budget antal per"
)
_COUNTED = words_in(
    "system systemen applikationer applikation rader st poster licenser program tjanster objekt"
)
_COUNT = re.compile(r"\d+ (?:st )?(?:system|applikationer|rader|poster)\b.*")
_AMOUNT = re.compile(r"-?[\d\s\u00a0\u202f.,']+(?:kr|tkr|mkr|sek|st|%|:-)?\.?", re.IGNORECASE)
_STAMP = re.compile(
    r"(?:senast\s+|sist\s+|last\s+)?(?:uppdater|ändra|revider|skapa|utskriv|utskrift|framtag|upprätta|sammanställ|"
    r"hämta|exporter|version|datum|per\s+den|gäller|giltig|utgåva|bilaga|updated|modified|printed|created|exported|"
    r"sid(?:a|an)?\b|page\b|källa\b|source\b)",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:sid(?:a|an)?|page)\.?\s*\d+(?:\s*(?:av|of|/|\()\s*\d+\)?)?", re.IGNORECASE)
_ALWAYS_STAMP = re.compile(
    r"(?:källa|source|utskriven|utskrift|framtagen|upprättad|sammanställd)\b", re.IGNORECASE
)
_NOTE = re.compile(
    r"[*†¹²³]|(?:obs|observera|notera|notering|not|anm|anmärkning|kommentar|kom ihåg|fotnot|förklaring\w*|"
    r"teckenförklaring|se även|listan|denna lista|ovanstående|fyll i|vid frågor|kontakta|frågor)\b",
    re.IGNORECASE,
)
_LEGEND_HEAD = re.compile(
    r"(?:tecken|färg)?förklaring(?:ar)?\b|legend\b|förkortningar\b", re.IGNORECASE
)
_LEGEND = re.compile(r"[^\s=]{1,15}\s*=\s*\S.*")
_STRONG = words_in(
    "required optional obligatorisk obligatoriskt valfri valfritt frivillig frivilligt mandatory exempel example"
)
_KINDS_OF_CELL = words_in(
    "text fritext datum date siffra siffror tal heltal number lista list valj string integer belopp"
)
_PART_WORD = re.compile(
    r"\b\w*(?:forvaltning(?:en|ar)?|namnd(?:en)?|kontor(?:et)?|avdelning(?:en)?|enhet(?:en|er)?|sektor(?:n)?|"
    r"department|division)\b"
)
_PART_NAMES = frozenset(
    """
    teknik|tekniska|social|socialtjanst|socialtjansten|skola|utbildning|barn och utbildning|kultur och fritid|
    kultur|fritid|miljo och bygg|samhallsbyggnad|raddningstjanst|raddningstjansten|aldreomsorg|vard och omsorg|
    individ och familjeomsorg|kommunledning|kommunstyrelsen|ekonomi|personal|bibliotek|verksamhetssystem|stodsystem|
    ovrigt|ovriga|ovriga system|gemensamt|gemensamma|gemensamma system|kommungemensamma system|bassystem|
    kommunovergripande|kommunovergripande system|administrativa system|it system|infrastruktur
""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_LONG, _MANY_WORDS = 60, 9
#: What lists call the column of names: alone on a row, it heads what follows.
_NAME_HEADINGS = frozenset(
    fold(alias) for field in FIELDS if field.name == "name" for alias in field.aliases
)


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that is no entry: its kind, a key of `REASONS`, and its first words."""

    kind: str
    words: str

    @property
    def reason(self) -> str:
        return REASONS[self.kind]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a row looks like: its filled cells with their places, and the texts among them."""

    filled: tuple[tuple[int, Cell], ...]
    texts: tuple[str, ...]

    @property
    def is_alone(self) -> bool:
        return len(self.filled) == 1

    @property
    def others_are_figures(self) -> bool:
        return len(self.texts) == 1


def asides(table: Table, name_at: int | None = None) -> dict[int, Aside]:
    """Number of the row → why it is no entry, for each such row of a table.

    name_at: position of the column with the entries' names, where that is known.
    """
    shapes = [_shape_of(row) for row in table.rows]
    typical = _typical_width(shapes)
    folded = [fold(heading) for heading in table.header]
    capitals = _are_capitals_usual(shapes)
    found: dict[int, Aside] = {}
    in_legend = False
    for at, (row, shape) in enumerate(zip(table.rows, shapes, strict=True)):
        in_legend = in_legend and len(shape.filled) <= 2
        kind = _kind(shape, folded, name_at, is_wide=typical >= 2)
        if in_legend:
            kind = kind or "legend"
        elif (
            kind is None and typical >= 2 and _is_section(shape, shapes[at + 1 : at + 4], capitals)
        ):
            kind = "section"
        if kind is not None:
            found[row.number] = Aside(kind, shape.texts[0] if shape.texts else "")
            in_legend = in_legend or (
                typical >= 3 and _LEGEND_HEAD.match(found[row.number].words) is not None
            )
    lines = [
        SumLine(row.number, shape.filled, len(shape.texts))
        for row, shape in zip(table.rows, shapes, strict=True)
    ]
    words = {line.number: shape.texts for line, shape in zip(lines, shapes, strict=True)}
    for number in rows_that_sum(lines, typical, found):
        found[number] = Aside("sum-by-value", words[number][0] if words[number] else "")
    return dict(sorted(found.items()))


def _typical_width(shapes: Sequence[_Shape]) -> float:
    """How many cells an entry fills. Rows with a single cell count only where they are more than twice the others."""
    widths = [len(shape.filled) for shape in shapes]
    wide = [width for width in widths if width > 1]
    return median(wide if 3 * len(wide) >= len(widths) else widths) if widths else 0


def _shape_of(row: Row) -> _Shape:
    filled = tuple((at, cell) for at, cell in enumerate(row.cells) if cell not in (None, ""))
    texts = tuple(
        " ".join(cell.split())
        for _at, cell in filled
        if isinstance(cell, str) and not _AMOUNT.fullmatch(cell.strip()) and not _is_day(cell)
    )
    return _Shape(filled, texts)


def _kind(
    shape: _Shape, headings: Sequence[str], name_at: int | None, *, is_wide: bool
) -> str | None:
    """What kind of aside a row is by itself; None for an entry. is_wide: whether the rows fill several cells."""
    if not shape.filled:
        return None
    if _repeats_headings(shape, headings):
        return "heading"
    if _is_instruction(shape):
        return "instruction"
    if not shape.texts:
        blank_name = name_at is not None and all(at != name_at for at, _cell in shape.filled)
        days = all(_is_day(cell) for _at, cell in shape.filled)
        return (
            ("stamp" if days else "sum")
            if is_wide and (blank_name or (days and shape.is_alone))
            else None
        )
    first = shape.texts[0]
    if shape.others_are_figures and _is_sum(first):
        return "sum"
    if (
        shape.others_are_figures
        and len(shape.filled) <= 2
        and _is_stamp(shape, first, is_wide=is_wide)
    ):
        return "stamp"
    if not is_wide or not shape.is_alone:
        return None
    if fold(first) in _NAME_HEADINGS:
        return "heading"
    if _LEGEND.fullmatch(first):
        return "legend"
    words = first.split()
    is_long = (
        len(first) > _LONG or len(words) >= _MANY_WORDS or (first.endswith(".") and len(words) >= 5)
    )
    return "note" if is_long or _NOTE.match(first) else None


def _repeats_headings(shape: _Shape, headings: Sequence[str]) -> bool:
    same = sum(
        1 for at, cell in shape.filled if isinstance(cell, str) and fold(cell) == headings[at] != ""
    )
    return same * 10 >= 6 * len(shape.filled) and (same >= 2 or len(headings) == 1)


def _is_instruction(shape: _Shape) -> bool:
    said = [fold(text) for text in shape.texts]
    strong = sum(1 for text in said if text and text.split()[0] in _STRONG)
    kinds = sum(1 for text in said if text in _KINDS_OF_CELL)
    enough = (strong + kinds) * 10 >= 6 * len(shape.filled)
    return len(shape.filled) >= 2 and enough and (strong >= 1 or kinds >= 3)


def _is_sum(text: str) -> bool:
    words = fold(text).split()
    if not words:
        return False
    if words[0] in _SUM_FIRST or words[:2] in (["s", "a"], ["grand", "total"]):
        return True
    if words[0] == "total":
        return len(words) == 1 or words[1] in _AFTER_TOTAL or words[1].isdecimal()
    if words[0] == "antal":
        return len(words) > 1 and (words[1] in _COUNTED or words[1].isdecimal())
    return (len(words) > 1 and words[-1] in _SUM_LAST) or _COUNT.fullmatch(
        " ".join(words)
    ) is not None


def _is_stamp(shape: _Shape, text: str, *, is_wide: bool) -> bool:
    if _PAGE.fullmatch(text):
        return True
    has_day = any(character.isdigit() for character in text) or len(shape.filled) > 1
    if not _STAMP.match(text):
        return False
    return has_day or (is_wide and _ALWAYS_STAMP.match(text) is not None)


def _is_day(cell: Cell) -> bool:
    return (
        isinstance(cell, dt.date)
        or (isinstance(cell, str) and numeric_date(cell.strip()) is not None)
        or (
            isinstance(cell, str)
            and re.fullmatch(r"(?:19|20)\d\d-\d\d-\d\d", cell.strip()) is not None
        )
    )


def _are_capitals_usual(shapes: Sequence[_Shape]) -> bool:
    """Whether the entries' own names are mostly written in capitals, so that capitals say nothing."""
    names = [shape.texts[0] for shape in shapes if len(shape.filled) > 1 and shape.texts]
    return 2 * sum(map(_is_capitals, names)) > len(names)


def _is_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 3 and all(character.isupper() for character in letters)


def _is_section(shape: _Shape, following: Sequence[_Shape], capitals_are_usual: bool) -> bool:
    """A row that stands over others: one text, and a department's word or capitals or a colon."""
    if (
        not shape.texts
        or not shape.others_are_figures
        or not any(len(one.filled) > 1 for one in following)
    ):
        return False
    text = shape.texts[0]
    is_part = _PART_WORD.search(fold(text)) is not None and len(text.split()) <= 4
    if not shape.is_alone:
        return is_part and len(text.split()) <= 2
    named = fold(text) in _PART_NAMES or text.endswith(":")
    return is_part or named or (_is_capitals(text) and not capitals_are_usual)
