"""The handbook's pages: its chapters, one of them, and what the federation adds."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samdrift.foundation.handbook import actions
from samdrift.foundation.handbook.forms import AdditionForm
from samdrift.foundation.handbook.hints import hint_named
from samdrift.foundation.handbook.models import Addition
from samdrift.foundation.handbook.queries import (
    additions_by_section,
    federation_written_for,
    visible_additions,
)
from samdrift.foundation.handbook.text import Chapter, Section, handbook
from samdrift.foundation.organisations.access import (
    require,
    require_found,
    signed_in,
)
from samdrift.foundation.organisations.history import history_for
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.address import address_sent_along
from samdrift.foundation.ui.markdown import note_html
from samdrift.foundation.ui.page import act_and_return, confirm_page, form_page, page


def handbook_page(request: HttpRequest) -> HttpResponse:
    """Every chapter with its sections."""
    person = signed_in(request)
    found = handbook()
    lost = [each for each in visible_additions(person) if found.section(each.key) is None]
    context = {
        "title": _("The handbook"),
        "beginning": found.beginning,
        "chapters": found.chapters,
        "lost": [_addition_to_read(each) for each in lost],
        "writes": federation_written_for(person) is not None,
    }
    return page(request, "handbook/handbook.html", context)


def chapter_page(request: HttpRequest, chapter: str) -> HttpResponse:
    """A chapter with a list of what it holds, and what the federation adds under each section."""
    person = signed_in(request)
    found = _chapter(chapter)
    additions = additions_by_section(person, found.name)
    federation = federation_written_for(person)
    sections = [
        {
            "section": each,
            "additions": [_addition_to_read(row) for row in additions.get(each.anchor, ())],
            "may_add": federation is not None
            and all(row.federation_id != federation.pk for row in additions.get(each.anchor, ())),
        }
        for each in found.sections
    ]
    chapters = handbook().chapters
    place = chapters.index(found)
    context = {
        "title": found.title,
        "breadcrumbs": [
            {"label": _("The handbook"), "url": reverse("handbook")},
            {"label": found.title},
        ],
        "contents": [
            {"label": each.title, "url": f"#{each.anchor}"} for each in found.sections[1:]
        ],
        "sections": sections,
        "federation_written_for": federation,
        "following": chapters[place + 1] if place + 1 < len(chapters) else None,
    }
    return page(request, "handbook/chapter.html", context)


def _chapter(name: str) -> Chapter:
    found = handbook().chapter(name)
    if found is None:
        raise Http404
    return found


def _section(chapter: str, anchor: str) -> Section:
    found = handbook().section(f"{chapter}#{anchor}")
    if found is None:
        raise Http404
    return found


def _addition_to_read(addition: Addition) -> dict[str, Any]:
    return {"row": addition, "html": note_html(addition.text)}


def _crumbs(section: str, url: str, last: str) -> list[dict[str, str]]:
    return [
        {"label": _("The handbook"), "url": reverse("handbook")},
        {"label": section, "url": url},
        {"label": last},
    ]


def addition_write(request: HttpRequest, chapter: str, section: str) -> HttpResponse:
    person = signed_in(request)
    found = _section(chapter, section)
    federation = require_found(federation_written_for(person))
    form = AdditionForm(request.POST or None)

    def save() -> str:
        actions.write_addition(
            by=person, federation=federation, section=found.key, text=form.cleaned_data["text"]
        )
        return found.url

    context = {
        "title": _("Add to «%(section)s»") % {"section": found.title},
        "lead": _("It stands under the section for everybody in %(federation)s.")
        % {"federation": federation},
        "breadcrumbs": _crumbs(found.title, found.url, _("Add")),
        "cancel_url": found.url,
    }
    return form_page(request, form, save, context)


def addition_change(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    addition = get_object_or_404(visible_additions(person), pk=pk)
    require(person, Permission.EDIT_HANDBOOK, addition)
    form = AdditionForm(request.POST or None, instance=addition)

    def save() -> str:
        return actions.change_addition(by=person, addition=form.instance).get_absolute_url()

    context = {
        "title": _("Change the addition to «%(section)s»") % {"section": addition.title},
        "breadcrumbs": _crumbs(addition.title, addition.get_absolute_url(), _("Change")),
        "cancel_url": addition.get_absolute_url(),
        "events": history_for(person, addition),
    }
    return form_page(request, form, save, context, "handbook/addition_change.html")


def addition_remove(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    addition = get_object_or_404(visible_additions(person), pk=pk)
    require(person, Permission.EDIT_HANDBOOK, addition)
    back = addition.get_absolute_url()

    def act() -> str:
        actions.remove_addition(by=person, addition=addition)
        return back

    context = {
        "title": _("Remove the addition to «%(section)s»?") % {"section": addition.title},
        "lead": addition.text,
        "breadcrumbs": _crumbs(addition.title, back, _("Remove")),
        "danger": True,
        "confirm_label": _("Remove"),
        "cancel_url": back,
    }
    return confirm_page(request, act, context, row=addition)


@require_POST
def hint_close(request: HttpRequest, hint: str) -> HttpResponse:
    """Close a hint for good, and go back to the page where it stood."""
    person = signed_in(request)
    if hint_named(hint) is None:
        raise Http404
    back = address_sent_along(request, reverse("start"))

    def close() -> str:
        actions.close_hint(by=person, hint=hint)
        return back

    return act_and_return(request, close, back)
