"""Cost lines and agreements ↔ core's amounts: what would be made, before anything is."""

from samdrift.records.spending.convert.copying import CopyPlan, PlannedCopy, planned_copies, room_of
from samdrift.records.spending.convert.deriving import (
    Derived,
    DerivedOutcome,
    DerivedPlan,
    agreement_cost_ore,
    derived_lines,
)

__all__ = [
    "CopyPlan",
    "Derived",
    "DerivedOutcome",
    "DerivedPlan",
    "PlannedCopy",
    "agreement_cost_ore",
    "derived_lines",
    "planned_copies",
    "room_of",
]
