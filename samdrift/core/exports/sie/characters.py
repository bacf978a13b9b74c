"""Text in CP437, the only character set that the format allows: replaced by a table, or refused, never dropped."""

import unicodedata
from dataclasses import dataclass

#: What is written instead of characters that CP437 or the format lacks. docs/methods/exports.md shows the same table.
INSTEAD = {
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2015": "-",
    "\u2212": "-",
    "\u2018": "'",
    "\u2019": "'",
    "\u201a": "'",
    "\u2032": "'",
    "\u00b4": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u2033": '"',
    "\u2026": "...",
    "\u2022": "*",
    "\u00d7": "x",
    "\u20ac": "EUR",
    "\u00a7": "par.",
    "\u00a9": "(c)",
    "\u00ae": "(R)",
    "\u2122": "TM",
    "\u00be": "3/4",
    "\u2009": " ",
    "\u202f": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\t": " ",
    "\n": " ",
    "\r": " ",
    "\\": "/",
    "\u00d8": "Ö",
    "\u00f8": "ö",
    "\u00b9": "1",
    "\u00b3": "3",
    "\u2192": "->",
    "\u00d0": "D",
    "\u00f0": "d",
    "\u0142": "l",
    "\u0141": "L",
}


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text as it can be written; what was replaced (from, to), and the characters that can't be written at all."""

    text: str
    replaced: tuple[tuple[str, str], ...] = ()
    refused: tuple[str, ...] = ()


def fit_to_cp437(text: str) -> Fitted:
    """The text with every character that CP437 has kept, and the rest replaced by the table.

    Composed first (a and a ring is å). A letter with a mark that CP437 lacks becomes the letter alone (š → s).
    Control characters and everything that nothing stands for are refused, and are left out of `text`.

    >>> fitted("Lön – drift, 5 €").text
    'Lön - drift, 5 EUR'
    """
    written: list[str] = []
    replaced: dict[str, str] = {}
    refused: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        instead = _instead(character)
        if instead is None:
            refused.append(character)
            continue
        written.append(instead)
        if instead != character:
            replaced[character] = instead
    return Fitted("".join(written), tuple(replaced.items()), tuple(dict.fromkeys(refused)))


def _instead(character: str) -> str | None:
    """What is written for a character: itself, its replacement, or nothing at all (None)."""
    if character in INSTEAD:
        return INSTEAD[character]
    if ord(character) < 32 or ord(character) == 127:
        return None
    if _is_written(character):
        return character
    letter = unicodedata.normalize("NFD", character)[0]
    return letter if letter != character and letter.isalpha() and _is_written(letter) else None


def _is_written(character: str) -> bool:
    try:
        character.encode("cp437")
    except UnicodeEncodeError:
        return False
    return True
