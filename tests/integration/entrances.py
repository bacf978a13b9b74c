"""Every entrance there is, found by following what the product itself offers: links, filters, files and the API."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.urls.exceptions import Resolver404
from pypdf import PdfReader

from samdrift.entrances.api.views import schema
from samdrift.foundation.organisations.models import Person

#: Of the sign-in library, and what is not read but done.
LEFT_OUT = re.compile(
    r"^(openid_connect|oidc|socialaccount|account_|set_language|choose_scheme|javascript-catalog|api-1|api_openapi|api_description|api-root|sign_out|logout)"
)
EACH_ROUTE, EACH_QUESTION = 2, 1  # addresses of one page; answers of one filter or sorting
_LINK = re.compile(r'(?:href|hx-get|action)="([^"#]+)')
_FORM = re.compile(r"<form[^>]*method=\"get\".*?</form>", re.DOTALL | re.IGNORECASE)
_SELECT = re.compile(r'<select[^>]*name="([^"]+)".*?</select>', re.DOTALL)
_OPTION = re.compile(r'<option[^>]*value="([^"]+)"')
_TICK = re.compile(r"<input[^>]*type=\"(?:checkbox|radio)\"[^>]*>")
_SEARCH = re.compile(r"<input[^>]*type=\"search\"[^>]*>")
_VOLATILE = re.compile(
    r'(<dcterms:(?:created|modified)[^<]*<|name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": ?"[^"]*"|'
    r'nonce="[^"]*"|csrf[^"]*"[^"]*"|name="row_version" value="[^"]*"|räknat [\d-]{10} \d\d:\d\d)',
    re.IGNORECASE,
)


def signed_in(reader: Person | None, secret: str = "") -> Client:
    """A browser of a reader's, or a program with the secret of a token."""
    client = Client(headers={"Authorization": f"Bearer {secret}"} if secret else None)
    if reader is not None:
        client.force_login(reader)
    return client


def read(client: Client, address: str) -> str:
    """What is answered to a question, also inside files; empty for a refusal."""
    answer = client.get(address)
    assert answer.status_code < 500, address
    return "" if answer.status_code >= 300 else inside(answer)


def inside(answer: Any) -> str:
    """What an answer says, whatever kind of file it is."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return _inside(content)


def _inside(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(content))
        return " ".join(_inside(archive.read(name)) for name in sorted(archive.namelist()))
    return content.decode(errors="replace")


_POSTS = re.compile(r"<form[^>]*method=\"post\"[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)
_ACTION = re.compile(r'action="([^"]+)"')
_INPUT = re.compile(r"<input([^>]*)>")
_AREA = re.compile(r'<textarea[^>]*name="([^"]+)"')
_CHOSEN = re.compile(r'<option[^>]*value="([^"]+)"[^>]*selected')


def acts_of(answer: str, address: str) -> Iterator[str]:
    """Where the forms of a page send what is done."""
    for form in _POSTS.findall(answer):
        found = _ACTION.search(form.split(">", 1)[0])
        path = urlsplit(urljoin(address, unescape(found.group(1)) if found else address)).path
        if not LEFT_OUT.match(resolve(path).url_name or ""):
            yield path


def filled_in(answer: str) -> dict[str, str]:
    """What the forms of a page would send: what stands there, else the first choice, else a word."""
    values: dict[str, str] = {}
    for form in _POSTS.findall(answer):
        for given in _INPUT.findall(form):
            named = dict(re.findall(r'([a-z-]+)="([^"]*)"', given))
            if named.get("name") and named.get("type") not in {"file", "submit"}:
                dated = "2009-02-01" if named.get("type") == "date" else "1"
                values.setdefault(unescape(named["name"]), unescape(named.get("value") or dated))
        for select in _SELECT.finditer(form):
            choices = _CHOSEN.findall(select.group(0)) or _OPTION.findall(select.group(0))
            if choices:
                values[select.group(1)] = unescape(choices[0])
        values |= dict.fromkeys(_AREA.findall(form), "Ord")
    return values


def searches(addresses: Iterable[str]) -> set[str]:
    """The addresses that search, each without its word: «/avtal/?q=»."""
    return {each.partition("q=")[0] + "q=" for each in addresses if re.search(r"[?&]q=", each)}


def said(answer: str) -> str:
    """The words of an answer as one line: nothing that differs between two readings of the same."""
    plain = _VOLATILE.sub("", answer).replace("&nbsp;", " ")
    return re.sub(r"[\s\u00a0\u202f]+", " ", unescape(plain)).casefold()


def difference(one: str, other: str) -> str:
    """Where two answers part, in a few words; empty where they say the same."""
    if one == other:
        return ""
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    start = max(start - 80, 0)
    return f"«{one[start : start + 240]}» / «{other[start : start + 240]}»"


def _routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str]]:
    """The name and the pattern of every page and operation."""
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _routes(each, route)
        elif isinstance(each, URLPattern) and each.name and not LEFT_OUT.match(each.name):
            yield each.name, route


def _asked_of(address: str) -> str:
    return resolve(address.split("?", maxsplit=1)[0]).route


@dataclass
class Crawl:
    """Addresses found by some readers. words: what is asked of every field that searches."""

    words: tuple[str, ...]
    found: dict[str, None] = field(default_factory=dict)
    taken: Counter[tuple[str, ...]] = field(default_factory=Counter)
    waiting: list[str] = field(default_factory=list)

    def offer(self, addresses: Iterable[str], base: str = "/") -> None:
        for each in addresses:
            parts = urlsplit(urljoin(base, unescape(each)))
            if parts.netloc or not parts.path.startswith("/"):
                continue
            asked = parse_qsl(parts.query)
            address = f"{parts.path}?{urlencode(asked)}" if asked else parts.path
            if address in self.found:
                continue
            try:
                match = resolve(parts.path)
            except Resolver404:
                continue
            if not match.url_name or LEFT_OUT.match(match.url_name):
                continue
            page = match.route
            question = tuple(
                sorted(f"{k}={v}" if k in {"sortera", "exportera"} else k for k, v in asked)
            )
            key, most = ((page, *question), EACH_QUESTION) if asked else ((page,), EACH_ROUTE)
            if len(question) > 1 or "kolumner" in question or self.taken[key] >= most:
                continue
            self.taken[key] += 1
            self.found[address] = None
            self.waiting.append(address)

    def follow(self, client: Client, told: dict[str, str]) -> None:
        """Read what nobody has been told yet, what is everyone's own, and what that leads to; `told` is filled in."""
        self.waiting = [
            each for each in self.found if not told.get(each) or not re.search(r"[\d?]", each)
        ]
        while self.waiting:
            address = self.waiting.pop()
            answer = read(client, address)
            told[address] = told.get(address, "") + answer
            if answer.lstrip().startswith("<"):
                self.offer(_LINK.findall(answer), address)
                self.offer(self._asked(answer, address.split("?")[0]), address)

    def guess(self) -> set[str]:
        """Offer what nothing led to, by the numbers of the nearest page that was reached; the routes it guessed."""
        reached: dict[str, str] = {}
        for each in self.found:
            reached.setdefault(_asked_of(each), each.split("?")[0])
        guessed = set()
        for _name, route in _routes(get_resolver()):
            if route in reached or "(?P" in route or route.startswith("api/v1"):
                continue
            near = max(
                (each for each in reached if each and route.startswith(each)), key=len, default=""
            )
            start = reached.get(near, "/") if near else "/"
            guessed.add(route)
            self.offer([start + re.sub(r"<[^>]+>", "1", route.removeprefix(near))])
        return guessed

    def _asked(self, answer: str, path: str) -> Iterator[str]:
        """Every filter of the forms that ask, one at a time, and the words in every field that searches."""
        for form in _FORM.findall(answer):
            for select in re.finditer(_SELECT, form):
                for value in _OPTION.findall(select.group(0)):
                    yield f"{path}?{urlencode({select.group(1): unescape(value)})}"
            for tick in _TICK.findall(form):
                name, value = (
                    re.search(r'name="([^"]+)"', tick),
                    re.search(r'value="([^"]*)"', tick),
                )
                if name and value:
                    yield f"{path}?{urlencode({name.group(1): unescape(value.group(1))})}"
            for box in _SEARCH.findall(form):
                if name := re.search(r'name="([^"]+)"', box):
                    yield from (f"{path}?{urlencode({name.group(1): word})}" for word in self.words)


def api_acts(keys: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Every operation that writes: its method and address."""
    for path, methods in schema()["paths"].items():
        first = path.removeprefix("/api/v1/").split("/")[0]
        for method in set(methods) & {"post", "patch", "put", "delete"}:
            yield method, re.sub(r"\{\w+\}", str(keys.get(first, 1)), path)


def api_addresses(keys: dict[str, int]) -> Iterator[str]:
    """Every operation that reads, each parameter that is a day asked as of today too."""
    for path, methods in schema()["paths"].items():
        operation = methods.get("get")
        if operation is None:
            continue
        first = path.removeprefix("/api/v1/").split("/")[0]
        address = path.replace("{pk}", str(keys.get(first, 1)))
        yield address
        names = {each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"}
        if "on" in names:
            yield f"{address}?on=2009-01-01"
