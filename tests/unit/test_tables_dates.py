"""Days as other people's files write them: a column proves its order, and no impossible day becomes a possible one."""

import datetime as dt
import io
import re
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from samdrift.core.findings import Finding
from samdrift.core.tables import (
    Cell,
    Place,
    date_style,
    is_never,
    read_agreement_end,
    read_date,
    read_table,
)
from samdrift.core.tables.dates import read_year
from samdrift.records.intake.convert.columns import read_column

HERE = Place(12, "Avtal")


def column(*cells: Cell) -> list[dt.date | str | None]:
    """Each cell's day, or the rule by which it was refused."""
    style = date_style(cells)
    read = [read_date(cell, HERE, style=style) for cell in cells]
    return [one.rule if isinstance(one, Finding) else one for one in read]


@pytest.mark.parametrize("mark", ["/", "-"])
def test_one_cell_with_the_month_first_decides_the_whole_column(mark: str) -> None:
    cells = [f"05{mark}06{mark}2017", f"04{mark}17{mark}2017", f"12{mark}01{mark}2017"]
    assert column(*cells) == [dt.date(2017, 5, 6), dt.date(2017, 4, 17), dt.date(2017, 12, 1)]


def test_one_cell_with_the_day_first_decides_too() -> None:
    assert column("05/06/2017", "17/04/2017") == [dt.date(2017, 6, 5), dt.date(2017, 4, 17)]


def test_a_column_that_proves_both_refuses_only_the_doubtful_cells() -> None:
    cells = ["04/17/2017", "17/04/2017", "05/06/2017", "05/05/2017"]
    sure = [dt.date(2017, 4, 17), dt.date(2017, 4, 17), "ambiguous-date", dt.date(2017, 5, 5)]
    assert column(*cells) == sure


def test_dates_that_the_spreadsheet_may_have_turned_round_are_doubtful() -> None:
    assert column("04/17/2017", dt.date(2017, 6, 5)) == [dt.date(2017, 4, 17), "ambiguous-date"]
    sound = column("04/17/2017", dt.date(2017, 6, 5), dt.date(2017, 6, 25))
    assert sound[1] == dt.date(2017, 6, 5)


@pytest.mark.parametrize(
    "cell",
    [
        "31/02/2009",
        "02/31/2009",
        "13/13/2009",
        "2009-02-30",
        "2009-13-05",
        "2009-31-01",
        "31/02/09",
        "20090230",
        "31 februari 2009",
        "31-04-2009",
        "0/5/2009",
        "32/1 2009",
        "29/2 2009",
        "2009.02.29",
        "00-00-0000",
    ],
)
def test_an_impossible_day_is_never_turned_into_a_possible_one(cell: str) -> None:
    for style in (date_style([cell]), date_style([cell, "04/17/2017"]), date_style(["17/4/2017"])):
        assert isinstance(read_date(cell, HERE, style=style), Finding)


def test_two_figures_a_year_are_read_where_the_column_says_which_they_are() -> None:
    assert column("09-01-31", "98-12-01") == [dt.date(2009, 1, 31), dt.date(1998, 12, 1)]
    assert column("31-12-09", "30-06-98") == [dt.date(2009, 12, 31), dt.date(1998, 6, 30)]
    assert column("09-01-31") == ["ambiguous-date"]


@pytest.mark.parametrize(
    "cell",
    [
        "9999",
        9999,
        "9999-12-31",
        "31/12/9999",
        "12/31/9999",
        "2999-12-31",
        2999,
        "31 dec 9999",
        2_958_465,
        "99991231",
        dt.date(9999, 12, 31),
        "9999-99-99",
        "2099-12-31",
        "december 2999",
    ],
)
def test_9999_and_its_like_mean_that_no_day_is_planned(cell: Cell) -> None:
    day = read_date(cell, HERE, end=True)
    assert isinstance(day, dt.date)
    assert is_never(day)
    end = read_agreement_end(cell, HERE)
    assert not isinstance(end, Finding)
    assert end is not None
    assert end.is_rolling
    said = {
        "phase_out_year": "no-planned-day",
        "phased_out_year": "no-planned-day",
        "start_year": "no-first-day",
        "agreement_start": "no-first-day",
    }
    for field, rule in said.items():
        values, findings = read_column(field, "X", [(2, cell)])
        assert values == [None]
        assert [(found.rule, found.severity) for found in findings] == [(rule, "note")]


@pytest.mark.parametrize(
    "words", ["tills vidare", "Ingen planerad avveckling", "ej beslutat", "Löpande"]
)
def test_words_for_no_planned_end_are_no_fault(words: str) -> None:
    _values, findings = read_column("phase_out_year", "Avvecklas", [(2, words)])
    assert [found.severity for found in findings] == ["note"]


@given(st.dates(dt.date(1971, 1, 1), dt.date(2068, 12, 31)), st.booleans())
def test_every_day_comes_back_in_the_order_that_its_column_proves(
    day: dt.date, month_first: bool
) -> None:
    form, proof = ("%m/%d/%Y", "12/25/2009") if month_first else ("%d/%m/%Y", "25/12/2009")
    assert column(day.strftime(form), proof)[0] == day


@given(st.from_regex(r"\d{1,4}[-/. ]\d{1,4}[-/. ]\d{1,4}", fullmatch=True))
def test_what_is_read_is_one_of_the_numbers_that_were_written(text: str) -> None:
    day = read_date(text, HERE)
    if isinstance(day, dt.date) and not is_never(day):
        parts = sorted(int(part) % 100 for part in re.split("[-/. ]", text))
        assert parts == sorted((day.year % 100, day.month, day.day))


def test_a_year_is_sure_even_where_its_day_is_not() -> None:
    style = date_style(["04/17/2017", "17/04/2017"])
    assert read_year("05/06/2017", HERE, style=style) == 2017


def test_serial_numbers_count_from_the_workbook_s_own_first_day() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Namn", "Avtal t.o.m."])
        sheet.write_row(
            1, 0, ["Alfa", 38382]
        )  # 31 January 2009 in a workbook that counts from 1904
        sheet.write(2, 0, "Beta")
        sheet.write_datetime(
            2, 1, dt.date(2009, 1, 31), book.add_format({"num_format": "yyyy-mm-dd"})
        )
    table = read_table(file.getvalue())
    style = date_style(table.column("Avtal t.o.m."), epoch=table.epoch)
    read = [read_date(cell, HERE, style=style) for cell in table.column("Avtal t.o.m.")]
    assert read == [dt.date(2009, 1, 31)] * 2


def test_an_old_excel_file_says_itself_which_day_its_numbers_count_from() -> None:
    """A serial number that nobody has formatted as a date, beside one that is, in a workbook of the 1904 system."""
    file = Path(__file__).parents[1] / "fixtures/registers/days_from_1904_SYNTHETIC.xls"
    table = read_table(file.read_bytes())
    style = date_style(table.column("Avtal t.o.m."), epoch=table.epoch)
    read = [read_date(cell, HERE, style=style) for cell in table.column("Avtal t.o.m.")]
    assert read == [dt.date(2010, 12, 31)] * 2
    old = read_table(
        file.read_bytes().replace(b"\x22\x00\x02\x00\x01\x00", b"\x22\x00\x02\x00\x00\x00")
    )
    assert old.epoch != table.epoch
