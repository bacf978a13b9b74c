"""Reports on paper: what is said stands there, in Swedish letters, on every page, and always in the same bytes."""

import datetime as dt
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from samdrift.foundation.ui.charts import (
    Flow,
    FlowChart,
    Series,
    Span,
    StackedBars,
    Timeline,
    Urgency,
)
from samdrift.foundation.ui.documents import (
    DocumentFacts,
    DocumentTable,
    Heading,
    NewPage,
    Paragraph,
    Report,
    as_pdf,
    pdf_bytes,
)

DIGEST = "0123456789abcdef" * 4


def read(report: Report) -> PdfReader:
    return PdfReader(io.BytesIO(pdf_bytes(report)))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.fixture
def whole() -> Report:
    return Report(
        title="Avräkning 2009 – Dalsland",
        lead="Vem betalar <vem> & varför",
        facts=[("Gjord av", "Åsa Öberg"), ("År", 2009)],
        digest=DIGEST,
        parts=[
            Heading("Översikt"),
            Paragraph("En rad\noch en till − § …"),
            FlowChart(
                name="flode",
                title="Betalningar",
                description="",
                unit="kr",
                sources=["Bengtsfors", "Dals-Ed"],
                targets=["Åmål"],
                flows=[Flow(0, 0, 2_212_795), Flow(1, 0, 1_122_976)],
            ),
            StackedBars(
                name="staplar",
                title="Kostnad",
                description="",
                unit="tkr",
                scale=100_000,
                groups=["Färgelanda"],
                series=[Series("Licens", [15_000_000]), Series("Drift", [2_500_000])],
            ),
            Heading("Alla debiteringar", 2),
            DocumentTable(
                heads=["Vad kostnaden avser", "Belopp, kronor"],
                numeric=[1],
                rows=[[f"Telefoni {place}", "1\u00a0234,50"] for place in range(120)],
                foot=["Summa", "148\u00a0140,00"],
            ),
            NewPage(),
            DocumentFacts([("Sist", "slut")]),
        ],
    )


def test_the_same_report_is_the_same_bytes(whole: Report) -> None:
    assert pdf_bytes(whole) == pdf_bytes(whole)


def test_everything_said_stands_there(whole: Report) -> None:
    told = words(read(whole))
    for said in (
        "Avräkning 2009 – Dalsland",
        "Vem betalar <vem> & varför",
        "Åsa Öberg",
        "och en till − § …",
        "Dals-Ed",
        "2 212 795",
        "175 tkr",
        "Telefoni 119",
        "148 140,00",
        "slut",
    ):
        assert said in told.replace("\u00a0", " "), said


def test_every_page_has_its_number_and_the_digest_and_heads_are_repeated(whole: Report) -> None:
    pages = [page.extract_text() for page in read(whole).pages]
    assert len(pages) > 3
    for place, page in enumerate(pages, 1):
        assert f"Sida {place} av {len(pages)}" in page
        assert DIGEST in page
    assert all("Vad kostnaden avser" in page for page in pages if "Telefoni" in page)


def test_metadata_language_outline_and_embedded_fonts(whole: Report) -> None:
    reader = read(whole)
    assert reader.metadata is not None
    assert reader.metadata.title == "Avräkning 2009 – Dalsland"
    assert reader.trailer["/Root"]["/Lang"] == "sv"
    assert [each.title for each in reader.outline if not isinstance(each, list)] == [whole.title]
    fonts = [
        font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()
    ]
    ours = [font for font in fonts if "SourceSans3" in font["/BaseFont"]]
    assert ours
    assert all("/FontFile2" in font["/FontDescriptor"] for font in ours)


def test_a_number_is_never_broken_and_a_wide_table_shrinks() -> None:
    row = ["Ett långt namn på en gemensam applikation i samverkan"] * 3 + [
        "123\u00a0456\u00a0789,00"
    ] * 5
    reader = read(
        Report(
            title="Bred", parts=[DocumentTable(heads=["Rubrik"] * 8, rows=[row], numeric_from=3)]
        )
    )
    assert reader.pages[0].extract_text().count("123 456 789,00") == 5


def test_the_answer_is_a_file_with_a_safe_name() -> None:
    answer = as_pdf(Report(title="Något"), "Avräkning 2009/å")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Avr-kning-2009.pdf"'


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=400), st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_any_text_can_be_printed(text: str, cells: list[str]) -> None:
    table = DocumentTable(
        heads=[f"h{place}" for place in range(len(cells))], rows=[cells], numeric=[0]
    )
    report = Report(title=text, lead=text, facts=[(text, text)], parts=[Paragraph(text), table])
    assert len(read(report).pages) >= 1


def test_a_value_longer_than_a_page_goes_on_over_the_next() -> None:
    long = "ord " * 4000
    assert len(read(Report(title="Lång", facts=[("Skäl", long)])).pages) > 1


def test_a_time_axis_is_drawn_whole_over_as_many_pages_as_it_takes() -> None:
    """Every name stands there once, also of what is on no day of the window; the legend only of what is drawn."""
    spans = [
        Span(
            label=f"Område {place}",
            note="Åmål",
            starts_on=dt.date(2009, 1, 1) + dt.timedelta(days=20 * place),
            ends_on=None if place % 2 else dt.date(2011, 6, 30),
            notice_on=dt.date(2010, 6, 30) if place % 3 else None,
            state=Urgency.WARN if place % 5 else Urgency.OK,
        )
        for place in range(60)
    ]
    chart = Timeline(
        name="axel",
        title="Vem som går över",
        description="",
        spans=spans,
        first=dt.date(2009, 1, 1),
        last=dt.date(2010, 12, 31),
        today=dt.date(2009, 5, 1),
        span_words="I tid",
        state_words=[(Urgency.WARN, "Senare än planen"), (Urgency.DANGER, "Försenat")],
    )
    found = words(read(Report(title="Plan", parts=[chart], landscape=True)))
    assert [found.count(f"Område {place} ") for place in range(60)] == [1] * 60
    assert ("I tid" in found, "Senare än planen" in found, "Försenat" in found) == (
        True,
        True,
        False,
    )
    assert found.count("2010") >= 3  # the scale stands above each part
