"""Pages about people and their roles."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.audit.queries import told_history
from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.access import may, require, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.forms import (
    AppointmentForm,
    LastDayForm,
    PersonForm,
)
from samdrift.foundation.organisations.models import (
    Organisation,
)
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import (
    circle_ids,
    keeper_of,
    visible_organisations,
    visible_people,
)
from samdrift.foundation.ui.listing import Choices, Column, Listing, row_link
from samdrift.foundation.ui.page import form_page, page

PEOPLE = Listing(
    name="personer",
    columns=[
        Column("name", gettext_lazy("Name"), sort=("name",), link=row_link("person_page"), heading=True),
        Column("title", gettext_lazy("Title"), sort=("title",)),
        Column("organisation", gettext_lazy("Organisation"), source="organisation__short_name",
               sort=("organisation__name",)),
        Column("email", gettext_lazy("E-mail"), sort=("email",)),
    ],
    filters=[
        Choices("organisation", gettext_lazy("Organisation"),
                lambda request: [(str(row.pk), str(row)) for row in
                                 Organisation.objects.filter(pk__in=circle_ids(signed_in(request)))],
                field="organisation"),
    ],
    search=("name", "email", "title"),
    order=("name",),
)  # fmt: skip


def person_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    context = {"title": _("People"), "breadcrumbs": [
        {"label": _("Organisations"), "url": reverse("organisation_list")}, {"label": _("People")}]}  # fmt: skip
    return PEOPLE.answer(
        request, visible_people(person), "organisations/organisation_list.html", context
    )


def person_page(request: HttpRequest, pk: int) -> HttpResponse:
    reader = signed_in(request)
    person = get_object_or_404(visible_people(reader), pk=pk)
    assert person.organisation is not None
    context = {
        "title": person.name,
        "breadcrumbs": [
            {"label": _("People"), "url": reverse("person_list")},
            {"label": person.name},
        ],
        "person": person,
        "facts": [
            (_("Title"), person.title or "–"),
            (_("Organisation"), person.organisation),
            (_("Unit"), person.unit.name if person.unit else "–"),
            (_("E-mail"), person.email or "–"),
        ],
        "appointments": person.appointments.select_related("organisation", "unit"),
        "may_appoint": may(
            reader, Permission.APPOINT_PEOPLE, keeper_of(person.organisation, reader)
        ),
        "events": told_history(person, most=30),
    }
    return page(request, "organisations/person_page.html", context)


def person_add(request: HttpRequest, pk: int) -> HttpResponse:
    by = signed_in(request)
    organisation = get_object_or_404(visible_organisations(by), pk=pk)
    require(by, Permission.APPOINT_PEOPLE, keeper_of(organisation, by))
    form = PersonForm(request.POST or None, organisation=organisation)

    def save() -> str:
        values = {**form.cleaned_data, "password": form.cleaned_data["password"] or None}
        made = actions.add_person(by=by, organisation=organisation, **values)
        return reverse("person_page", args=[made.pk])

    title = _("New person in %(name)s") % {"name": organisation}
    return form_page(
        request, form, save, {"title": title, "cancel_url": reverse("organisation_page", args=[pk])}
    )


def appointment_add(request: HttpRequest, pk: int) -> HttpResponse:
    by = signed_in(request)
    person = get_object_or_404(visible_people(by), pk=pk)
    organisation = person.organisation
    assert organisation is not None
    require(by, Permission.APPOINT_PEOPLE, keeper_of(organisation, by))
    form = AppointmentForm(request.POST or None, person=person, organisation=organisation)
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
