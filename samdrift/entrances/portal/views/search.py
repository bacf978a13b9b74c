"""One search over everything that the reader may see."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.core.searching import have_words, sought_parts
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.finding import (
    FoundOfKind,
    found_by_some_words,
    found_for,
)
from samdrift.foundation.organisations.menu import menu_entries
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.ui.address import with_parameters
from samdrift.foundation.ui.page import page
from samdrift.records.register.queries import sought_in

LONGEST = 200


def search(request: HttpRequest) -> HttpResponse:
    """What is asked for by `q`, kind by kind, the kind of the best find first; at most a fixed number of each."""
    person = signed_in(request)
    text = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    sought = sought_in(text)
    found = found_for(person, text, sought)
    by_some = not found and len(sought) > 1
    if by_some:
        found = found_by_some_words(person, text, sought)
    context = {
        "title": _("Search: %(text)s") % {"text": text} if text else _("Search everything"),
        "text": text,
        "by_some": by_some,
        "found": [_group(each, text) for each in found],
        "pages": _pages(person, text),
    }
    return page(request, "portal/search.html", context)


def _group(found: FoundOfKind, text: str) -> dict[str, object]:
    """A kind with its finds, and the list where all of them stand where there are more."""
    more = found.has_more and found.kind.list_page
    asked = with_parameters(QueryDict(), {"q": text})
    return {
        "anchor": found.kind.name,
        "heading": found.kind.heading,
        "finds": found.finds,
        "has_more": found.has_more,
        "more_url": reverse(found.kind.list_page) + asked if more else "",
    }


def _pages(person: Person, text: str) -> list[dict[str, object]]:
    """The pages of the menu that are called what is sought."""
    parts = sought_parts(text)
    return [
        {"words": entry.label, "url": entry.url}
        for entry in menu_entries()
        if parts and have_words([str(entry.label)], parts) and entry.opens(person)
    ]
