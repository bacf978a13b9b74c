"""Input that is far too long, or too deep, is answered in words and at once; what is said of it is Swedish."""

import datetime as dt
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils.translation import override

from samdrift.core.exports.sie import read_sie
from samdrift.core.fairness import read_game
from samdrift.core.findings import Finding, InvalidInput
from samdrift.core.matching import match
from samdrift.core.sharing import read_parts, read_weights
from samdrift.core.tables import DAY_FIRST, read_table
from samdrift.foundation.ui.commands import finding_line
from samdrift.records.intake.convert import shipped_catalogue
from samdrift.records.intake.convert.cells import says_more_than_a_year
from samdrift.records.intake.convert.columns import read_column

DEEP = "[" * 100_000
DIGITS = "9" * 100_000


def told(read: Callable[[str], object], text: str) -> list[str]:
    with override("sv"), pytest.raises(InvalidInput) as refused:
        read(text)
    with override("sv"):
        return [finding_line(each) for each in refused.value.findings]


@pytest.mark.parametrize("read", [read_weights, read_parts, read_game])
def test_json_that_is_too_deep_broken_or_holds_too_long_numbers_is_refused_in_swedish(
    read: Callable[[str], object],
) -> None:
    small = "[" * 50_000  # below the length that weights may have
    assert "för djupt i varandra" in told(read, '{"A": ' + small)[0]
    assert "inte JSON: rad 2, kolumn 1" in told(read, '{"A":\n}')[0]
    for number in (DIGITS[:90_000], "0." + DIGITS[:90_000]):
        game = '{"players": ["A"], "cost": {"A": %s}}'
        lines = told(read, (game if read is read_game else '{"A": %s}') % number)
        assert "är inget tal" in lines[0] or "är inte ett tal" in lines[0]
        assert len(lines[0]) < 200


def test_weights_longer_than_any_list_of_municipalities_are_not_read() -> None:
    assert "längre än 100000 tecken" in told(read_weights, "1460; 3\n" * 100_000)[0]


def test_a_name_longer_than_a_name_is_no_product_and_a_long_vendor_no_hint() -> None:
    catalogue = shipped_catalogue()
    assert match("Raindance " * 10_000, "", catalogue).rule == "too-long"
    assert match("Raindance", "CGI " * 10_000, catalogue) == match("Raindance", "", catalogue)


def test_a_cell_that_is_too_long_is_told_with_row_column_and_length_and_is_not_cut() -> None:
    table = read_table(b"Systemnamn;Not\nAlfa;" + b"a@" * 10_000 + b"\n")
    assert table.rows[0].cells == ("Alfa", None)
    with override("sv"):
        line = finding_line(table.findings[0])
    assert line.startswith("rad 2, Not: Cellen har 20000 tecken, fler än de 10000")


def test_match_says_which_cell_it_could_not_read(tmp_path: Path) -> None:
    file, out, told_in = tmp_path / "r.csv", StringIO(), StringIO()
    file.write_text("Systemnamn;Leverantör\n" + "[" * 100_000 + ";X\nRaindance;CGI\n")
    call_command("match", "--file", str(file), stdout=out, stderr=told_in)
    assert told_in.getvalue().startswith("rad 2, Systemnamn: Cellen har 100000 tecken")
    assert out.getvalue().endswith("Raindance\t1.00\n")


def test_sie_is_told_in_swedish_and_only_so_many_years_are_read() -> None:
    head = '#FLAGGA 0\n#PROGRAM "x" 1\n#FORMAT PC8\n#GEN 20090101\n#SIETYP 4\n#FNAMN "x"\n'
    voucher = '#VER "A" 1 20090101 "x"\n{\n#TRANS 1910 {} 2.00\n}\n'
    read = read_sie((head + "#RAR 0 20090101 20091231\n" * 101 + voucher).encode())
    with override("sv"):
        lines = [finding_line(each) for each in read.findings]
    assert "rad 107: Filen har fler än 100 räkenskapsår; det här läses inte" in lines
    assert "rad 108: Verifikationen summerar till 2,00, inte till 0,00" in lines


@pytest.mark.parametrize(
    ("cell", "lost"),
    [
        ("2008-05-14", True),
        (dt.date(2008, 5, 14), True),
        ("maj 2008", True),
        (39582, True),
        ("2008", False),
        (2008, False),
        ("2008-01-01", False),
        (dt.date(2008, 12, 31), False),
        ("tills vidare", False),
    ],
)
def test_a_day_in_a_column_of_years_is_told_of(cell: str | int | dt.date, lost: bool) -> None:
    assert says_more_than_a_year(cell, DAY_FIRST) is lost
    values, findings = read_column("start_year", "Införd", [(2, cell), (3, "2007")])
    assert values[1] == 2007
    rules = [each.rule for each in findings if isinstance(each, Finding)]
    assert ("only-the-year" in rules) is lost
