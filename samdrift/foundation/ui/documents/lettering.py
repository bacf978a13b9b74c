"""The report's font and its styles: the same Source Sans as on the pages, embedded."""

from pathlib import Path

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).resolve().parent.parent / "static" / "vendor" / "fonts"
PLAIN, STRONG = "SourceSans3", "SourceSans3-Semibold"

INK, MUTED = HexColor("#1f2933"), HexColor("#52606d")
LINE, TINT = HexColor("#c5ccd3"), HexColor("#f2f5f8")
ACCENT = HexColor("#0a4f7d")
#: The pages' eight series, as they are on a light ground.
SERIES: list[Color] = [
    HexColor(colour)
    for colour in (
        "#1f5f8b",
        "#c2702a",
        "#3f8050",
        "#8b4f8f",
        "#6f757e",
        "#a63d40",
        "#2b8c8c",
        "#8a6d1f",
    )
]


def load_fonts() -> None:
    """Make the two fonts known, once."""
    for name, file in ((PLAIN, "regular"), (STRONG, "semibold")):
        if name not in getRegisteredFontNames():
            registerFont(TTFont(name, str(FONTS / f"source-sans-3-{file}.ttf")))


def width_of(words: str, size: float, *, strong: bool = False) -> float:
    """How wide the words are, in points."""
    return float(stringWidth(words, STRONG if strong else PLAIN, size))


def style(
    name: str,
    size: float,
    *,
    strong: bool = False,
    colour: Color = INK,
    before: float = 0,
    after: float = 0,
    right: bool = False,
) -> ParagraphStyle:
    """A style of running text; sizes and spaces in points."""
    written = ParagraphStyle(
        name,
        fontName=STRONG if strong else PLAIN,
        fontSize=size,
        leading=size * 1.3,
        textColor=colour,
        spaceBefore=before,
        spaceAfter=after,
        splitLongWords=1,
    )
    if right:
        written.alignment = TA_RIGHT
    return written


TITLE = style("title", 20, strong=True, colour=ACCENT, after=5)
LEAD = style("lead", 11.5, colour=MUTED, after=9)
HEADINGS = {
    1: style("heading-1", 14, strong=True, before=13, after=5),
    2: style("heading-2", 11, strong=True, before=9, after=3),
}
TEXT = style("text", 10, after=5)
NOTE = style("note", 8.5, colour=MUTED, after=5)
CAPTION = style("caption", 9.5, strong=True, before=4, after=3)
FOOT_SIZE = 7.5
