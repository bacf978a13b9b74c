"""Pages about organisations."""

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.access import may, require_found, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.forms import (
    OrganisationForm,
)
from samdrift.foundation.organisations.models import (
    Kind,
    Membership,
    Organisation,
    Person,
)
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import (
    federation_kept,
    federation_of,
    memberships_then,
    organisations_as_of,
    visible_organisations,
)
from samdrift.foundation.organisations.views.people import AS_OF
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.listing import Choices, Column, Flag, Listing, row_link
from samdrift.foundation.ui.listing import Kind as Values
from samdrift.foundation.ui.page import form_page


def _member_since(row: Organisation) -> dt.date | None:
    """The first day of the membership that the list tells of: on another day one that held then."""
    then: list[Membership] | None = getattr(row, "memberships_then", None)
    return next(
        (each.starts_on for each in (row.federations.all() if then is None else then)), None
    )


ORGANISATIONS = Listing(
    name="organisationer",
    columns=[
        Column(
            "name",
            gettext_lazy("Organisation"),
            sort=("name",),
            link=row_link("organisation_page"),
            heading=True,
        ),
        Column(
            "kind", gettext_lazy("Kind"), value=lambda row: row.get_kind_display(), sort=("kind",)
        ),
        Column("municipality_code", gettext_lazy("Municipality code"), sort=("municipality_code",)),
        Column(
            "member",
            gettext_lazy("Member since"),
            kind=Values.DAY,
            value=_member_since,
        ),
        Column("organisation_number", gettext_lazy("Organisation number"), visible=False),
    ],
    filters=[
        Choices("slag", gettext_lazy("Kind"), Kind.choices, field="kind", counted=True),
        AS_OF,
        Flag("stangda", gettext_lazy("Closed"), where=lambda rows: rows),
    ],
    search=("name", "short_name", "municipality_code"),
    order=("kind", "name"),
    values=False,
)
#: Those that there were on an earlier day; whether they are closed by now is not asked.
_LISTED_THEN = replace(
    ORGANISATIONS, filters=[each for each in ORGANISATIONS.filters if each.key != "stangda"]
)


def _organisations_then(person: Person, on: dt.date) -> list[Organisation]:
    """The list's rows on another day, each with the memberships of that day."""
    found = organisations_as_of(person, on)
    held: dict[int, list[Membership]] = defaultdict(list)
    for each in memberships_then(on):
        held[each.member_id].append(each)
    for row in found:
        row.memberships_then = held[row.pk]  # type: ignore[attr-defined]  # read by the column
        row.shown_on = None if on == today() else on  # type: ignore[attr-defined]  # read by the link
    return found


def organisation_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    asked = AS_OF.day_asked(request)
    rows = visible_organisations(person).prefetch_related("federations")
    day = today()
    is_closed = "stangda" in request.GET
    rows = rows.filter(ends_on__lt=day) if is_closed else rows.existing(day)
    federation = federation_of(person)
    shown = [{"label": _("People"), "url": reverse("person_list"), "icon": "users"}]
    if federation and may(person, Permission.MANAGE_ORGANISATIONS, federation):
        shown.append(
            {
                "label": _("New organisation"),
                "url": reverse("organisation_add"),
                "icon": "plus",
                "primary": "1",
            }
        )
    context = {
        "title": _("Organisations"),
        "actions": shown,
        "empty_title": _("No organisation yet"),
        "empty_text": _("Begin with the municipalities that are members of the federation."),
    }
    if asked is not None:
        context["lead"] = _("As the register was on %(day)s.") % {"day": asked}
        return _LISTED_THEN.answer(
            request,
            _organisations_then(person, asked),
            "organisations/organisation_list.html",
            context,
        )
    return ORGANISATIONS.answer(request, rows, "organisations/organisation_list.html", context)


def organisation_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    federation = require_found(federation_kept(person, Permission.MANAGE_ORGANISATIONS))
    initial: dict[str, Any] = {"kind": Kind.MUNICIPALITY}
    # from the start page, where the next step stands
    is_first_step = request.GET.get("medlem") == "1"
    if is_first_step:
        initial["joins_on"] = today()
    form = OrganisationForm(request.POST or None, initial=initial)

    def save() -> str:
        values = dict(form.cleaned_data)
        joins_on = values.pop("joins_on")
        made = actions.add_organisation(by=person, federation=federation, **values)
        if joins_on:
            actions.join_federation(
                by=person, federation=federation, member=made, starts_on=joins_on
            )
        said = _("%(name)s is added.") % {"name": made}
        if made.kind == Kind.MUNICIPALITY and not joins_on:
            said = _("%(name)s is added as a neighbour, not as a member of the federation.") % {
                "name": made
            }
        say_done(request, said)
        return reverse("start") if is_first_step else reverse("organisation_page", args=[made.pk])

    return form_page(
        request,
        form,
        save,
        {"title": _("New organisation"), "cancel_url": reverse("organisation_list")},
    )
