"""Who is who: organisations and their units, people and their appointments, population."""

from samdrift.foundation.organisations.models.found_word import FoundWord
from samdrift.foundation.organisations.models.function import Function, UnitFunction
from samdrift.foundation.organisations.models.kept_fact import KeptFact
from samdrift.foundation.organisations.models.merge import PersonMerge
from samdrift.foundation.organisations.models.organisation import (
    Kind,
    Membership,
    Organisation,
    Unit,
    UnitKind,
)
from samdrift.foundation.organisations.models.person import Appointment, Employment, Person
from samdrift.foundation.organisations.models.population import Population

__all__ = [
    "Appointment",
    "Employment",
    "FoundWord",
    "Function",
    "KeptFact",
    "Kind",
    "Membership",
    "Organisation",
    "Person",
    "PersonMerge",
    "Population",
    "Unit",
    "UnitFunction",
    "UnitKind",
]
