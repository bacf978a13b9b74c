"""The words that the federation says mean the same."""

from django.db.models import Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.organisations.access import require_found, signed_in
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_kept
from samdrift.foundation.ui.listing import Column, Listing
from samdrift.foundation.ui.page import form_page, page
from samdrift.records.register import actions
from samdrift.records.register.forms import SynonymForm
from samdrift.records.register.queries import visible_synonyms

SYNONYMS = Listing(
    name="sokord",
    columns=[
        Column(
            "words",
            gettext_lazy("Words that mean the same"),
            heading=True,
            sort=("words",),
            link=lambda row: reverse("synonym_change", args=[row.pk]) if row.reader_keeps else "",
        ),
    ],
    search=("words",),
    order=("words", "pk"),
    values=False,
)


def _keeper(person: Person) -> Organisation:
    return require_found(federation_kept(person, Permission.MANAGE_CATALOGUE))


def synonym_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    keeps = federation_kept(person, Permission.MANAGE_CATALOGUE) is not None
    add = {"label": _("New words"), "url": reverse("synonym_add"), "icon": "plus", "primary": True}
    context = {
        "title": _("Words to search by"),
        "lead": _("Whoever searches for one of the words on a line finds what the others find."),
        "breadcrumbs": [
            {"label": _("Applications"), "url": reverse("application_list")},
            {"label": _("Words to search by")},
        ],
        "actions": [add] if keeps else [],
        "empty_title": _("No words yet"),
        "empty_text": _("Words with the same meaning, such as «map, GIS», are kept here."),
    }
    rows = visible_synonyms(person).annotate(reader_keeps=Value(keeps))
    return SYNONYMS.answer(request, rows, "ui/listing.html", context)


def synonym_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    federation = _keeper(person)

    def save() -> str:
        actions.add_synonym(by=person, federation=federation, words=form.cleaned_data["words"])
        return reverse("synonym_list")

    form = SynonymForm(request.POST or None)
    context = {"title": _("New words"), "cancel_url": reverse("synonym_list")}
    return form_page(request, form, save, context)


def synonym_change(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    synonym = get_object_or_404(visible_synonyms(person), pk=pk)
    _keeper(person)

    def save() -> str:
        actions.change_synonym(by=person, synonym=form.save(commit=False))
        return reverse("synonym_list")

    form = SynonymForm(request.POST or None, instance=synonym)
    context = {
        "title": _("Change %(name)s") % {"name": synonym},
        "cancel_url": reverse("synonym_list"),
        "actions": [{"label": _("Remove"), "url": reverse("synonym_remove", args=[pk])}],
    }
    return form_page(request, form, save, context)


def synonym_remove(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    synonym = get_object_or_404(visible_synonyms(person), pk=pk)
    _keeper(person)
    if request.method == "POST":
        actions.remove_synonym(by=person, synonym=synonym)
        return redirect("synonym_list")
    context = {
        "title": _("Remove %(name)s") % {"name": synonym},
        "consequences": [_("Whoever searches for one of the words no longer finds the others.")],
        "confirm_label": _("Remove"),
        "cancel_url": reverse("synonym_list"),
    }
    return page(request, "ui/confirm.html", context)
