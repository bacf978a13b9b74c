"""A report → PDF. No clock and no chance: the same report gives the same bytes."""

import io
from collections.abc import Sequence
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext, override
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Spacer,
)
from reportlab.platypus import Paragraph as Flowing

from samdrift.foundation.ui.charts import FlowChart, StackedBars, Timeline
from samdrift.foundation.ui.documents.lettering import (
    CAPTION,
    FOOT_SIZE,
    HEADINGS,
    LEAD,
    LINE,
    MUTED,
    NOTE,
    PLAIN,
    TEXT,
    TITLE,
    load_fonts,
)
from samdrift.foundation.ui.documents.pictures import drawn_bars, drawn_flows
from samdrift.foundation.ui.documents.report import (
    DocumentFacts,
    DocumentTable,
    Heading,
    NewPage,
    Paragraph,
    Part,
    Report,
)
from samdrift.foundation.ui.documents.tables import drawn_facts, drawn_table
from samdrift.foundation.ui.documents.timelines import drawn_timeline

SIDE, TOP, BOTTOM = 18 * mm, 17 * mm, 20 * mm


def pdf_bytes(report: Report) -> bytes:
    """The report as a PDF on A4 with embedded fonts, the document's language, outline and page numbers."""
    load_fonts()
    with override(report.language):
        return _built(report)


def _built(report: Report) -> bytes:
    file = io.BytesIO()
    made = _Sheets(
        file,
        pagesize=_size(report),
        leftMargin=SIDE,
        rightMargin=SIDE,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        title=str(report.title),
        author=str(report.source),
        creator="Samdrift",
        producer="Samdrift",
        subject=report.digest,
        lang=report.language,
        displayDocTitle=1,
        invariant=1,
    )
    frame = Frame(SIDE, BOTTOM, made.width, made.height, 0, 0, 0, 0)
    made.addPageTemplates(PageTemplate("page", [frame]))
    made.build(_flowables(report, made.width), canvasmaker=_numbering_canvas(report))
    return file.getvalue()


def _size(report: Report) -> tuple[float, float]:
    return landscape(A4) if report.landscape else A4


class _Sheets(BaseDocTemplate):
    """Headings go into the outline as they are placed."""

    headings = 0

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - the library's name
        if isinstance(flowable, _Outlined):
            self.headings += 1
            mark = f"heading-{self.headings}"
            self.canv.bookmarkPage(mark)
            self.canv.addOutlineEntry(flowable.words, mark, level=flowable.level)


class _Outlined(Flowing):
    """A heading that also stands in the outline, at its level."""

    def __init__(self, words: str, words_style: ParagraphStyle, level: int) -> None:
        super().__init__(escape(words), words_style)
        self.words, self.level = words, level


def _numbering_canvas(report: Report) -> type[Canvas]:
    """A canvas that writes «page 2 of 7» and the digest in every foot, when the number of pages is known."""

    class Numbered(Canvas):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.sheets: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - the library's name
            self.sheets.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]

        def save(self) -> None:
            for place, sheet in enumerate(self.sheets, 1):
                self.__dict__.update(sheet)
                _foot(self, report, place, len(self.sheets))
                super().showPage()
            super().save()

    return Numbered


def _foot(canvas: Canvas, report: Report, page: int, pages: int) -> None:
    width = _size(report)[0]
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.4)
    canvas.line(SIDE, BOTTOM - 9, width - SIDE, BOTTOM - 9)
    canvas.setFont(PLAIN, FOOT_SIZE)
    canvas.setFillColor(MUTED)
    told = f"{report.source} · {report.title}"
    canvas.drawString(SIDE, BOTTOM - 19, told if len(told) < 95 else told[:94] + "…")
    numbers = gettext("Page %(page)s of %(pages)s") % {"page": page, "pages": pages}
    canvas.drawRightString(width - SIDE, BOTTOM - 19, numbers)
    if report.digest:
        canvas.drawString(SIDE, BOTTOM - 29, f"SHA-256 {report.digest}")


def _flowables(report: Report, width: float) -> list[Flowable]:
    story: list[Flowable] = [_Outlined(str(report.title), TITLE, 0)]
    if report.lead:
        story.append(Flowing(escape(str(report.lead)), LEAD))
    if report.facts:
        story.append(drawn_facts(DocumentFacts(report.facts), width))
    for part in report.parts:
        story += _drawn(part, width)
    return story


def _drawn(part: Part, width: float) -> list[Flowable]:
    match part:
        case Heading(words, level):
            return [CondPageBreak(30 * mm), _Outlined(str(words), HEADINGS[level], level)]
        case Paragraph(words, muted):
            text = escape(str(words)).replace("\n", "<br/>")
            return [Flowing(text, NOTE if muted else TEXT)]
        case DocumentFacts():
            return [drawn_facts(part, width), Spacer(0, 5)] if part.pairs else []
        case DocumentTable():
            return [*_caption(part.caption), drawn_table(part, width), Spacer(0, 8)]
        case StackedBars():
            return _under_caption(part.title, [drawn_bars(part, width)])
        case FlowChart():
            return _under_caption(part.title, [drawn_flows(part, width)])
        case Timeline():
            return _under_caption(part.title, drawn_timeline(part, width))
        case NewPage():
            return [PageBreak()]


def _caption(words: object) -> list[Flowable]:
    return [CondPageBreak(34 * mm), Flowing(escape(str(words)), CAPTION)] if words else []


def _under_caption(words: object, drawings: Sequence[Flowable]) -> list[Flowable]:
    """Drawings with their caption on the page of the first; nothing where nothing is drawn."""
    if not drawings:
        return []
    first, *rest = drawings
    return [KeepTogether([*_caption(words), first]), *rest, Spacer(0, 8)]
