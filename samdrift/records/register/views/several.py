"""The same change in several applications: asked for, looked at row by row, and made."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.foundation.organisations.access import require_anywhere, signed_in
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.ui.listing import picked_keys
from samdrift.foundation.ui.page import page, refuse
from samdrift.records.register import actions
from samdrift.records.register.actions.several import (
    MOST_AT_ONCE,
    ChangedInSeveral,
    SameChange,
    TriedChange,
)
from samdrift.records.register.forms import SeveralForm
from samdrift.records.register.listing import SAME_CHANGES
from samdrift.records.register.models import Application
from samdrift.records.register.queries import visible_applications

MADE = "genomfor"  # what `steg` says when what is shown is to be made
SEEN = "sedd-"  # followed by a key: what stood in that application when it was looked at


def application_several(request: HttpRequest, what: str) -> HttpResponse:
    """First what is to be changed, then what it does to each application, then it is made in those where it can be."""
    person, changed = signed_in(request), _find_change(what)
    require_anywhere(person, changed.permission)
    sent = request.POST if request.method == "POST" else request.GET
    applications = _read_picked(person, sent)
    form = SeveralForm(request.POST or None, what=changed, person=person)
    tried: list[TriedChange] = []
    if request.method == "POST" and applications and form.is_valid():
        if sent.get("steg") == MADE:
            try:
                return redirect(_make(person, sent, applications, form))
            except ValidationError as refusal:
                refuse(form, refusal)
        tried = actions.try_same_change(by=person, applications=applications, change=form.change)
    able = [each for each in tried if not each.refusal]
    number = len(applications)
    context = {
        "title": SAME_CHANGES[changed],
        "lead": ngettext("In %(number)s application", "In %(number)s applications", number)
        % {"number": number},
        "breadcrumbs": [
            {"label": _("Applications"), "url": reverse("application_list")},
            {"label": SAME_CHANGES[changed]},
        ],
        "form": form,
        "applications": applications,
        "able": able,
        "unable": [each for each in tried if each.refusal],
        "value": form.cleaned_data.get("value") if tried else None,
        "too_many": len(picked_keys(sent)) > MOST_AT_ONCE,
        "most": MOST_AT_ONCE,
    }
    status = 422 if form.errors else 200
    return page(request, "register/several.html", context, status=status)


def _find_change(what: str) -> ChangedInSeveral:
    """What is changed, as the address says it; else 404."""
    try:
        return ChangedInSeveral(what)
    except ValueError:
        raise Http404 from None


def _read_picked(person: Person, sent: QueryDict) -> list[Application]:
    """The applications that were picked, of those that the person sees."""
    keys = picked_keys(sent)[:MOST_AT_ONCE]
    return list(visible_applications(person).filter(pk__in=keys).order_by("name", "pk"))


def _make(
    person: Person, sent: QueryDict, applications: list[Application], form: SeveralForm
) -> str:
    change: SameChange = form.change
    change_set = actions.make_same_change(
        by=person,
        applications=applications,
        change=change,
        why=form.cleaned_data["why"],
        seen={each.pk: sent.get(f"{SEEN}{each.pk}", "") for each in applications},
    )
    return reverse("change_set", args=[change_set.pk])
