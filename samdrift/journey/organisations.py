"""First stretch: the federation, its members and neighbours, their units and people, and the population base.

Real: the municipalities, their codes, that Åmål has two IT units (the policy's title page names two people), that
Säffle and Årjäng share telephony, and SCB's population. Example data: every person and every capacity.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from samdrift.core.population import shipped_municipalities, shipped_population
from samdrift.foundation.organisations.actions import (
    add_organisation,
    add_person,
    appoint,
    found_federation,
    give_function,
    join_federation,
    save_unit,
    store_population,
)
from samdrift.foundation.organisations.models import Kind, Organisation, Person, Unit, UnitKind
from samdrift.foundation.organisations.models.organisation import Serves
from samdrift.foundation.organisations.roles import Role

SINCE = dt.date(2001, 1, 1)  # «Samverkan mellan IT-enheterna har pågått sedan 2001»
MEMBERS = {
    "1460": "bengtsfors",
    "1438": "dalsed",
    "1439": "fargelanda",
    "1461": "mellerud",
    "1492": "amal",
}
NEIGHBOURS = {"1785": "saffle", "1765": "arjang"}
FUNCTIONS = {
    "administration": (
        "Helpdesk",
        "Drift av servrar",
        "Nät och telefoni",
        "Arbetsplatser",
        "Utbildning",
    ),
    "schools": ("Helpdesk", "Arbetsplatser", "Utbildning"),
    "both": ("Helpdesk", "Drift av servrar", "Nät och telefoni", "Arbetsplatser"),
}

#: IT units: key, name, serves, staff and capacity for operation in full-time equivalents (example data).
IT_UNITS = [
    ("bengtsfors", "IT-enheten", Serves.BOTH, "4.5", "1.6"),
    ("dalsed", "IT-enheten", Serves.BOTH, "2.0", "0.8"),
    ("fargelanda", "IT-enheten", Serves.BOTH, "3.0", "1.1"),
    ("mellerud", "IT-enheten", Serves.BOTH, "4.0", "1.5"),
    ("amal", "IT-enheten", Serves.ADMINISTRATION, "5.0", "2.2"),
    ("amal", "Skolans IT-enhet", Serves.SCHOOLS, "2.5", "0.6"),
    ("saffle", "IT-enheten", Serves.BOTH, "6.0", "2.0"),
    ("arjang", "IT-enheten", Serves.BOTH, "3.0", "1.0"),
]


@dataclass(frozen=True)
class ReadyAccount:
    """A ready account (example data); the federation's administrator stands outside the municipalities."""

    email: str
    name: str
    municipality: str
    title: str
    role: Role | None = None


ADMINISTRATOR = "forbund@demo.example"
ACCOUNTS = [
    ReadyAccount(
        "it.bengtsfors@demo.example", "Britta Holmgren", "bengtsfors", "IT-chef", Role.IT_MANAGER
    ),
    ReadyAccount("it.dalsed@demo.example", "Dan Sundin", "dalsed", "IT-chef", Role.IT_MANAGER),
    ReadyAccount(
        "it.fargelanda@demo.example", "Frida Berg", "fargelanda", "IT-chef", Role.IT_MANAGER
    ),
    ReadyAccount(
        "it.mellerud@demo.example", "Magnus Svensk", "mellerud", "IT-chef", Role.IT_MANAGER
    ),
    ReadyAccount("it.amal@demo.example", "Åsa Karlberg", "amal", "IT-chef", Role.IT_MANAGER),
    ReadyAccount(
        "skolit.amal@demo.example", "Gustav Gran", "amal", "IT-chef skola", Role.IT_MANAGER
    ),
    ReadyAccount("agare@demo.example", "Eva Ekman", "amal", "Ekonomichef"),
    ReadyAccount("ansvarig@demo.example", "Sven Sjö", "amal", "Systemansvarig ekonomi"),
    ReadyAccount(
        "controller@demo.example", "Karin Kron", "mellerud", "Controller", Role.CONTROLLER
    ),
    ReadyAccount("chef@demo.example", "Roger Rask", "mellerud", "Förvaltningschef"),
    ReadyAccount(
        "revisor@demo.example", "Rut Revisor", "bengtsfors", "Förtroendevald revisor", Role.AUDITOR
    ),
    ReadyAccount("anstalld@demo.example", "Anna Anställd", "fargelanda", "Handläggare"),
    ReadyAccount("it.saffle@demo.example", "Stina Säll", "saffle", "IT-chef", Role.IT_MANAGER),
    ReadyAccount("personal@demo.example", "Pia Lund", "mellerud", "Personalchef"),
    ReadyAccount("gis@demo.example", "Göran Kart", "bengtsfors", "GIS-samordnare"),
    ReadyAccount("bibliotek@demo.example", "Bodil Blad", "mellerud", "Bibliotekschef"),
    ReadyAccount("information@demo.example", "Ingrid Ord", "dalsed", "Informationschef"),
]


@dataclass
class Society:
    """Everybody and everything the later stretches need by name."""

    federation: Organisation
    administrator: Person
    organisations: dict[str, Organisation] = field(default_factory=dict)
    it_units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def members(self) -> list[Organisation]:
        return [self.organisations[key] for key in MEMBERS.values()]

    @property
    def everyone(self) -> list[Organisation]:
        return [*self.members, *(self.organisations[key] for key in NEIGHBOURS.values())]

    def it_manager(self, key: str) -> Person:
        return self.people[f"it.{key}"]


def gather(password: str) -> Society:
    """Found the federation and everything of who is who; answers with names for the rest of the way."""
    federation, administrator = found_federation(
        name="Dalslandskommunernas kommunalförbund",
        short_name="Dalsland",
        administrator_name="Fia Förbund",
        administrator_email=ADMINISTRATOR,
        password=password,
    )
    society = Society(federation, administrator)
    _add_municipalities(society)
    _add_units(society)
    _add_people(society, password)
    store_population(
        by=administrator,
        federation=federation,
        figures=shipped_population(),
        source="SCB, TAB638 och TAB5557, levererad med Samdrift",
    )
    return society


def _add_municipalities(society: Society) -> None:
    known = shipped_municipalities()
    for code, key in {**MEMBERS, **NEIGHBOURS}.items():
        society.organisations[key] = add_organisation(
            by=society.administrator,
            federation=society.federation,
            kind=Kind.MUNICIPALITY,
            name=known[code].official_name,
            short_name=known[code].name,
            municipality_code=code,
        )
    for member in society.members:
        join_federation(
            by=society.administrator, federation=society.federation, member=member, starts_on=SINCE
        )


def _add_units(society: Society) -> None:
    for key, name, serves, staff, capacity in IT_UNITS:
        organisation = society.organisations[key]
        if key in NEIGHBOURS.values():
            continue  # a neighbour's units are its own affair
        unit = Unit(
            organisation=organisation,
            kind=UnitKind.IT_UNIT,
            name=name,
            serves=serves,
            staff_fte=Decimal(staff),
            capacity_fte=Decimal(capacity),
        )
        saved = save_unit(by=society.administrator, unit=unit)
        saved.refresh_from_db()  # staff and capacity as they are stored
        for function in FUNCTIONS[serves]:
            give_function(by=society.administrator, unit=saved, name=function, starts_on=SINCE)
        society.it_units.setdefault(key, saved)


def _add_people(society: Society, password: str) -> None:
    for account in ACCOUNTS:
        organisation = society.organisations[account.municipality]
        person = add_person(
            by=society.administrator,
            name=account.name,
            organisation=organisation,
            email=account.email,
            title=account.title,
            password=password,
            is_example=True,
        )
        if account.role is not None:
            appoint(
                by=society.administrator,
                person=person,
                role=account.role,
                organisation=organisation,
                starts_on=SINCE,
            )
        society.people[account.email.partition("@")[0]] = person
