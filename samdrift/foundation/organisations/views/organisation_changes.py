"""Pages on which the administrator corrects, closes, merges and takes away organisations, and memberships."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.access import require, require_found, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.forms import (
    ClosingForm,
    MembershipForm,
    MergeForm,
    OrganisationForm,
    ReasonForm,
    typed_day,
)
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of, visible_organisations
from samdrift.foundation.organisations.references import asked_of, count_references, say_counts
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.page import form_page


def _kept_organisation(person: Person, pk: int) -> Organisation:
    """An organisation that the person may see; whoever does not keep the federation's is refused."""
    organisation = get_object_or_404(visible_organisations(person), pk=pk)
    federation = require_found(federation_of(person))
    require(person, Permission.MANAGE_ORGANISATIONS, federation)
    return organisation


def _context(organisation: Organisation, title: str, **more: object) -> dict[str, object]:
    back = reverse("organisation_page", args=[organisation.pk])
    crumbs = [
        {"label": _("Organisations"), "url": reverse("organisation_list")},
        {"label": str(organisation), "url": back},
    ]
    return {"title": title, "cancel_url": back, "breadcrumbs": crumbs, **more}


def organisation_change(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    organisation = _kept_organisation(person, pk)
    fields = ("kind", "municipality_code", "name", "short_name", "organisation_number")
    initial = {name: getattr(organisation, name) for name in fields}
    form = OrganisationForm(request.POST or None, organisation=organisation, initial=initial)

    def save() -> str:
        changed = actions.change_organisation(
            by=person, organisation=organisation, **form.cleaned_data
        )
        say_done(request, _("%(name)s is changed.") % {"name": changed})
        return reverse("organisation_page", args=[pk])

    title = _("Change %(name)s") % {"name": organisation}
    return form_page(request, form, save, _context(organisation, title), row=organisation)


def organisation_close(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    organisation = _kept_organisation(person, pk)
    others = visible_organisations(person).existing(today()).exclude(pk=pk)
    form = ClosingForm(
        request.POST or None,
        choices=others.exclude(kind="federation"),
        standing=asked_of(organisation, typed_day(request.POST.get("ends_on"), today())),
        needs_reason=True,
        initial={"ends_on": today()},
    )

    def save() -> str:
        actions.close_organisation(by=person, organisation=organisation, **form.answers())
        say_done(request, _("%(name)s is closed.") % {"name": organisation})
        return reverse("organisation_page", args=[pk])

    lead = _(
        "Its memberships and units end too, when its people have left. What was stays with it. What goes on after "
        "its last day is taken over by another, or by nobody."
    )
    title = _("Close %(name)s") % {"name": organisation}
    context = _context(organisation, title, lead=lead, submit_label=_("Close"))
    return form_page(request, form, save, context, row=organisation)


def organisation_merge(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    organisation = _kept_organisation(person, pk)
    others = (
        visible_organisations(person).existing(today()).exclude(pk=pk).exclude(kind="federation")
    )
    form = MergeForm(request.POST or None, choices=others)

    def save() -> str:
        into = actions.merge_organisation(by=person, organisation=organisation, **form.cleaned_data)
        say_done(request, _("Everything is now with %(name)s.") % {"name": into})
        return reverse("organisation_page", args=[into.pk])

    title = _("Merge %(name)s with another") % {"name": organisation}
    lead = _("Everything follows, and it is gone. A merging can't be undone.")
    context = _context(
        organisation,
        title,
        lead=lead,
        submit_label=_("Merge"),
        counts=say_counts(count_references(organisation)),
    )
    return form_page(request, form, save, context, "organisations/merge.html", row=organisation)


def organisation_remove(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    organisation = _kept_organisation(person, pk)
    form = ReasonForm(request.POST or None)

    def save() -> str:
        actions.remove_organisation(by=person, organisation=organisation, **form.cleaned_data)
        say_done(request, _("%(name)s is taken away.") % {"name": organisation})
        return reverse("organisation_list")

    title = _("Take away %(name)s") % {"name": organisation}
    lead = _("For what was added by mistake. Refused while anything is registered on it.")
    context = _context(organisation, title, lead=lead, submit_label=_("Take away"))
    return form_page(request, form, save, context, row=organisation)


def membership_add(request: HttpRequest, pk: int) -> HttpResponse:
    """The organisation becomes a member, for the first time or again."""
    person = signed_in(request)
    organisation = _kept_organisation(person, pk)
    federation = federation_of(person)
    assert federation is not None
    form = MembershipForm(request.POST or None, initial={"starts_on": today()})

    def save() -> str:
        values = form.cleaned_data
        made = actions.join_federation(
            by=person, federation=federation, member=organisation, starts_on=values["starts_on"]
        )
        if values["ends_on"]:
            actions.leave_federation(
                by=person, membership=made, ends_on=values["ends_on"], why=values["why"]
            )
        return reverse("organisation_page", args=[pk])

    title = _("%(name)s becomes a member") % {"name": organisation}
    return form_page(request, form, save, _context(organisation, title))


def membership_change(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """From when to when it is a member: to leave is to have a last day."""
    person = signed_in(request)
    organisation = _kept_organisation(person, pk)
    membership = get_object_or_404(organisation.federations, pk=row)
    initial = {"starts_on": membership.starts_on, "ends_on": membership.ends_on}
    form = MembershipForm(request.POST or None, initial=initial)

    def save() -> str:
        actions.change_membership(by=person, membership=membership, **form.cleaned_data)
        return reverse("organisation_page", args=[pk])

    title = _("The membership of %(name)s") % {"name": organisation}
    return form_page(request, form, save, _context(organisation, title), row=membership)
