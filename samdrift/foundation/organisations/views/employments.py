"""Pages about where somebody is employed, and what happens when that ends."""

import datetime as dt

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.access import organisation_ids_where, require, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.forms import (
    CloseEmploymentForm,
    EmployForm,
    EmploymentForm,
    person_label,
    typed_day,
)
from samdrift.foundation.organisations.models import Employment, Organisation, Person
from samdrift.foundation.organisations.open_duties import open_tasks
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import (
    keeper_of,
    visible_organisations,
    visible_people,
)
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.page import form_page

MOST_SUGGESTED = 2000


def _employment(
    request: HttpRequest, pk: int, employment: int
) -> tuple[Person, Person, Employment]:
    """(who asks, the person, the employment), or 404; refused for those who don't keep its people."""
    by = signed_in(request)
    person = get_object_or_404(visible_people(by), pk=pk)
    row = get_object_or_404(
        person.employments.select_related("organisation", "unit", "manager"), pk=employment
    )
    require(by, Permission.KEEP_PEOPLE, keeper_of(row.organisation, by))
    return by, person, row


def employment_change(request: HttpRequest, pk: int, employment: int) -> HttpResponse:
    by, person, row = _employment(request, pk, employment)
    initial = {
        "unit": row.unit,
        "title": row.title,
        "manager": row.manager,
        "external_number": row.external_number,
        "starts_on": today() if row.holds_on(today()) else None,
    }
    form = EmploymentForm(
        request.POST or None, initial=initial, organisation=row.organisation, person=person
    )

    def save() -> str:
        actions.change_employment(by=by, employment=row, **form.cleaned_data)
        say_done(request, _("The employment of %(name)s is changed.") % {"name": person})
        return person.get_absolute_url()

    title = _("Change the employment of %(name)s in %(organisation)s") % {
        "name": person,
        "organisation": row.organisation,
    }
    context = {"title": title, "cancel_url": person.get_absolute_url()}
    return form_page(request, form, save, context, row=row)


def employment_add(request: HttpRequest, pk: int) -> HttpResponse:
    by = signed_in(request)
    person = get_object_or_404(visible_people(by), pk=pk)
    kept = organisation_ids_where(by, Permission.KEEP_PEOPLE)
    own = [person.organisation_id] if person.organisation_id else []
    organisations = visible_organisations(by).filter(Q(pk__in=kept) | Q(pk__in=own))
    assert person.organisation is not None
    require(by, Permission.KEEP_PEOPLE, keeper_of(person.organisation, by))
    form = EmployForm(
        request.POST or None,
        initial={"organisation": person.organisation, "starts_on": today()},
        organisations=Organisation.objects.filter(pk__in=organisations.values("pk")).existing(
            today()
        ),
    )

    def save() -> str:
        actions.employ(by=by, person=person, **form.cleaned_data)
        say_done(request, _("%(name)s is employed again.") % {"name": person})
        return person.get_absolute_url()

    context = {
        "title": _("Employ %(name)s") % {"name": person},
        "lead": _("What was handed over when a former employment ended is not handed back."),
        "cancel_url": person.get_absolute_url(),
    }
    return form_page(request, form, save, context)


def employment_close(request: HttpRequest, pk: int, employment: int) -> HttpResponse:
    """Names everything open for the person and asks who takes over each, before the employment ends."""
    by, person, row = _employment(request, pk, employment)
    day = typed_day(request.POST.get("ends_on"), today())
    tasks = open_tasks(person, row.organisation, day)
    people = _possible_successors(by, person, row.organisation)
    form = CloseEmploymentForm(
        request.POST or None, initial={"ends_on": today()}, tasks=tasks, people=people
    )

    def save() -> str:
        values = form.cleaned_data
        ended = actions.close_employment(
            by=by,
            employment=row,
            ends_on=values["ends_on"],
            why=values["why"],
            successors=form.successors(),
        )
        given = sum(each is not None for each in form.successors().values())
        said = ngettext(
            "%(number)s task has a successor.", "%(number)s tasks have a successor.", given
        )
        say_done(
            request,
            _left(person, ended.ends_on) + (f" {said % {'number': given}}" if given else ""),
        )
        return person.get_absolute_url()

    context = {
        "title": _("End the employment of %(name)s in %(organisation)s")
        % {"name": person, "organisation": row.organisation},
        "submit_label": _("End the employment"),
        "cancel_url": person.get_absolute_url(),
        "ending": [task for task in tasks if not task.kind.asks],
        "suggestions": [person_label(each) for each in people],
    }
    return form_page(request, form, save, context, "organisations/employment_close.html", row=row)


def _left(person: Person, day: dt.date | None) -> str:
    """That somebody leaves, or has left where the last day has been."""
    words = {"name": person, "day": day}
    if day is not None and day < today():
        return _("%(name)s left after %(day)s.") % words
    return _("%(name)s leaves after %(day)s.") % words


def _possible_successors(by: Person, person: Person, organisation: Organisation) -> list[Person]:
    """Those employed in the circle; where they are thousands, of the own organisation and those with a role first."""
    known = visible_people(by).active().exclude(pk=person.pk)
    near = known.filter(Q(organisation=organisation) | Q(appointments__isnull=False)).distinct()
    rows = known if known.count() <= MOST_SUGGESTED else near
    return list(rows.order_by("name", "pk")[:MOST_SUGGESTED])
