"""Lists that are taken out and read back by their rows' keys, each declared in one module; all go the same way."""

from collections.abc import Mapping

from samdrift.records.intake.actions.lists.agreements import AGREEMENTS
from samdrift.records.intake.actions.lists.kind import KeyedList
from samdrift.records.intake.actions.lists.organisations import ORGANISATIONS
from samdrift.records.intake.actions.lists.participations import PARTICIPATIONS
from samdrift.records.intake.actions.lists.units import UNITS
from samdrift.records.intake.models import About

#: A further list is a declaration beside these, a value of `About`, and its permission.
LISTS: Mapping[About, KeyedList] = {
    each.about: each for each in (AGREEMENTS, PARTICIPATIONS, ORGANISATIONS, UNITS)
}

__all__ = ["LISTS", "KeyedList"]
