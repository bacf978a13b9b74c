"""Anna, Bo and Cilla: the same people in every test, and the others whom the table of roles needs.

Anna is IT manager in Åmål: she may. Bo is an employee in Mellerud, a member of the same federation: he may not.
Cilla is IT manager in Trollhättan, outside the federation: she does not know that it exists.
"""

import datetime as dt
from dataclasses import dataclass

from samdrift.foundation.organisations.models import (
    Appointment,
    Employment,
    Kind,
    Membership,
    Organisation,
    Person,
)
from samdrift.foundation.organisations.models.person import START_NOT_RECORDED
from samdrift.foundation.organisations.roles import Role

LONG_AGO = dt.date(2001, 1, 1)
PASSWORD = "ett-ganska-langt-losenord"


@dataclass(frozen=True)
class Society:
    """A small federation with people in it, and some outside."""

    federation: Organisation
    amal: Organisation
    mellerud: Organisation
    trollhattan: Organisation
    saffle: Organisation
    supplier: Organisation
    anna: Person
    bo: Person
    cilla: Person
    administrator: Person
    controller: Person
    neighbour: Person
    seller: Person


def _municipality(code: str, name: str) -> Organisation:
    return Organisation.objects.create(
        kind=Kind.MUNICIPALITY, name=f"{name} kommun", short_name=name, municipality_code=code
    )


def person(name: str, organisation: Organisation, role: Role | None = None) -> Person:
    """Somebody who can sign in, with an appointment where a role is given."""
    email = f"{name.lower().replace(' ', '.')}@kommun.example"
    made = Person(name=name, email=email, organisation=organisation)
    made.set_password(PASSWORD)
    made.save()
    Employment.objects.create(person=made, organisation=organisation, starts_on=START_NOT_RECORDED)
    if role is not None:
        Appointment.objects.create(
            person=made, role=role, organisation=organisation, starts_on=LONG_AGO
        )
    return made


def society() -> Society:
    federation = Organisation.objects.create(
        kind=Kind.FEDERATION, name="Provförbundet", short_name="Prov"
    )
    amal, mellerud = _municipality("1492", "Åmål"), _municipality("1461", "Mellerud")
    trollhattan, saffle = _municipality("1488", "Trollhättan"), _municipality("1785", "Säffle")
    supplier = Organisation.objects.create(kind=Kind.SUPPLIER, name="Leverantören AB")
    for member in (amal, mellerud):
        Membership.objects.create(federation=federation, member=member, starts_on=LONG_AGO)
    return Society(
        federation=federation,
        amal=amal,
        mellerud=mellerud,
        trollhattan=trollhattan,
        saffle=saffle,
        supplier=supplier,
        anna=person("Anna", amal, Role.IT_MANAGER),
        bo=person("Bo", mellerud),
        cilla=person("Cilla", trollhattan, Role.IT_MANAGER),
        administrator=person("Fia", federation, Role.FEDERATION_ADMINISTRATOR),
        controller=person("Kim", mellerud, Role.CONTROLLER),
        neighbour=person("Nils", saffle, Role.IT_MANAGER),
        seller=person("Lena", supplier),
    )
