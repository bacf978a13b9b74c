"""Every page is reached by links from the start page, and no link leads whoever sees it to a closed door."""

from collections import defaultdict, deque
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, get_resolver, resolve
from django.urls.resolvers import URLPattern, URLResolver

from tests.journey.reading import Visitor

pytestmark = pytest.mark.reads_pages

#: Each sees another part: administrator, IT manager, controller, owner, employee, a neighbour's IT manager.
WHO = ["forbund", "it.amal", "controller", "agare", "anstalld", "it.saffle"]
MOST_OF_A_KIND = 2
#: Not pages that a signed-in person goes to by a link.
OUTSIDE = ("api/v1", "api/^v1", "konto/", "glomt/", "logga-in/")
#: Pages of a row that the demonstration holds none of; the page that leads there shows the link where there is one.
WITHOUT_A_ROW = {
    "applikationer/leverantorer/<int:pk>/slaihop/<int:other>/",
    "applikationer/leverantorer/<int:pk>/isar/",
    "applikationer/leverantorer/<int:pk>/namn/<int:alias>/ta-bort/",
    # on the page of the one agreement that has attachments, which is not among the few that are opened
    "bilagor/<int:pk>/",
    "bilagor/<int:pk>/andra/",
    "bilagor/<int:pk>/ta-bort/",
    "hjalp/tillagg/<int:pk>/andra/",
    "hjalp/tillagg/<int:pk>/ta-bort/",
    "organisationer/funktioner/<int:pk>/godkann/",
    "kalender/<str:secret>.ics",  # shown once to whom it is for
    "kalender/aterkalla/",
    "kompetens/<int:pk>/ta-tillbaka/",
    "meddelanden/avsta/<str:token>/",
    "meddelanden/fastnade/",
    "moten/<int:pk>/skicka/",
    "meddelanden/<int:pk>/igen/",
    "policy/jamfor/<int:old>/<int:new>/",
    "policy/genom-aren/",
    "policy/genom-aren/<int:pk>/",
    "policy/genom-aren/<int:pk>/<str:code>/",
    "policy/dokument/<int:pk>/foresla/",
    # where no policy is followed yet, and on one that nobody decides about yet
    "policy/mall/",
    "policy/utkast/<int:pk>/",
    "policy/utkast/<int:pk>/andra/",
    "policy/utkast/<int:pk>/punkt/",
    "policy/utkast/<int:pk>/mal/",
    "policy/utkast/punkt/<int:clause>/andra/",
    "policy/utkast/punkt/<int:clause>/ta-bort/",
    "policy/utkast/mal/<int:goal>/andra/",
    "policy/utkast/mal/<int:goal>/ta-bort/",
    "planer/berakning/<int:pk>/",
    "planer/berakning/<int:pk>/stoppa/",
    "planer/berakning/<int:pk>/fortsatt/",
    "organisationer/personer/<int:pk>/slaihop/<int:other>/",
    "organisationer/personer/<int:pk>/radera/",
    "organisationer/personer/<int:pk>/isar/<int:merge>/",
    "kostnadsrader/<int:pk>/attestera/",
    "kostnader/aviseringar/<int:pk>/mejla/",
    "kostnader/andelar/alla/",
    "kostnader/andelar/<int:pk>/ensam/",
    "kompetens/<int:pk>/bekrafta/",
    "inforande/steg/<int:pk>/oppna/",
    "inforande/ny/<int:plan>/",
    "avtal/<int:pk>/option/",
    "applikationer/<int:pk>/beroende/<int:row>/ta-bort/",
    "api/nycklar/<int:pk>/aterkalla/",
    "avtal/upphandlingstider/<int:pk>/andra/",
}
#: Pages where a row is changed that send a form without the row's version, and why.
WITHOUT_A_VERSION: dict[str, str] = {}
#: A file on its way in: none is left in the demonstration.
OF_AN_UPLOAD = "inlasning/<int:pk>/"


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.acted: list[str] = []
        #: The names that each form sends to the page's own address.
        self.own_forms: list[set[str]] = []
        self._names: set[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        posts = (given.get("method") or "get").lower() == "post"
        for name in ("href", "hx-get", "action", "hx-post", "formaction"):
            if address := given.get(name):
                acts = name in {"hx-post", "formaction"} or (name == "action" and posts)
                (self.acted if acts else self.opened).append(address)
        if tag == "form":
            self._names = set() if posts and not given.get("action") else None
            if self._names is not None:
                self.own_forms.append(self._names)
        elif self._names is not None and (name := given.get("name")):
            self._names.add(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._names = None


def _patterns(where: URLResolver, before: str = "") -> list[str]:
    found: list[str] = []
    for each in where.url_patterns:
        route = before + str(each.pattern)
        found += [route] if isinstance(each, URLPattern) else _patterns(each, route)
    return found


def _walk(who: str, linked: set[str], unversioned: set[str]) -> list[str]:
    """Follow every link, a few pages of a kind, noting the routes linked to; returns the doors that are closed.

    unversioned: the routes where a row is changed by a form without the row's version are put into it.
    """
    visitor = Visitor(who)
    seen: set[str] = set()
    visited: dict[str, int] = defaultdict(int)
    closed: list[str] = []
    queue = deque([("/", "start")])
    while queue:
        url, source = queue.popleft()
        path = urlsplit(url).path
        try:
            route = resolve(path).route
        except Resolver404:
            closed.append(f"{who}: {source} → {url}: no such page")
            continue
        linked.add(route)
        if path in seen or visited[route] >= MOST_OF_A_KIND or route == "logga-ut/":
            continue
        seen.add(path)
        visited[route] += 1
        answer = visitor.opens(url)
        if answer.status >= 400:
            closed.append(f"{who}: {source} → {url}: {answer.status}")
        elif answer.leads_to:
            queue.append((urljoin(url, answer.leads_to), url))
        elif answer.html:
            links = Links()
            links.feed(answer.html)
            if (
                route.endswith("andra/")
                and "<" in route
                and any("row_version" not in each for each in links.own_forms)
            ):
                unversioned.add(route)
            queue.extend((each, url) for each in _own(url, links.opened))
            linked |= {resolve(urlsplit(each).path).route for each in _own(url, links.acted)}
    return closed


def _own(base: str, addresses: list[str]) -> list[str]:
    """Addresses of this site, whole and without their fragment."""
    whole = [urljoin(base, each).partition("#")[0] for each in addresses]
    return [each for each in whole if each.startswith("/") and not each.startswith("/static")]


@pytest.mark.usefixtures("walked")
def test_every_page_has_a_door_and_every_door_opens() -> None:
    linked: set[str] = set()
    unversioned: set[str] = set()
    closed: list[str] = []
    for who in WHO:
        closed += _walk(who, linked, unversioned)
    assert not closed, "\n".join(closed)
    assert not unversioned - WITHOUT_A_VERSION.keys(), "\n".join(sorted(unversioned))
    routes = {each for each in _patterns(get_resolver()) if not each.startswith(OUTSIDE)}
    lost = routes - linked - WITHOUT_A_ROW
    assert {each for each in lost if not each.startswith(OF_AN_UPLOAD)} == set()
