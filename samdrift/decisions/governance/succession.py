"""What becomes of this room's rows when a unit or an organisation that they refer to is closed."""

from samdrift.foundation.organisations.succession import STAYS

#: A proposal is frozen, and who decided is not another.
SUCCESSIONS = {
    "governance.Decision.organisation": STAYS,
    "governance.Proposal.federation": STAYS,
    "governance.Proposal_organisations.organisation": STAYS,
}
