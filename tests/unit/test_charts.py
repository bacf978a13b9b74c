"""Charts: escaped, told in words and in a table, without style attributes, and adding up."""

import datetime as dt
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.foundation.ui import charts
from samdrift.foundation.ui.charts.scale import round_to_scale, rounded_parts, steps

EVIL = "<script>alert(1)</script> & \"'"
WORDS = {"name": "bild", "title": f"Titel {EVIL}", "description": f"Beskrivning {EVIL}"}
DAY = dt.date


def every_chart() -> list[str]:
    series = [charts.Series(EVIL, [100, 0]), charts.Series("B", [50, 30])]
    return [
        charts.stacked_bars(
            charts.StackedBars(**WORDS, groups=[EVIL, "G"], series=series, unit=EVIL)
        ),
        charts.line_chart(
            charts.LineChart(**WORDS, places=[EVIL, "2010"], series=series, unit=EVIL)
        ),
        charts.time_axis(
            charts.Timeline(
                **WORDS,
                first=DAY(2008, 7, 1),
                last=DAY(2010, 1, 1),
                today=DAY(2009, 1, 1),
                spans=[
                    charts.Span(
                        EVIL,
                        DAY(2008, 1, 1),
                        DAY(2009, 6, 1),
                        DAY(2009, 3, 1),
                        note=EVIL,
                        said=EVIL,
                    )
                ],
            )
        ),
        charts.level_matrix(
            charts.Matrix(
                **WORDS, columns=[EVIL], rows=[charts.MatrixRow(EVIL, [charts.Cell(9, EVIL)], EVIL)]
            )
        ),
        charts.tile_map(
            charts.TileMap(**WORDS, tiles=[charts.Tile(EVIL, 0, 0, 7, EVIL)], level_words=[EVIL])
        ),
        charts.flow_chart(
            charts.FlowChart(
                **WORDS, sources=[EVIL], targets=[EVIL], flows=[charts.Flow(0, 0, 5)], unit=EVIL
            )
        ),
        charts.difference_bars(
            charts.DifferenceBars(
                **WORDS, groups=[EVIL, "G", "H"], before_ore=[100, 900, 5], after_ore=[350, 0, 5]
            )
        ),
        charts.compared_bars(
            charts.ComparedBars(
                **WORDS,
                groups=[EVIL, "G"],
                series=[charts.Series(EVIL, [-100, None]), charts.Series("B", [50, 0])],
                unit=EVIL,
                signed=True,
            )
        ),
    ]


@pytest.mark.parametrize("place", range(8))
def test_a_chart_is_well_formed_escaped_and_free_of_style(place: int) -> None:
    drawn = every_chart()[place]
    ET.fromstring(drawn)  # noqa: S314 - our own text; parsing it is the test
    assert "<script" not in drawn
    assert "style=" not in drawn
    assert not re.search(r"\son\w+=", drawn)


@pytest.mark.parametrize("place", [0, 1, 2, 4, 5, 6, 7])
def test_a_picture_has_a_name_a_description_and_its_numbers_in_a_table(place: int) -> None:
    figure = ET.fromstring(every_chart()[place])  # noqa: S314 - as above
    picture = figure.find("svg")
    assert picture is not None
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == picture[0].get("id") == "bild-title"
    assert picture.get("aria-describedby") == picture[1].get("id") == "bild-description"
    assert figure.find("details//table/thead") is not None


def drawn(line: ET.Element) -> list[tuple[float, float]]:
    """The parts of an upright line that are drawn, from y to y."""
    start, end = float(line.get("y1", 0)), float(line.get("y2", 0))
    dashes = line.get("stroke-dasharray")
    if dashes is None:
        return [(start, end)]
    dash, gap = map(float, dashes.split())
    tops = [start + place * (dash + gap) for place in range(100)]
    return [(top, min(top + dash, end)) for top in tops if top < end]


@pytest.mark.parametrize("place", range(len(every_chart())))
def test_no_upright_line_crosses_the_words_above_a_bar(place: int) -> None:
    picture = ET.fromstring(f"<p>{every_chart()[place]}</p>")  # noqa: S314  # our own
    words = [
        float(each.get("y", 0)) for each in picture.iter() if each.get("class") == "chart-label"
    ]
    for line in picture.iter():
        if line.tag.endswith("line") and line.get("x1") == line.get("x2"):
            for top, bottom in drawn(line):
                crossed = [y for y in words if top < y + 4 and bottom > y - 12]
                assert crossed == [], (
                    f"{line.get('class')} from {top} to {bottom} crosses {crossed}"
                )


def test_a_matrix_is_a_table_whose_cells_say_their_level() -> None:
    drawn = charts.level_matrix(
        charts.Matrix(
            **WORDS,
            columns=["Åmål", "Säffle"],
            rows=[charts.MatrixRow("GIS", [charts.Cell(3, "Samordning"), None])],
        )
    )
    assert '<td class="level" data-level="3">Samordning</td>' in drawn
    assert drawn.count("<td") == 2


def test_a_bar_of_ore_is_shown_in_thousands_that_add_up() -> None:
    thirds = [charts.Series(name, [3_333_333_33]) for name in "ABC"]
    drawn = charts.stacked_bars(
        charts.StackedBars(**WORDS, groups=["GIS"], series=thirds, unit="tkr", scale=100_000_000)
    )
    cells = re.findall(r'<td class="num">(\d+)</td>', drawn)
    assert cells == ["4", "3", "3", "10"]


def test_what_ends_before_the_window_has_no_bar_but_stays_in_the_table() -> None:
    old = charts.Span("Gammalt", DAY(2000, 1, 1), DAY(2001, 1, 1))
    drawn = charts.time_axis(
        charts.Timeline(**WORDS, first=DAY(2009, 1, 1), last=DAY(2010, 1, 1), spans=[old])
    )
    assert 'height="16"' not in drawn
    assert "2001-01-01" in drawn


def test_the_table_tells_the_first_day_and_not_where_the_window_begins() -> None:
    window = {"first": DAY(2009, 1, 1), "last": DAY(2010, 1, 1)}
    spans = [charts.Span("Längre", DAY(2003, 7, 1)), charts.Span("Okänd", None)]
    drawn = charts.time_axis(charts.Timeline(**WORDS, **window, spans=spans))
    known, unknown = re.findall(r"<tr>.*?</tr>", drawn, re.DOTALL)[1:]
    assert "2003-07-01" in known
    assert "2009-01-01" not in known + unknown
    assert len(re.findall(r'<rect class="span-ok" x="0%" y="\d+" width="100%"', drawn)) == 2


def test_the_table_has_no_column_that_nothing_is_known_of() -> None:
    window = {"first": DAY(2009, 1, 1), "last": DAY(2010, 1, 1)}
    use, agreement = (
        charts.Span("A", DAY(2009, 1, 1)),
        charts.Span("B", None, None, DAY(2009, 5, 1)),
    )
    for spans, notice, first in (([use], 0, 1), ([agreement], 1, 0), ([use, agreement], 1, 1)):
        drawn = charts.time_axis(charts.Timeline(**WORDS, **window, spans=spans))
        assert drawn.count('<th scope="col">Sista dag för uppsägning</th>') == notice
        assert drawn.count('<th scope="col">Från</th>') == first


def test_the_legend_has_each_colour_of_the_picture_once() -> None:
    window = {"first": DAY(2009, 1, 1), "last": DAY(2010, 1, 1)}
    words = [(charts.Urgency.OK, "Används"), (charts.Urgency.WARN, "Har slutat")]
    for states in (
        [charts.Urgency.OK],
        [charts.Urgency.WARN],
        [charts.Urgency.OK, charts.Urgency.WARN],
    ):
        spans = [charts.Span("A", DAY(2009, 1, 1), state=state) for state in states]
        drawn = charts.time_axis(charts.Timeline(**WORDS, **window, spans=spans, state_words=words))
        keys = re.findall(r'<rect class="span-(\w+)" width="22"', drawn)
        assert keys == [state.value for state in states]


def test_until_further_notice_runs_to_the_end_of_the_window() -> None:
    span = charts.Span("TRIO", DAY(2009, 1, 1))
    drawn = charts.time_axis(
        charts.Timeline(**WORDS, first=DAY(2009, 1, 1), last=DAY(2010, 1, 1), spans=[span])
    )
    assert 'x="0%" y="45" width="100%"' in drawn


def test_a_line_breaks_where_nothing_is_known() -> None:
    series = charts.Series("Plan", [1, None, 3, 4])
    drawn = charts.line_chart(
        charts.LineChart(**WORDS, places=list("abcd"), series=[series], unit="kr")
    )
    assert drawn.count("chart-line ") == 1
    assert drawn.count("<circle") == 3


@pytest.mark.parametrize(
    "empty",
    [
        lambda: charts.stacked_bars(charts.StackedBars(**WORDS, groups=[], series=[], unit="kr")),
        lambda: charts.line_chart(charts.LineChart(**WORDS, places=[], series=[], unit="kr")),
        lambda: charts.tile_map(charts.TileMap(**WORDS, tiles=[], level_words=[])),
        lambda: charts.flow_chart(
            charts.FlowChart(**WORDS, sources=[], targets=[], flows=[], unit="kr")
        ),
    ],
)
def test_a_chart_of_nothing_is_drawn_all_the_same(empty) -> None:
    ET.fromstring(empty())  # noqa: S314 - as above


@given(st.lists(st.integers(0, 10**12), max_size=12), st.sampled_from([1, 100, 100_000]))
def test_rounded_parts_add_up_and_none_is_off_by_a_unit(parts: list[int], scale: int) -> None:
    shown = rounded_parts(parts, scale)
    assert sum(shown) == round_to_scale(sum(parts), scale)
    assert all(abs(unit * scale - part) < scale for unit, part in zip(shown, parts, strict=True))


@given(st.floats(0.001, 1e12))
def test_steps_are_even_few_and_within(largest: float) -> None:
    marks = steps(largest)
    assert marks[0] == 0
    assert marks[-1] <= largest * 1.000001
    assert 2 <= len(marks) <= 6


ORE = st.integers(-(10**12), 10**12)


@given(st.lists(st.tuples(ORE, ORE), min_size=1, max_size=6))
def test_differences_stay_within_the_picture_and_lie_on_their_side(pairs) -> None:
    drawn = charts.difference_bars(
        charts.DifferenceBars(
            **WORDS,
            groups=[str(place) for place in range(len(pairs))],
            before_ore=[before for before, _after in pairs],
            after_ore=[after for _before, after in pairs],
        )
    )
    bars = re.findall(
        r'class="series-(\d) chart-part" x="([-\d.]+)%" y="\d+" width="([\d.]+)%"', drawn
    )
    changes = [after - before for before, after in pairs if after != before]
    assert [colour == "2" for colour, _x, _width in bars] == [change > 0 for change in changes]
    for _colour, x, width in bars:
        assert float(x) >= -0.01
        assert float(x) + float(width) <= 100.01


def test_compared_bars_leave_from_nought_to_both_sides() -> None:
    drawn = charts.compared_bars(
        charts.ComparedBars(
            **WORDS,
            groups=["A", "B"],
            series=[charts.Series("Ändring", [-30_000, 90_000])],
            unit="kr",
            scale=100,
            signed=True,
        )
    )
    below, above = (
        {name: float(each.get(name).rstrip("%")) for name in ("x", "width")}
        for each in ET.fromstring(drawn).iter("rect")  # noqa: S314 - our own text
    )
    assert below["x"] + below["width"] == above["x"]
    assert above["width"] == 3 * below["width"]
    assert "+900" in drawn
    assert "-300" in drawn.replace("−", "-")


def test_a_legend_holds_only_what_the_picture_holds() -> None:
    """A series of nothing has a column in the table and no colour in the legend."""
    words = {"name": "bild", "title": "Kostnad", "description": "", "unit": "tkr"}
    nothing = [
        charts.stacked_bars(
            charts.StackedBars(
                **words,
                groups=["2009"],
                series=[charts.Series("Drift", [5]), charts.Series("Omställning", [0])],
            )
        ),
        charts.line_chart(
            charts.LineChart(
                **words,
                places=["2009", "2010"],
                series=[charts.Series("Drift", [5, 6]), charts.Series("Omställning", [None, None])],
            )
        ),
    ]
    for html in nothing:
        legend = html[html.index("<ul") : html.index("</ul>")]
        assert ("Drift" in legend, "Omställning" in legend) == (True, False)
        assert "Omställning" in html
