"""Names in many registers → products of one catalogue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from samdrift.core.findings import Finding, InvalidInput, gettext_noop
from samdrift.core.matching.answers import Match
from samdrift.core.matching.catalogue import Catalogue
from samdrift.core.matching.lookup import look_up
from samdrift.core.matching.spelling import compare_spellings
from samdrift.core.tables import Table, asides, recognise
from samdrift.core.tables.table import Cell

NOT_A_SYSTEM = Match(None, None, (), "not-a-system")


def match(name: str, vendor_hint: str, catalogue: Catalogue) -> Match:
    """The product that a name means, with score, alternatives and reason; no product rather than a doubtful one.

    name: as somebody typed it, with brackets, versions, owners, slips of the pen.
    vendor_hint: what the register says of the vendor; empty where it says nothing.

    >>> from samdrift.core.matching import Product
    >>> catalogue = Catalogue.of([Product("Raindance", "CGI", "ekonomi")])
    >>> match(" Raindance (Gamla)", "", catalogue).rule
    'same-name'
    """
    return match_names([(name, vendor_hint)], catalogue)[0]


def match_names(pairs: Iterable[tuple[str, str]], catalogue: Catalogue) -> list[Match]:
    """`match` for many (name, vendor hint), each different pair computed once and spelling compared in batches."""
    wanted = list(pairs)
    found: dict[tuple[str, str], Match] = {}
    unsettled: list[tuple[str, str]] = []
    for pair in dict.fromkeys(wanted):
        settled = look_up(pair[0], pair[1], catalogue)
        if settled is None:
            unsettled.append(pair)
        else:
            found[pair] = settled
    spelled = compare_spellings([name for name, _ in unsettled], catalogue)
    found.update(zip(unsettled, spelled, strict=True))
    return [found[pair] for pair in wanted]


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row to match. is_system: False for heads, sums, stamps and notes, which stand in every list kept by hand."""

    number: int
    name: str
    vendor_hint: str
    is_system: bool = True


def name_rows(table: Table, column: str | None = None) -> list[NamedRow]:
    """Each row of a table with its name, and whether it is a system at all, as when the file is read in.

    column: heading of the column with the names; otherwise the one recognised as such, or the only one.
    Raises InvalidInput with rule ``no-such-column`` or ``no-name-column``, or with the table's own findings.
    """
    if not table.is_readable:
        raise InvalidInput(table.findings)
    guessed = {guess.field: guess.column for guess in recognise(table) if guess.field}
    if column is not None:
        folded = {heading.casefold().strip(): heading for heading in table.header}
        if column.casefold().strip() not in folded:
            what = gettext_noop("There is no column %(value)s; there are %(columns)s")
            values = {"value": column, "columns": ", ".join(table.header)}
            raise InvalidInput([Finding("", what, values=values, rule="no-such-column")])
        chosen = folded[column.casefold().strip()]
    else:
        only = table.header[0] if len(table.header) == 1 else None
        found = guessed.get("name") or guessed.get("product") or only
        if found is None:
            what = gettext_noop(
                "No column looks like the systems' names; say which with its heading"
            )
            raise InvalidInput([Finding("", what, rule="no-name-column")])
        chosen = found
    vendor = guessed.get("vendor")
    names = table.column(chosen)
    vendors: Sequence[Cell] = table.column(vendor) if vendor else [None] * len(names)
    left_aside = asides(table, table.header.index(chosen))
    return [
        NamedRow(row.number, _text(name), _text(hint), row.number not in left_aside)
        for row, name, hint in zip(table.rows, names, vendors, strict=True)
    ]


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def match_document(rows: Sequence[NamedRow], catalogue: Catalogue) -> list[dict[str, object]]:
    """Rows of `name_rows` → what `samdrift match --json` prints, one object per row, in the same order.

    Keys: row, name, product, vendor, score (these three null where nothing is sure, or the row is no system), rule,
    reason, alternatives (each with product, vendor, score).
    """
    matches = match_names(
        [(row.name, row.vendor_hint) if row.is_system else ("", "") for row in rows], catalogue
    )
    return [
        _document(row.number, row.name, found if row.is_system else NOT_A_SYSTEM)
        for row, found in zip(rows, matches, strict=True)
    ]


def _document(row: int, name: str, found: Match) -> dict[str, object]:
    product = found.product
    return {
        "row": row,
        "name": name,
        "product": product.name if product else None,
        "vendor": product.vendor if product else None,
        "score": found.score,
        "rule": found.rule,
        "reason": found.reason,
        "alternatives": [
            {"product": one.product.name, "vendor": one.product.vendor, "score": one.score}
            for one in found.alternatives
        ],
    }
