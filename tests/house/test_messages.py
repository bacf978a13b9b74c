"""The Swedish of the house: one message has one Swedish text, wherever it stands."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2] / "samdrift"


def swedish(entry: polib.POEntry) -> tuple[str, ...]:
    """The texts of a message: one, or one for each plural form."""
    return tuple(entry.msgstr_plural.values()) if entry.msgid_plural else (entry.msgstr,)


def entries() -> Iterator[tuple[str, polib.POEntry]]:
    """Every message with the room that says it."""
    for path in sorted(ROOT.rglob("locale/sv/LC_MESSAGES/django.po")):
        for entry in polib.pofile(str(path)):
            yield path.parents[3].name, entry


def test_a_message_is_the_same_in_every_room() -> None:
    """The order of rooms would decide which text wins on every page: two meanings have two messages, or a context."""
    said: dict[tuple[str | None, str], dict[tuple[str, ...], list[str]]] = defaultdict(dict)
    for room, entry in entries():
        said[entry.msgctxt, entry.msgid].setdefault(swedish(entry), []).append(room)
    assert {message: texts for message, texts in said.items() if len(texts) > 1} == {}


#: Stiff, foreign or another word than the glossary's: what an officer would not say aloud, with the word instead.
NOT_SAID = {
    r"vänligen": "nothing: the sentence without it",
    r"erhåll\w*|tillhandahåll\w*|ombesörj\w*": "får, ger, ordnar",
    r"orsak(en)?": "skäl",
    r"ställföreträd\w*": "biträdande systemägare",
    r"(?<!får )kasta(s|de|d)?|släng\w*": "ta bort",
    r"drivs|driva": "driftas, drifta",
    r"förändringsbesked": "avisering",
    r"mail|mailas|checka|boka av|e-maila": "mejl, kontrollera",
    r"user|item|value|error": "Swedish",
}


FILLED_IN = re.compile(r"%\(\w+\)[sd]|</?\w+>")


def test_no_message_uses_a_word_that_an_officer_would_not_say() -> None:
    said = [
        f"{room}: {word}: {text}"
        for room, entry in entries()
        for text in (FILLED_IN.sub("", each) for each in swedish(entry))
        for word in NOT_SAID
        if re.search(rf"\b({word})\b", text, re.IGNORECASE) or "«" in text
    ]
    assert said == []
