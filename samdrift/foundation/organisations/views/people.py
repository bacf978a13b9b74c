"""Pages about people and their roles."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_POST

from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.access import may, require, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.forms import (
    AppointmentForm,
    LastDayForm,
    PersonChangeForm,
    PersonForm,
)
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import (
    circle_ids,
    keeper_of,
    keeper_of_person,
    last_invitation,
    people_as_of,
    person_history,
    visible_organisations,
    visible_people,
)
from samdrift.foundation.organisations.roles import Role
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.listing import Choices, Column, Days, Flag, Listing, row_link
from samdrift.foundation.ui.page import form_page, page

AS_OF = Days(
    "dag", gettext_lazy("As the register was on"), hint=gettext_lazy("Written as 2009-01-31.")
)
PEOPLE = Listing(
    name="personer",
    columns=[
        Column(
            "name", gettext_lazy("Name"), sort=("name",), link=row_link("person_page"), heading=True
        ),
        Column("title", pgettext_lazy("person", "Title"), sort=("title",)),
        Column("unit", gettext_lazy("Unit"), source="unit__name", sort=("unit__name",)),
        Column(
            "organisation",
            gettext_lazy("Organisation"),
            source="organisation__short_name",
            sort=("organisation__name",),
        ),
        Column("email", gettext_lazy("E-mail"), sort=("email",)),
        Column("phone", gettext_lazy("Phone"), visible=False),
    ],
    filters=[
        Choices(
            "organisation",
            gettext_lazy("Organisation"),
            lambda request: [
                (str(row.pk), str(row))
                for row in Organisation.objects.filter(pk__in=circle_ids(signed_in(request)))
            ],
            field="organisation",
        ),
        Flag(
            "slutat",
            gettext_lazy("Has left"),
            where=lambda rows: rows.exclude(pk__in=Person.objects.active()),
        ),
        AS_OF,
    ],
    search=("name", "email", "title"),
    order=("name",),
)
#: On an earlier day nobody has left: those are listed who were there.
_LISTED_THEN = replace(
    PEOPLE, filters=[each for each in PEOPLE.filters if each.key != "slutat"], values=False
)


def person_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    context = {
        "title": _("People"),
        "breadcrumbs": [
            {"label": _("Organisations"), "url": reverse("organisation_list")},
            {"label": _("People")},
        ],
    }
    asked = AS_OF.day_asked(request)
    if asked is None:
        return PEOPLE.answer(
            request, visible_people(person), "organisations/organisation_list.html", context
        )
    context["lead"] = _("As the register was on %(day)s.") % {"day": asked}
    rows = people_as_of(person, asked)
    return _LISTED_THEN.answer(request, rows, "organisations/organisation_list.html", context)


def person_page(request: HttpRequest, pk: int) -> HttpResponse:
    reader = signed_in(request)
    person = get_object_or_404(visible_people(reader), pk=pk)
    appointments = list(person.appointments.select_related("organisation", "unit__organisation"))
    day = today()
    employments = list(
        person.employments.select_related("organisation", "unit", "manager").order_by("-starts_on")
    )
    context = {
        "title": person.name,
        "breadcrumbs": [
            {"label": _("People"), "url": reverse("person_list")},
            {"label": person.name},
        ],
        "person": person,
        "facts": _facts(person),
        "employments": employments,
        "kept_employments": {
            row.pk
            for row in employments
            if may(reader, Permission.KEEP_PEOPLE, keeper_of(row.organisation, reader))
        },
        "today": day,
        "appointments": [
            each for each in appointments if each.ends_on is None or each.ends_on >= day
        ],
        "former": [
            each for each in appointments if each.ends_on is not None and each.ends_on < day
        ],
        "may_keep": may(reader, Permission.KEEP_PEOPLE, keeper_of_person(person, reader)),
        "may_appoint": may(reader, Permission.APPOINT_PEOPLE, keeper_of_person(person, reader)),
        "merges": person.merges.filter(undone_on__isnull=True).exclude(content={}),
        "invited": last_invitation(person),
        "is_self": reader.pk == person.pk,
        "events": person_history(reader, person),
    }
    return page(request, "organisations/person_page.html", context)


def _facts(person: Person) -> list[tuple[str, object]]:
    return [
        (pgettext("person", "Title"), person.title or "–"),
        (_("Organisation"), person.organisation),
        (_("Unit"), person.unit.name if person.unit else "–"),
    ]


def person_add(request: HttpRequest, pk: int) -> HttpResponse:
    by = signed_in(request)
    organisation = get_object_or_404(visible_organisations(by), pk=pk)
    keeper = keeper_of(organisation, by)
    require(by, Permission.KEEP_PEOPLE, keeper)
    form = PersonForm(
        request.POST or None,
        organisation=organisation,
        may_appoint=may(by, Permission.APPOINT_PEOPLE, keeper),
        initial={"role": request.GET.get("roll", "")},
    )

    @transaction.atomic
    def save() -> str:
        values = dict(form.cleaned_data)
        invite, role = values.pop("invite"), values.pop("role", "")
        made = actions.add_person(by=by, organisation=organisation, **values)
        if role:
            actions.appoint(
                by=by,
                person=made,
                role=Role(role),
                organisation=organisation,
                starts_on=values["starts_on"],
            )
        said = _("%(name)s is added.") % {"name": made}
        if invite and made.is_active:
            actions.invite_person(by=by, person=made)
            said = _("%(name)s is added, and an invitation is on its way.") % {"name": made}
        say_done(request, said)
        return reverse("start") if "roll" in request.GET else made.get_absolute_url()

    title = _("New person in %(name)s") % {"name": organisation}
    return form_page(
        request, form, save, {"title": title, "cancel_url": reverse("organisation_page", args=[pk])}
    )


def person_change(request: HttpRequest, pk: int) -> HttpResponse:
    by = signed_in(request)
    person = get_object_or_404(visible_people(by), pk=pk)
    require(by, Permission.KEEP_PEOPLE, keeper_of_person(person, by))
    initial = {"name": person.name, "email": person.email, "phone": person.phone}
    form = PersonChangeForm(request.POST or None, initial=initial)

    def save() -> str:
        actions.change_person(by=by, person=person, **form.cleaned_data)
        say_done(request, _("The facts about %(name)s are saved.") % {"name": person})
        return person.get_absolute_url()

    context = {
        "title": _("Change %(name)s") % {"name": person},
        "cancel_url": person.get_absolute_url(),
    }
    return form_page(request, form, save, context, row=person)


@require_POST
def person_invite(request: HttpRequest, pk: int) -> HttpResponse:
    by = signed_in(request)
    person = get_object_or_404(visible_people(by), pk=pk)
    try:
        actions.invite_person(by=by, person=person)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        say_done(request, _("An invitation is on its way to %(email)s.") % {"email": person.email})
    return redirect(person.get_absolute_url())


def appointment_add(request: HttpRequest, pk: int) -> HttpResponse:
    by = signed_in(request)
    person = get_object_or_404(visible_people(by), pk=pk)
    organisation = person.organisation
    assert organisation is not None
    require(by, Permission.APPOINT_PEOPLE, keeper_of(organisation, by))
    form = AppointmentForm(
        request.POST or None,
        initial={"starts_on": today()},
        person=person,
        organisation=organisation,
    )
    back = reverse("person_page", args=[pk])

    def save() -> str:
        actions.appoint(by=by, person=person, organisation=organisation, **form.cleaned_data)
        return back

    return form_page(
        request,
        form,
        save,
        {"title": _("Give %(name)s a role") % {"name": person}, "cancel_url": back},
    )


def appointment_end(request: HttpRequest, pk: int, appointment: int) -> HttpResponse:
    by = signed_in(request)
    person = get_object_or_404(visible_people(by), pk=pk)
    row = get_object_or_404(person.appointments.select_related("organisation"), pk=appointment)
    form = LastDayForm(request.POST or None, initial={"ends_on": today()})
    back = reverse("person_page", args=[pk])

    def save() -> str:
        actions.end_appointment(by=by, appointment=row, **form.cleaned_data)
        return back

    return form_page(
        request,
        form,
        save,
        {"title": _("End %(role)s") % {"role": row}, "cancel_url": back},
        row=row,
    )
