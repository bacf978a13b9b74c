"""A table and what its columns mean → one `FileRow` per row, in the register's terms, with everything found."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from samdrift.core.findings import Finding, Severity, choose_by_count, gettext_noop
from samdrift.core.matching import is_same_company
from samdrift.core.tables import Aside, Cell, Row, Table, asides, is_blank
from samdrift.core.tables.fields import fold
from samdrift.records.intake.convert.cells import text_of
from samdrift.records.intake.convert.columns import READERS, read_column
from samdrift.records.intake.convert.line import (
    LONGEST_NAME,
    Line,
    ReadingContext,
    RowFindings,
    Values,
    say_agreement,
    say_costs,
    say_what,
    say_when,
    say_where,
    say_who,
)
from samdrift.records.intake.convert.own_export import Returned, without_own_words

LONGEST_KEY = 200
Key = tuple[str, str, int]
LEFT_OUT, TAKEN, JOINED = "left_out", "taken", "joined"


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of the file. `values` holds only what the file says; `key` is how the row is known next time.

    organisation: the municipality that the row belongs to, where a joint register says another than the receiver.
    application: the one that the row names by its key, in the register's own export.
    """

    number: int
    name: str
    product_name: str
    vendor: str
    key: Key
    values: Values
    organisation: int | None = None
    application: int | None = None


@dataclass(frozen=True, slots=True)
class RowAside:
    """A row that is not brought in, with its cells word for word.

    why: ``not_a_system``, ``elsewhere`` for another municipality's, ``left_out`` or ``joined`` where somebody said so.
    reason: an English message marked for translation; empty where `why` says it all.
    """

    number: int
    name: str
    key: Key
    why: str
    reason: str
    cells: dict[str, str]
    organisation: int | None = None


def memory_of(key: Sequence[str | int], organisation: int | None = None) -> str:
    """How a choice about a row is remembered: whose it is, its name, its department, its place among those alike."""
    return "|".join(map(str, [organisation or "", *key[:3]]))[:400]


@dataclass(slots=True)
class RowsRead(RowFindings):
    """All rows that have a name and are systems of the municipalities concerned; the others; what was found."""

    rows: list[FileRow] = field(default_factory=list)
    asides: list[RowAside] = field(default_factory=list)


def name_key(name: str) -> str:
    return (fold(name) or name.casefold())[:LONGEST_NAME]


def read_rows(table: Table, columns: Mapping[str, str], around: ReadingContext) -> RowsRead:
    """Every row of a table, its columns read as `columns` says ({heading: field}); nothing that is filled gets lost."""
    read = RowsRead()
    for finding in table.findings:
        read.add(finding)
    reader = _Reader(table, columns, around, read)
    for row in reader.rows:
        reader.take(row)
    for finding in read.whose.findings():
        read.add(finding)
    _note_unsaid_start(read)
    return read


class _Reader:
    """Rows on their way: which are no systems, which are seen twice, and whose they are."""

    def __init__(
        self, table: Table, columns: Mapping[str, str], around: ReadingContext, read: RowsRead
    ) -> None:
        self.around, self.read, self.header = around, read, table.header
        naming = [at for at, head in enumerate(table.header) if columns.get(head) == "name"]
        found = asides(table, naming[0] if naming else None)
        own = around.own_export
        back = without_own_words(table, own) if own is not None else Returned(table, {}, ())
        for finding in back.findings:
            read.add(finding)
        self.applications, table = back.applications, back.table
        self.rows = table.rows
        self.asides = {
            number: one for number, one in found.items() if number not in back.applications
        }
        self.aside_keys = _aside_keys(self.asides)
        systems = [
            row
            for row in table.rows
            if row.number not in self.asides
            or around.choices.get(memory_of(self.aside_keys[row.number])) == TAKEN
        ]
        self.parts = _by_field(replace(table, rows=tuple(systems)), columns, read)
        self.strangers = {
            number
            for finding in back.findings
            if finding.rule == "no-such-application"
            and isinstance(number := finding.values["row"], int)
        }
        self.places = {row.number: at for at, row in enumerate(systems)}
        self.heading = {name: self.parts[name][0] for name in self.parts}
        self.seen: Counter[tuple[Any, ...]] = Counter()
        self.first: dict[tuple[Any, ...], FileRow] = {}

    def take(self, row: Row) -> None:
        if row.number not in self.places:
            aside = self.asides[row.number]
            self._put_aside(
                row,
                self.aside_keys[row.number],
                "not_a_system",
                name=aside.words,
                reason=aside.reason,
            )
            return
        place = self.places[row.number]
        cells = {
            name: values[place]
            for name, (_, values) in self.parts.items()
            if values[place] is not None
        }
        line = Line(row.number, cells, self.heading, self.around, self.read)
        line.is_known = row.number in self.applications
        made = _file_row(line, row, self.parts, self.header)
        if made is None:
            return
        if line.is_known:
            self._place_known(line, row, made)
        elif row.number in self.strangers:
            self._put_aside(row, (f"={made.key[0]}", "", 1), "left_out", name=made.name)
        else:
            self._place(line, row, made)

    def _place_known(self, line: Line, row: Row, made: FileRow) -> None:
        """A row that says by its key which application it is: changed where its municipality is one's own to change."""
        own, pk = self.around.own_export, self.applications[row.number]
        assert own is not None
        listed = own.listed[pk]
        key = self._row_key(f"={pk}", "", None)
        if not listed.may_change:
            self.read.whose.elsewhere[listed.host_name] += 1
            self._put_aside(row, key, "elsewhere", name=made.name, reason=listed.host_name)
            return
        member = listed.host if listed.host != self.around.receiver else None
        choice = self.around.choices.get(memory_of(key, member))
        if key[2] > 1:
            what = gettext_noop(
                "The row names the same application as an earlier row, and is left out"
            )
            line.add_finding("name", "application-twice", what, made.name, Severity.WARNING)
        if choice == LEFT_OUT or key[2] > 1:
            self._put_aside(row, key, "left_out", name=made.name, member=member)
            return
        self.read.rows.append(replace(made, key=key, organisation=member, application=pk))

    def _place(self, line: Line, row: Row, made: FileRow) -> None:
        """Number the row among those alike, and bring it in, leave it out or join it as it belongs."""
        if line.is_elsewhere:
            name, place, number = self._row_key(f"@{made.key[0]}", made.key[1], None)
            if self.around.choices.get(memory_of((name, place, number))) != TAKEN:
                self.read.whose.elsewhere[line.municipality] += 1
                self._put_aside(
                    row,
                    (name, place, number),
                    "elsewhere",
                    name=made.name,
                    reason=line.municipality,
                )
                return
        key = self._row_key(made.key[0], made.key[1], line.member)
        made = replace(made, key=key, organisation=line.member)
        choice = self.around.choices.get(memory_of(key, line.member))
        if line.member is not None:
            self.read.whose.moved[line.municipality] += 1
        if choice == LEFT_OUT:
            self._put_aside(row, key, "left_out", name=made.name, member=line.member)
            return
        twin = self._twin((line.member, *key[:2]), made)
        if twin is not None and choice == JOINED:
            for name, value in made.values.items():
                twin.values.setdefault(name, value)
            self._put_aside(
                row, key, "joined", name=made.name, reason=str(twin.number), member=line.member
            )
            return
        if twin is not None:
            what = gettext_noop(
                "%(value)s stands in row %(first)s too, with the same supplier and department: join the rows, or bring "
                "both in"
            )
            line.add_finding(
                "name", "same-system-twice", what, made.name, Severity.WARNING, first=twin.number
            )
        self.read.rows.append(made)

    def _row_key(self, name: str, place: str, member: int | None) -> Key:
        """The row's place among those of the same name and department in the same municipality."""
        self.seen[member, name, place] += 1
        return name, place, self.seen[member, name, place]

    def _twin(self, counted: tuple[Any, ...], made: FileRow) -> FileRow | None:
        """An earlier row of the same name, department and municipality, and of the same supplier if both say one."""
        earlier = self.first.setdefault(counted, made)
        is_said = bool(earlier.vendor and made.vendor)
        is_same = not is_said or is_same_company(earlier.vendor, made.vendor)
        return earlier if earlier is not made and is_same else None

    def _put_aside(
        self,
        row: Row,
        key: Key,
        why: str,
        *,
        name: str,
        reason: str = "",
        member: int | None = None,
    ) -> None:
        told = {
            heading: text_of(cell)
            for heading, cell in zip(self.header, row.cells, strict=True)
            if cell is not None
        }
        said = (name or next(iter(told.values()), ""))[:LONGEST_NAME] or "–"
        self.read.asides.append(RowAside(row.number, said, key, why, reason, told, member))


def _aside_keys(found: Mapping[int, Aside]) -> dict[int, Key]:
    """How each row that is no system is known next time: by its words and its place among those alike."""
    seen: Counter[str] = Counter()
    keys: dict[int, Key] = {}
    for number, aside in found.items():
        words = f"#{name_key(aside.words)}"[:LONGEST_NAME]
        seen[words] += 1
        keys[number] = (words, "", seen[words])
    return keys


Parts = dict[str, tuple[str, list[Any]]]


def _by_field(table: Table, columns: Mapping[str, str], read: RowsRead) -> Parts:
    """Field → (heading, values), for the columns whose field has a place in the register."""
    parts: Parts = {}
    for at, heading in enumerate(table.header):
        name = columns.get(heading) or ""
        if name in READERS and name not in parts:
            numbered = [(row.number, row.cells[at]) for row in table.rows]
            values, findings = read_column(name, heading, numbered, table.epoch)
            for finding in findings:
                read.add(finding)
            parts[name] = (heading, values)
    return parts


def _file_row(line: Line, row: Row, parts: Parts, header: Sequence[str]) -> FileRow | None:
    cells = line.cells
    name = " ".join(str(cells.get("name") or cells.get("product") or "").split())
    if not name:
        line.read.nameless += 1
        line.add_finding(
            "name", "no-name", gettext_noop("The row has no name, so it can't be brought in")
        )
        return None
    line.values["name"] = name[:LONGEST_NAME]
    if len(name) > LONGEST_NAME:
        line.kept.add("name")
        what = gettext_noop("The name is longer than %(most)s characters and was cut")
        line.add_finding("name", "name-too-long", what, name, Severity.WARNING, most=LONGEST_NAME)
    for part in (say_where, say_what, say_who, say_when, say_agreement, say_costs):
        part(line)
    more = _more(row, cells, parts, header, line.kept)
    if more:
        line.values["more"] = more
    place = fold(" ".join(line.values.get("department", ())))[:LONGEST_KEY]
    product_name = " ".join(str(cells.get("product") or name).split())[:LONGEST_NAME]
    vendor = str(cells.get("vendor", ""))[:120]
    return FileRow(
        row.number,
        line.values["name"],
        product_name,
        vendor,
        (name_key(name), place, 1),
        line.values,
    )


def _more(
    row: Row, cells: Values, parts: Parts, header: Sequence[str], kept: set[str]
) -> dict[str, str]:
    """Cells without a place of their own, and those that could not be read, word for word under their heading."""
    placed = {heading: name for name, (heading, _) in parts.items()}
    more: dict[str, str] = {}
    for heading, cell in zip(header, row.cells, strict=True):
        if cell is None:
            continue
        name = placed.get(heading)
        if name is None or name in kept or _is_misread(name, cell, cells):
            text = text_of(cell)
            if text:
                more[heading] = text
    if "vendor" in placed.values() and cells.get("vendor"):
        more[parts["vendor"][0]] = cells["vendor"]
    return more


def _is_misread(name: str, cell: Cell, cells: Values) -> bool:
    return name not in cells and not is_blank(cell)


def _note_unsaid_start(read: RowsRead) -> None:
    unsaid = sum(
        1 for row in read.rows if "start_year" not in row.values and row.application is None
    )
    if unsaid:
        what = choose_by_count(
            unsaid,
            gettext_noop(
                "One row says no year of start; if it is new it stands as in use from today"
            ),
            gettext_noop(
                "%(count)s rows say no year of start; new ones stand as in use from today"
            ),
        )
        read.add(Finding("", what, Severity.NOTE, {"count": unsaid}, "no-start-year"))
