"""Questions of the room."""

from samdrift.records.intake.queries.register_state import BUDGETS, RegisterState, register_state_of
from samdrift.records.intake.queries.visible import (
    OTHER_RECEIVERS,
    brings_in_something,
    imported_rows,
    receiving_organisations,
    visible_uploads,
)

__all__ = [
    "BUDGETS",
    "OTHER_RECEIVERS",
    "RegisterState",
    "brings_in_something",
    "imported_rows",
    "receiving_organisations",
    "register_state_of",
    "visible_uploads",
]
