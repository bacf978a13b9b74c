"""What every chart on paper is drawn of."""

from typing import Literal

from reportlab.graphics.shapes import Rect, String
from reportlab.lib.colors import Color

from samdrift.foundation.ui.documents.lettering import INK, PLAIN, width_of

Anchor = Literal["start", "middle", "end"]
SIZE = 8.5


def filled_box(x: float, y: float, width: float, height: float, colour: Color) -> Rect:
    box = Rect(x, y, width, height)
    box.fillColor, box.strokeColor = colour, None
    return box


def line_of_text(
    x: float, y: float, words: str, colour: Color = INK, anchor: Anchor = "start"
) -> String:
    return String(x, y, words, fontName=PLAIN, fontSize=SIZE, fillColor=colour, textAnchor=anchor)


def cut_to_width(words: str, width: float) -> str:
    """The words, cut with an ellipsis where they are too wide."""
    if width_of(words, SIZE) <= width:
        return words
    while words and width_of(words + "…", SIZE) > width:
        words = words[:-1]
    return words.rstrip() + "…"
