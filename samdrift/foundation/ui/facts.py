"""A fact that leads on to a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LinkedFact:
    """Words among the facts of a page, and the address of the page about what they name."""

    words: str
    leads_to: str

    def __str__(self) -> str:
        return self.words
