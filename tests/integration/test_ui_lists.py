"""The list engine: what the address asks for is what is shown and exported, at the same number of queries."""

import datetime as dt
import io
import re

import openpyxl
import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.translation import ngettext_lazy

from samdrift.foundation.ui.listing import Choices, Column, Days, Flag, Kind, Listing, ListPage
from samdrift.foundation.ui.listing.widths import columns_left_out, rooms

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
    assert f'<td role="cell" data-label="Dubbelt">{groups[1].pk * 2}</td>' in seen.body


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
    assert '<td role="cell" class="num" data-label="Kronor">1\u00a0234,50</td>' in body
    assert '<td role="cell" class="nowrap" data-label="Slut">2009-06-30</td>' in body


def test_several_names_are_a_number_that_unfolds_and_a_file_holds_them_all() -> None:
    many = ngettext_lazy("%(count)s kommun", "%(count)s kommuner", "count")
    used = Listing(
        name="brukare",
        columns=[Column("names", "Används av", many=many)],
        order=(),
        values=False,
    )
    rows = [{"names": ("Dals-Ed", "<Åmål>")}, {"names": ("Mellerud",)}, {"names": ()}]
    several, one, none = shown(used, rows).body.splitlines()
    assert "<summary>2 kommuner</summary><ul><li>Dals-Ed</li><li>&lt;Åmål&gt;</li></ul>" in several
    assert '"Används av">Mellerud</td>' in one
    assert "data-empty" in none
    answer = used.answer(asked("?exportera=csv"), rows, "ui/listing.html")
    assert answer.content.decode("utf-8-sig").splitlines()[1:3] == ["Dals-Ed, <Åmål>", "Mellerud"]


def test_a_note_stands_alone_where_there_is_no_value_and_a_tone_has_its_sign() -> None:
    told = Listing(
        name="sagt",
        columns=[
            Column("owner", "Ägare", note=lambda row: "saknas"),
            Column("state", "Läge", tag=lambda row: row["tone"]),
        ],
        order=(),
        values=False,
    )
    rows = [{"owner": "", "state": "Löpte ut", "tone": "danger"}]
    body = shown(told, rows).body
    assert '<span class="row-note">saknas</span></td>' in body
    assert "–" not in body
    assert re.search(
        r'<span class="state" data-tone="danger"><svg class="icon".*</svg>Löpte ut', body
    )


def test_columns_without_room_are_left_out_and_said_to_be_at_each_width() -> None:
    names = [f"Kolumn{number}" for number in range(1, 9)]
    wide = [Column(name.lower(), name, heading=name == "Kolumn1") for name in names]
    said = columns_left_out(wide)
    assert [(each.above, each.below) for each in said] == [
        ("", "u52"),
        ("w52", "u56"),
        ("w56", "u64"),
    ]
    assert said[0].words == "3 kolumner ryms inte: Kolumn6, Kolumn7, Kolumn8"
    assert said[-1].words == "1 kolumn ryms inte: Kolumn8"
    assert rooms(wide[:3]) == [0, 0, 0]


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
        usual = "".join(
            f"&kolumner={each}" for each in ("owner", "members", "level", "ends", "cost_ore")
        )
        address = f"/lista/?q=&omrade=Ekonomi{usual}&sortera=x"
        part = client.get(address, headers={"HX-Request": "true"})
        assert part["HX-Push-Url"] == "/lista/?omrade=Ekonomi"

    def test_how_close_rows_stand_is_remembered_and_leads_back_to_the_list(
        self, client: Client
    ) -> None:
        assert 'data-density="tat"' in client.get("/lista/").content.decode()
        asked = {"tathet": "rymlig", "next": "/lista/?omrade=Ekonomi"}
        assert client.post("/utseende/tathet/", asked).url == "/lista/?omrade=Ekonomi"
        assert 'data-density="rymlig"' in client.get("/lista/").content.decode()
        client.post("/utseende/tathet/", {"tathet": "<b>", "next": "https://example.org"})
        assert 'data-density="rymlig"' in client.get("/lista/").content.decode()

    def test_an_empty_answer_says_what_to_do(self, client: Client) -> None:
        assert "Ta bort ett filter" in client.get("/lista/?q=finnsinte").content.decode()
