"""Questions of the room."""

from samdrift.records.intake.queries.standing import BUDGETS, Standing, standing_of
from samdrift.records.intake.queries.visible import (
    imported_rows,
    receiving_organisations,
    visible_uploads,
)

__all__ = [
    "BUDGETS",
    "Standing",
    "imported_rows",
    "receiving_organisations",
    "standing_of",
    "visible_uploads",
]
