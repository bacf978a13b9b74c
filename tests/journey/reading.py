"""Pages as a machine reads them: figures with their names, tables with their sums, words, links."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from typing import ClassVar
from urllib.parse import parse_qsl, urlsplit

from django.test import Client

from samdrift.foundation.organisations.models import Person

NOT_FOLLOWED = ("/static", "/api", "/konto", "/media")
SAME_PAGE = {
    "ar",
    "slag",
}  # parameters that make another page of figures; others only sort, filter and page
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
MANY = 3  # so many pages of one pattern are read; the fourth is made by the same template


@dataclass
class Cell:
    words: str = ""
    span: int = 1
    is_numeric: bool = False


@dataclass
class Row:
    """A row of a table; part: one that says what others are made of and is not added."""

    section: str
    part: bool = False
    cells: list[Cell] = field(default_factory=list)

    @property
    def places(self) -> list[str]:
        """The words of each column, empty where a cell spans on; a number stands in the last column that it spans."""
        found: list[str] = []
        for cell in self.cells:
            rest = [""] * (cell.span - 1)
            found += [*rest, cell.words.strip()] if cell.is_numeric else [cell.words.strip(), *rest]
        return found


@dataclass
class Drawn:
    """A chart: the values written in its picture, and the table of the same numbers."""

    name: str
    values: list[str] = field(default_factory=list)
    table: list[Row] = field(default_factory=list)


class Reader(HTMLParser):
    """Everything of a page that is compared with other pages."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.figures: list[tuple[str, str]] = []
        self.tables: list[list[Row]] = []
        self.links: list[str] = []
        self.kpis: list[tuple[str, str]] = []
        self.total: int | None = None
        self.charts: list[Drawn] = []
        self.words: list[str] = []
        self.anchors: list[tuple[str, str]] = []
        self.options: list[tuple[str, str, int]] = []
        self._boxes: dict[str, tuple[str, str]] = {}
        self._counted = ""
        self._anchor: tuple[str, list[str]] | None = None
        self._open: list[tuple[str, dict[str, str]]] = []
        self._inside: list[list[Row]] = []
        self._kpi = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "data-figure" in values:
            self.figures.append((values["data-figure"], values["value"]))
        if "data-total" in values:
            self.total = int(values["data-total"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
            self._anchor = (values["href"], [])
            if "kpi-label" in values.get("class", ""):
                self.kpis.append((self._kpi.strip(), values["href"]))
        if "kpi-value" in values.get("class", ""):
            self._kpi = ""
        self._note_choice(tag, values)
        if tag not in VOID:
            self._open.append((tag, values))
        if tag == "table":
            self.tables.append([])
            self._inside.append(self.tables[-1])
        elif tag == "tr" and self._inside:
            sections = [each for each, _values in self._open if each in {"thead", "tbody", "tfoot"}]
            section = sections[-1] if sections else "tbody"
            self._inside[-1].append(Row(section, "data-part" in values))
        elif tag in {"td", "th"} and self._inside and self._inside[-1]:
            numeric = "num" in values.get("class", "").split()
            self._inside[-1][-1].cells.append(Cell("", int(values.get("colspan", 1)), numeric))
        self._begin_chart(tag, values)

    def _begin_chart(self, tag: str, values: dict[str, str]) -> None:
        classes = values.get("class", "").split()
        if tag == "figure" and "chart" in classes:
            self.charts.append(Drawn(values.get("id", "")))
        elif tag == "text" and "chart-value" in classes and self.charts:
            self.charts[-1].values.append("")
        elif tag == "table" and self.charts and any(each == "figure" for each, _v in self._open):
            self.charts[-1].table = self.tables[-1]

    def _note_choice(self, tag: str, values: dict[str, str]) -> None:
        """A box of a filter, and where the number of its rows stands; a row's own box has no place."""
        if values.get("type") == "checkbox" and "id" in values:
            self._boxes[values["id"]] = (values.get("name", ""), values.get("value", ""))
        self._counted = values.get("id", "").removesuffix("-count") if tag == "span" else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._inside:
            self._inside.pop()
        if tag == "a" and self._anchor:
            address, words = self._anchor
            self.anchors.append((" ".join("".join(words).split()), address))
            self._anchor = None
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        if self._anchor:
            self._anchor[1].append(data)
        if self._counted in self._boxes:
            self.options.append((*self._boxes[self._counted], int(re.sub(r"\D", "", data))))
            self._counted = ""
        names = [values.get("class", "") for _tag, values in self._open]
        tags = {tag for tag, _values in self._open}
        if tags & {"script", "style"}:
            return
        if any("kpi-value" in name for name in names):
            self._kpi += data
        if any("chart-value" in name for name in names) and self.charts:
            self.charts[-1].values[-1] += data
        if "code" not in tags and "pre" not in tags:
            self.words.append(data)
        hidden = any(
            "ds-sr-only" in name or "cell-note" in name or "small" in name.split() for name in names
        )
        if not hidden and tags & {"td", "th"} and self._inside and self._inside[-1]:
            cells = self._inside[-1][-1].cells
            if cells:
                cells[-1].words += data


def number(words: str) -> float | None:
    """What a cell says, where it is a number or an amount."""
    bare = re.sub(r"\s", "", words).removesuffix("kr").removeprefix("+").removeprefix("≈")
    bare = bare.replace("\u2212", "-").replace(",", ".")
    return float(bare) if re.fullmatch(r"-?\d+(\.\d+)?", bare) else None


def wrong_sums(table: list[Row]) -> Iterator[str]:
    """Every sum under a table that is not the sum of its column."""
    body = [row.places for row in table if row.section == "tbody"]
    for row in table:
        if row.section != "tfoot" or row.part:
            continue
        for place, words in enumerate(row.places):
            said = number(words)
            if said is None:
                continue
            total = sum(number(each[place]) or 0 for each in body if place < len(each))
            if abs(total - said) > 0.001:
                yield f"{row.places[0]}: {words} under rows that make {total:.2f}"


def pattern(address: str) -> str:
    """Addresses of one kind of page: numbers and digests stand for each other."""
    return re.sub(r"/[0-9a-f]{12}(?=/)", "/N", re.sub(r"\d+", "N", urlsplit(address).path))


@dataclass(frozen=True)
class Answer:
    """What somebody is answered who opens an address; html: the page, empty where it is none."""

    status: int
    leads_to: str
    html: str


class Visitor:
    """Somebody who opens pages of the walked demonstration as nobody has changed it: each is read once of all tests."""

    read: ClassVar[dict[tuple[str, str], Answer]] = {}

    def __init__(self, who: str) -> None:
        self.who = who

    @cached_property
    def client(self) -> Client:
        client = Client()
        client.force_login(Person.objects.get(email=f"{self.who}@demo.example"))
        return client

    def opens(self, address: str) -> Answer:
        key = self.who, address
        if key not in self.read:
            answer = self.client.get(address)
            is_page = "text/html" in answer.get("Content-Type", "") and not answer.streaming
            html = answer.text if is_page else ""
            self.read[key] = Answer(answer.status_code, answer.get("Location", ""), html)
        return self.read[key]


def walk_pages(who: str, *, first: str = "/", many: int = MANY) -> Iterator[tuple[str, Reader]]:
    """Every page that links lead somebody to from `first`, at most `many` of each kind."""
    visitor = Visitor(who)
    waiting, known, read = deque([first]), {first}, Counter[str]()
    while waiting:
        address = waiting.popleft()
        kind = pattern(address)
        if read[kind] >= many:
            continue
        read[kind] += 1
        answer = visitor.opens(address)
        if answer.status != 200 or not answer.html:
            continue
        page = Reader(answer.html)
        yield address, page
        for link in page.links:
            parts = urlsplit(link)
            path = parts.path or urlsplit(address).path
            asked = dict(parse_qsl(parts.query))
            outside = parts.scheme or parts.netloc or not path.startswith("/")
            if outside or path.startswith(NOT_FOLLOWED) or set(asked) - SAME_PAGE:
                continue
            found = f"{path}?{parts.query}" if parts.query else path
            if found not in known:
                known.add(found)
                waiting.append(found)
