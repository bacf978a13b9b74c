"""What a report says, without how it looks."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

from samdrift.foundation.ui.charts import FlowChart, StackedBars, Timeline

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (a section) or 2 (within it); both stand in the document's outline."""

    words: Words
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; line breaks are kept. muted: for notes and sources."""

    words: Words
    muted: bool = False


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """Names and values, one pair a line."""

    pairs: Sequence[tuple[Words, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTable:
    """Rows under heads that are repeated on every page.

    numeric: the columns with numbers, counted from nought; they are aligned right and never broken.
    numeric_from: shorter way to say that every column from this one on has numbers.
    foot: a last row, the sum. caption: stands above. Text cells are broken over lines as need be.
    """

    heads: Sequence[Words]
    rows: Sequence[Sequence[object]]
    numeric: Sequence[int] = ()
    numeric_from: int | None = None
    foot: Sequence[object] | None = None
    caption: Words = ""

    def is_numeric(self, place: int) -> bool:
        """Whether the column at `place` holds numbers."""
        return place in self.numeric or (
            self.numeric_from is not None and place >= self.numeric_from
        )


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


Picture = StackedBars | FlowChart | Timeline
Part = Heading | Paragraph | DocumentFacts | DocumentTable | NewPage | Picture


@dataclass(frozen=True, kw_only=True)
class Report:
    """A document on A4.

    digest: the SHA-256 of what the report tells, in the foot of every page, so that paper can be held against
    the system. source: who made it, in the foot. landscape: for wide tables. language: the document's own.
    """

    title: Words
    lead: Words = ""
    facts: Sequence[tuple[Words, object]] = ()
    parts: Sequence[Part] = field(default_factory=tuple)
    digest: str = ""
    source: Words = "Samdrift"
    landscape: bool = False
    language: str = "sv"
