"""A policy as somebody has written it, in Word or with marks (Markdown), as a document of chapters and clauses.

Headings become chapters, and every paragraph and item of a list under them a clause. What is to be measured is chosen
on pages afterwards.
"""

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zipfile import BadZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from samdrift.core.tables.safety import unpacked_size
from samdrift.decisions.governance.models import Body
from samdrift.decisions.policy.convert import FORMAT
from samdrift.foundation.ui.markdown import tokens_of

ENDINGS = (".docx", ".md", ".txt")
#: A text unpacks to some hundred kilobytes; what is larger is pictures, or meant to fill the memory.
MOST_UNPACKED = 50_000_000
#: A policy that says no last day is taken to hold for four whole years more.
YEARS = 4
LONGEST_TITLE, LONGEST_CHAPTER = 160, 120
_HEADING = re.compile(r"(?:heading|rubrik) (\d)$", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<number>\d{1,3})[.)]?\s+(?P<title>\S.*)$")


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """A heading, or a paragraph or item. level: of a heading, 1 for the title's; 0 for what is none."""

    level: int
    words: str


def read_written_policy(content: bytes, file_name: str, first: dt.date) -> dict[str, Any]:
    """The policy in a file of text, in the format samdrift-policy/1, holding from a day.

    Raises ValidationError, in words, for what can't be read or has no clause.
    """
    if file_name.lower().endswith(".docx"):
        parts = list(_parts_of_word(content))
    else:
        parts = list(_parts_of_marks(_decode(content)))
    return _as_document(parts, file_name, first)


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _parts_of_word(content: bytes) -> Iterator[WrittenPart]:
    if unpacked_size(content) > MOST_UNPACKED:
        raise ValidationError(_("The document is too large to be read: take the pictures out."))
    try:
        paragraphs = Document(io.BytesIO(content)).paragraphs
    except (PackageNotFoundError, BadZipFile, LxmlError, KeyError, ValueError, OSError) as wrong:
        raise ValidationError(
            _("The document can't be read. Save it as .docx without a password.")
        ) from wrong
    for paragraph in paragraphs:
        yield WrittenPart(_level_in_word(paragraph), paragraph.text)


def _level_in_word(paragraph: Paragraph) -> int:
    """The level of a heading by its style, which Word calls by the same name in every language; else 0."""
    name = (paragraph.style.name if paragraph.style else None) or ""
    if name.lower() in {"title", "rubrik"}:
        return 1
    found = _HEADING.match(name)
    return int(found[1]) if found else 0


def _parts_of_marks(text: str) -> Iterator[WrittenPart]:
    level = 0
    for token in tokens_of(text):
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "inline":
            said = [
                " " if each.type.endswith("break") else each.content
                for each in token.children or ()
            ]
            yield WrittenPart(level, "".join(said))
            level = 0


def _as_document(parts: Sequence[WrittenPart], file_name: str, first: dt.date) -> dict[str, Any]:
    told = [WrittenPart(each.level, " ".join(each.words.split())) for each in parts]
    told = [each for each in told if each.words]
    title, told = _take_title(told, file_name)
    top = min((each.level for each in told if each.level), default=0)
    chapters: list[dict[str, str]] = []
    clauses: list[dict[str, Any]] = []
    below = ""  # a lower heading, said with the clause that follows it
    for part in told:
        if part.level and part.level == top:
            chapters.append(_chapter(part.words, chapters))
            below = ""
        elif part.level:
            below = part.words.rstrip(".:")
        else:
            if not chapters:
                chapters.append({"number": "0", "title": pgettext("of a text", "Introduction")})
            number = chapters[-1]["number"]
            place = 1 + sum(each["chapter"] == number for each in clauses)
            text = f"{below}. {part.words}" if below else part.words
            clauses.append({"id": f"{number}.{place}", "chapter": number, "text": text})
            below = ""
    if not clauses:
        raise ValidationError(_("The text has no paragraphs, so there are no clauses to read."))
    last = dt.date(first.year + YEARS, 12, 31)
    return {
        "format": FORMAT,
        "title": title,
        "valid_from": first.isoformat(),
        "valid_until": last.isoformat(),
        "documents": [{"name": title[:LONGEST_CHAPTER], "decided_by": Body.COUNCIL.value}],
        "chapters": chapters,
        "clauses": clauses,
        "goals": [],
    }


def _take_title(told: Sequence[WrittenPart], file_name: str) -> tuple[str, list[WrittenPart]]:
    """The title and the rest: the first heading where it is alone at its level, else the file's name."""
    heads = [each for each in told if each.level]
    is_alone = len(heads) > 1 and all(each.level > heads[0].level for each in heads[1:])
    if heads and is_alone:
        return heads[0].words[:LONGEST_TITLE], [each for each in told if each is not heads[0]]
    return file_name.rpartition(".")[0][:LONGEST_TITLE] or _("IT policy"), list(told)


def _chapter(words: str, before: Sequence[dict[str, str]]) -> dict[str, str]:
    """A chapter by its heading: its own number where it has one that is free, else the next."""
    taken = {each["number"] for each in before}
    found = _NUMBERED.match(words)
    if found and found["number"] not in taken:
        return {"number": found["number"], "title": found["title"][:LONGEST_CHAPTER]}
    highest = max((int(each) for each in taken), default=0)
    title = found["title"] if found else words
    return {"number": str(highest + 1), "title": title[:LONGEST_CHAPTER]}
