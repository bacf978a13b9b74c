"""People, units and organisations as the search of every page finds them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.finding import Find, FindKind
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.queries import (
    visible_organisations,
    visible_people,
    visible_units,
)


def _tell_person(person: Person) -> Find:
    place = ", ".join(
        str(part) for part in (person.title, person.unit or person.organisation) if part
    )
    return Find(str(person), person.get_absolute_url(), place)


def _tell_unit(unit: Unit) -> Find:
    page = reverse("organisation_page", args=[unit.organisation_id])
    return Find(unit.name, page, str(unit.organisation))


def _tell_organisation(organisation: Organisation) -> Find:
    page = reverse("organisation_page", args=[organisation.pk])
    return Find(organisation.name, page, organisation.get_kind_display())


FINDS = [
    FindKind(
        "person",
        _("People"),
        rows=lambda reader: visible_people(reader).active(),
        tell=_tell_person,
        model="organisations.Person",
        fields=("name", "title", "email"),
        list_page="person_list",
        order=40,
    ),
    FindKind(
        "unit",
        _("Units"),
        rows=lambda reader: visible_units(reader).existing(today()),
        tell=_tell_unit,
        model="organisations.Unit",
        fields=("name",),
        order=45,
    ),
    FindKind(
        "organisation",
        _("Organisations"),
        rows=lambda reader: (
            visible_organisations(reader).existing(today()).exclude(kind="supplier")
        ),
        tell=_tell_organisation,
        model="organisations.Organisation",
        fields=("name", "short_name"),
        list_page="organisation_list",
        order=46,
    ),
]
