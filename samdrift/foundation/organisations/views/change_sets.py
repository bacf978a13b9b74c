"""Pages about what one act changed: row by row, and to undo it as a whole."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.audit.models import AuditEvent, Change, ChangeSet
from samdrift.foundation.audit.queries import event_in_words
from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.access import require_that, signed_in
from samdrift.foundation.organisations.actions.undoing import why_not_undone
from samdrift.foundation.organisations.change_words import (
    counts_of,
    rows_in_words,
    told_changes,
)
from samdrift.foundation.organisations.forms.undoing import UndoForm
from samdrift.foundation.organisations.undoable import may_undo, thing_of, visible_change_sets
from samdrift.foundation.ui.page import form_page, page
from samdrift.foundation.ui.pages import Paged, paginate

ROWS_A_PAGE = 50


def change_set_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What happened, who did it and why, and every row before and after."""
    person = signed_in(request)
    change_set = get_object_or_404(visible_change_sets(person), pk=pk)
    paged: Paged[Change] = paginate(request.GET, told_changes(change_set), ROWS_A_PAGE)
    refusal = why_not_undone(change_set)
    may = may_undo(person, change_set)
    undo = {"label": _("Undo"), "url": reverse("change_set_undo", args=[pk]), "icon": "undo-2"}
    context = {
        "title": _title(change_set),
        "breadcrumbs": _breadcrumbs(change_set),
        "actions": [undo] if may and not refusal else [],
        "change_set": change_set,
        "what": event_in_words(AuditEvent(event=change_set.act)),
        "refusal": refusal if may and not change_set.undone_at else "",
        "counts": counts_of(change_set),
        "rows": rows_in_words(person, change_set, paged.shown),
        "pages": paged.steps,
    }
    return page(request, "organisations/change_set.html", context)


def _title(change_set: ChangeSet) -> str:
    return _("Changes: %(name)s") % {"name": change_set.about_name}


def _breadcrumbs(change_set: ChangeSet) -> list[dict[str, str]]:
    """The way back is by the page of what the act was about, where it has one."""
    thing = thing_of(change_set)
    address = getattr(thing, "get_absolute_url", lambda: "")()
    above = [{"label": change_set.about_name, "url": address}] if address else []
    return [*above, {"label": _("Changes")}]


def change_set_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """What becomes of the rows, and why it is undone; refused with what has changed since."""
    person = signed_in(request)
    change_set = get_object_or_404(visible_change_sets(person), pk=pk)
    require_that(may_undo(person, change_set))
    form = UndoForm(request.POST or None)

    def undo() -> str:
        actions.undo_changes(by=person, change_set=change_set, why=form.cleaned_data["why"])
        return reverse("change_set", args=[pk])

    context = {
        "title": _("Undo: %(name)s?") % {"name": change_set.about_name},
        "lead": _("Everything becomes as it was before, or nothing does."),
        "breadcrumbs": [
            *_breadcrumbs(change_set)[:-1],
            {"label": _("Changes"), "url": reverse("change_set", args=[pk])},
            {"label": _("Undo")},
        ],
        "consequences": [words for each in counts_of(change_set) for words in each.when_undone],
        "submit_label": _("Undo"),
        "cancel_url": reverse("change_set", args=[pk]),
    }
    template = "organisations/change_set_undo.html"
    return form_page(request, form, undo, context, template, row=change_set)
