"""What becomes of this room's rows when a unit or an organisation that they refer to is closed."""

from samdrift.foundation.organisations.succession import STAYS

#: What was read in, and what is remembered of it for the next time.
SUCCESSIONS = {
    "intake.ImportedRow.organisation": STAYS,
    "intake.Mapping.organisation": STAYS,
    "intake.ProductChoice.organisation": STAYS,
    "intake.Row.organisation": STAYS,
    "intake.RowChoice.organisation": STAYS,
    "intake.Upload.organisation": STAYS,
}
