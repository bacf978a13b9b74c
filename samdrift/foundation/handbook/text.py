"""The handbook's text, read from the files that it is written in: chapters, each with sections that have a place of
their own.

The files lie in `docs/handbook` and nowhere else; a package that is built takes them along (`tools/build_hook.py`).
Every second heading of README.md begins a chapter; every other file is one, after the last chapter that leads to it.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import slugify
from markdown_it.token import Token

from samdrift.foundation.ui.markdown import Picture, Places, html_of, tokens_of

FIRST_FILE = "README.md"
#: Where pictures are served below the static files.
PICTURES = "handbook"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a chapter under its heading. anchor: its place on the chapter's page; that of the beginning is the
    chapter's name. level: 1 for the beginning, 2 for what it holds.
    """

    chapter: str
    anchor: str
    title: str
    level: int
    html: SafeString
    words: str

    @property
    def key(self) -> str:
        return f"{self.chapter}#{self.anchor}"

    @property
    def url(self) -> str:
        page = reverse("handbook_chapter", args=[self.chapter])
        return page if self.level == 1 else f"{page}#{self.anchor}"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the handbook. The first section is what stands before any other heading."""

    name: str
    title: str
    sections: tuple[Section, ...]

    @property
    def url(self) -> str:
        return reverse("handbook_chapter", args=[self.name])


@dataclass(frozen=True, slots=True)
class Handbook:
    """beginning: what stands before the first chapter."""

    title: str
    beginning: SafeString
    chapters: tuple[Chapter, ...]

    def chapter(self, name: str) -> Chapter | None:
        return next((each for each in self.chapters if each.name == name), None)

    def section(self, key: str) -> Section | None:
        """By «chapter#place», or «chapter» for its beginning."""
        name, _mark, anchor = key.partition("#")
        chapter = self.chapter(name)
        sections = chapter.sections if chapter else ()
        return next((each for each in sections if each.anchor == (anchor or name)), None)

    @property
    def sections(self) -> Iterator[Section]:
        for chapter in self.chapters:
            yield from chapter.sections


@cache
def handbook() -> Handbook:
    """The handbook of the version that runs; read once."""
    return read_handbook(settings.HANDBOOK)


@dataclass(slots=True)
class _Part:
    """A heading of a file with what stands under it, until the next heading."""

    file: str
    level: int
    title: str
    tokens: list[Token]
    chapter: str = ""
    anchor: str = ""


def read_handbook(folder: Path) -> Handbook:
    """Raises ValueError for a link to a place that is not there."""
    files = {each.name: _parts_of(each) for each in sorted(folder.glob("*.md"))}
    chapters = _in_chapters(files)
    known = {(part.file, _place_in_file(part.title)): part for parts in chapters for part in parts}
    first_of = {parts[0].file: parts[0] for parts in reversed(chapters)}

    def places(file: str) -> Places:
        def link(said: str) -> str:
            return _address(unquote(said), file, known, first_of)

        return Places(link, lambda name: _picture(folder, name))

    opening = files[FIRST_FILE][0]
    return Handbook(
        opening.title,
        html_of(opening.tokens, places(FIRST_FILE)),
        tuple(
            Chapter(
                parts[0].chapter,
                parts[0].title,
                tuple(
                    Section(
                        part.chapter,
                        part.anchor,
                        part.title,
                        1 if part is parts[0] else 2,
                        html_of(part.tokens, places(part.file)),
                        _words_of(part.tokens),
                    )
                    for part in parts
                ),
            )
            for parts in chapters
        ),
    )


def _parts_of(path: Path) -> list[_Part]:
    parts: list[_Part] = []
    tokens = tokens_of(path.read_text(encoding="utf-8"))
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "heading_open" and token.level == 0:
            title = _words_of(tokens[index + 1 : index + 2])
            parts.append(_Part(path.name, int(token.tag[1:]), title, []))
            index += 3
        else:
            parts[-1].tokens.append(token)
            index += 1
    return parts


def _in_chapters(files: dict[str, list[_Part]]) -> list[list[_Part]]:
    """Each chapter as its parts, in the order that they are read."""
    chapters: list[list[_Part]] = []
    for part in files[FIRST_FILE][1:]:
        if part.level == 2:
            chapters.append([])
        chapters[-1].append(part)
    for name in [each for each in files if each != FIRST_FILE]:
        leads = [
            place
            for place, parts in enumerate(chapters)
            if any(name in link for part in parts for link in _links_in(part.tokens))
        ]
        chapters.insert(leads[-1] + 1 if leads else len(chapters), files[name])
    for parts in chapters:
        file = parts[0].file
        name = slugify(parts[0].title) if file == FIRST_FILE else file.removesuffix(".md")
        taken: set[str] = set()
        for part in parts:
            part.chapter = name
            part.anchor = _free(slugify(part.title) if taken else name, taken)
    return chapters


def _free(anchor: str, taken: set[str]) -> str:
    """A place that no other section of the chapter has."""
    number, wanted = 1, anchor
    while anchor in taken:
        number += 1
        anchor = f"{wanted}-{number}"
    taken.add(anchor)
    return anchor


def _links_in(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                yield str(child.attrGet("href") or "")


def _words_of(tokens: list[Token]) -> str:
    """What parts of a text say, without their marks."""
    said: list[str] = []
    for token in tokens:
        said.extend(
            " " if child.type in {"softbreak", "hardbreak"} else child.content
            for child in token.children or ()
            if child.type != "image"
        )
        said.append(" ")
    return " ".join("".join(said).split())


def _place_in_file(title: str) -> str:
    """A heading's place in its file as places for code write it: «Läsa in» is «läsa-in»."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _address(
    said: str,
    file: str,
    known: dict[tuple[str, str], _Part],
    first_of: dict[str, _Part],
) -> str:
    """Where a link of the handbook leads in the product."""
    if "://" in said or said.startswith(("mailto:", "/")):
        return said
    name, _mark, place = said.partition("#")
    found = known.get((name or file, place)) if place else first_of.get(name)
    if name == FIRST_FILE and not place:
        return reverse("handbook")
    if found is None:
        raise ValueError(f"{file}: {said} leads nowhere")
    page = reverse("handbook_chapter", args=[found.chapter])
    return page if found.anchor == found.chapter else f"{page}#{found.anchor}"


def _picture(folder: Path, said: str) -> Picture | None:
    path = folder / said
    if not path.is_file():
        return None
    width, height = _pixels_of(path)
    return Picture(static(f"{PICTURES}/{path.name}"), width, height)


def _pixels_of(path: Path) -> tuple[int, int]:
    """Width and height of a PNG, which stand in its first bytes."""
    with path.open("rb") as file:
        width, height = struct.unpack(">II", file.read(24)[16:24])
    return width, height
