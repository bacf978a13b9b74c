"""The list engine: what the address asks for is what is shown and exported, at the same number of queries."""

import datetime as dt
import io

import openpyxl
import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from samdrift.foundation.ui.listing import Choices, Column, Days, Flag, Kind, Listing, ListPage

NAMES = Listing(
    name="grupper",
    columns=[
        Column("name", "Namn", sort=("name",), heading=True),
        Column("id", "Nummer", kind=Kind.NUMBER),
        Column("double", "Dubbelt", value=lambda row: row["id"] * 2, needs=("id",), visible=False),
    ],
    filters=[
        Choices(
            "namn", "Namn", options=[("GIS", "GIS"), ("Lön", "Lön")], field="name", counted=True
        ),
        Flag("kort", "Korta namn", where=lambda rows: rows.filter(name__in=["GIS", "Lön"])),
    ],
    search=("name",),
    order=("name",),
    page_size=2,
    deepest=6,
)
ROWS = [
    {"pk": 1, "name": "=1+1", "ends": dt.date(2009, 6, 30), "cost_ore": 123450},
    {"pk": 2, "name": "Lifecare", "ends": None, "cost_ore": -50},
    {"pk": 3, "name": "<b>ByggR</b>", "ends": dt.date(2010, 1, 1), "cost_ore": None},
]
MONEY = Listing(
    name="avtal",
    columns=[
        Column(
            "name", "Namn", sort=("name",), link=lambda row: f"/{row['pk']}/?a=1&b=2", heading=True
        ),
        Column("ends", "Slut", kind=Kind.DAY, sort=("ends",)),
        Column("cost_ore", "Kronor", kind=Kind.KRONOR, sort=("cost_ore",)),
    ],
    filters=[Days("senast", "Slutar senast", field="ends")],
    search=("name",),
    order=("pk",),
)


def asked(address: str) -> HttpRequest:
    return RequestFactory().get(f"/lista/{address}")


def shown(listing: Listing, rows, address: str = "") -> ListPage:
    return listing.page_for(asked(address), rows)


def names(seen: ListPage) -> list[str]:
    return [row["name"] for row in seen.rows]


@pytest.fixture
def groups(db: None) -> list[Group]:
    return [Group.objects.create(name=name) for name in ["Lön", "Bygg", "GIS"]]


def test_rows_come_in_the_usual_order_a_page_at_a_time(groups: list[Group]) -> None:
    assert names(shown(NAMES, Group.objects.all())) == ["Bygg", "GIS"]
    assert names(shown(NAMES, Group.objects.all(), "?sida=2")) == ["Lön"]


@pytest.mark.parametrize(
    "nonsense", ["?sida=99", "?sida=-1", "?sida=²", "?sortera=password", "?namn=' OR 1"]
)
def test_nonsense_in_the_address_is_answered_with_rows(groups: list[Group], nonsense: str) -> None:
    assert names(shown(NAMES, Group.objects.all(), nonsense))


def test_sorting_turns_round_and_the_head_says_so(groups: list[Group]) -> None:
    seen = shown(NAMES, Group.objects.all(), "?sortera=-name")
    assert names(seen) == ["Lön", "GIS"]
    assert (seen.heads[0].direction, seen.heads[0].sort_value) == ("descending", "name")


def test_search_and_filters_narrow_and_chips_let_go(groups: list[Group]) -> None:
    seen = shown(NAMES, Group.objects.all(), "?q=gis&namn=GIS&kort=1")
    assert names(seen) == ["GIS"]
    assert [(chip.label, chip.url) for chip in seen.chips] == [
        ("«gis»", "?namn=GIS&kort=1"),
        ("GIS", "?q=gis&kort=1"),
        ("Korta namn", "?q=gis&namn=GIS"),
    ]


def test_counts_beside_options_heed_the_other_filters(groups: list[Group]) -> None:
    seen = shown(NAMES, Group.objects.all(), "?q=gis&namn=Lön")
    assert [(option.value, option.count) for option in seen.filters[0].options] == [
        ("GIS", 1),
        ("Lön", 0),
    ]


def test_columns_are_chosen_and_the_heading_stays(groups: list[Group]) -> None:
    seen = shown(NAMES, Group.objects.all(), "?kolumner=double")
    assert [column.key for column in seen.columns] == ["name", "double"]
    assert f"<td>{groups[1].pk * 2}</td>" in seen.body


def test_one_row_and_three_cost_the_same_number_of_queries(db: None) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            seen = shown(NAMES, Group.objects.all())
            assert seen.body
            assert seen.count_text
        return len(captured)

    Group.objects.create(name="GIS")
    one = queries()
    Group.objects.create(name="Lön")
    Group.objects.create(name="Bygg")
    assert queries() == one == 3  # the count, the counted filter, the rows


def test_counting_and_paging_stop_at_the_deepest_row(db: None) -> None:
    Group.objects.bulk_create(Group(name=f"G{number:02}") for number in range(20))
    seen = shown(NAMES, Group.objects.all(), "?sida=9")
    assert (seen.page_number, seen.total, seen.is_beyond) == (3, 7, True)
    assert names(seen) == ["G04", "G05"]


def test_rows_in_memory_obey_the_same_words() -> None:
    assert names(shown(MONEY, ROWS, "?sortera=-ends")) == ["<b>ByggR</b>", "=1+1", "Lifecare"]
    assert names(shown(MONEY, ROWS, "?senast=2009-12-31")) == ["=1+1"]
    assert names(shown(MONEY, ROWS, "?senast=igår")) == ["=1+1", "Lifecare", "<b>ByggR</b>"]


def test_cells_are_escaped_and_written_by_kind() -> None:
    body = shown(MONEY, ROWS).body
    assert '<a class="ds-link" href="/3/?a=1&amp;b=2">&lt;b&gt;ByggR&lt;/b&gt;</a>' in body
    assert '<td class="num">1\u00a0234,50</td>' in body
    assert '<td class="nowrap">2009-06-30</td>' in body


def test_csv_holds_every_matching_row_and_no_formula() -> None:
    answer = MONEY.answer(asked("?exportera=csv&sortera=cost_ore"), ROWS, "ui/listing.html")
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Namn;Slut;Kronor",
        "Lifecare;;-0,50",
        "'=1+1;2009-06-30;1234,50",
        "<b>ByggR</b>;2010-01-01;",
    ]


def test_xlsx_keeps_kinds_and_writes_formulas_as_text() -> None:
    answer = MONEY.answer(asked("?exportera=xlsx&kolumner=cost_ore,ends"), ROWS, "ui/listing.html")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    first = sheet[2]
    assert [cell.value for cell in first] == ["=1+1", dt.datetime(2009, 6, 30), 1234.5]  # noqa: DTZ001 - as Excel has it
    assert first[0].data_type == "s" or first[0].quotePrefix
    assert answer["Content-Disposition"] == 'attachment; filename="avtal.xlsx"'


@pytest.mark.usefixtures("groups", "gallery")
class TestPages:
    """The list as a page; its addresses are those of the gallery."""

    def test_the_browser_gets_the_whole_page_and_htmx_the_rows(self, client: Client) -> None:
        whole = client.get("/lista/").content.decode()
        part = client.get(
            "/lista/?sida=1", headers={"HX-Request": "true", "HX-Request-Type": "partial"}
        )
        assert "<html" in whole
        assert (
            part.content.decode().lstrip().startswith('<section class="listing" id="applikationer"')
        )
        assert "HX-Request" in part["Vary"]

    def test_htmx_is_told_the_shortest_address(self, client: Client) -> None:
        address = "/lista/?q=&omrade=Ekonomi&kolumner=owner&kolumner=level&kolumner=ends&kolumner=cost_ore&sortera=x"
        part = client.get(address, headers={"HX-Request": "true"})
        assert part["HX-Push-Url"] == "/lista/?omrade=Ekonomi"

    def test_an_empty_answer_says_what_to_do(self, client: Client) -> None:
        assert "Ta bort ett filter" in client.get("/lista/?q=finnsinte").content.decode()
