"""What becomes of this room's rows when a unit or an organisation that they refer to is closed."""

from samdrift.foundation.organisations.succession import STAYS

#: What has been written for finance systems is frozen, and accounts are the own organisation's.
SUCCESSIONS = {
    "ledger.AccountMapping.organisation": STAYS,
    "ledger.BillingDetails.organisation": STAYS,
    "ledger.Export.organisation": STAYS,
    "ledger.ExportedDocument.counterparty": STAYS,
    "ledger.ExportedDocument.organisation": STAYS,
}
