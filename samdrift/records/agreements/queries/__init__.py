"""Questions about agreements: what a person may see, who may keep them, and where they stand."""

from samdrift.records.agreements.queries.keeping import (
    may_add_agreement_for,
    may_add_agreements,
    may_keep,
    owned_applications,
    possible_applications,
    possible_keepers,
    require_keeping,
    require_knowing,
)
from samdrift.records.agreements.queries.past import (
    BETWEEN_PARTIES,
    known_on,
    names_on,
    parties_in_cells,
    parties_on,
    party_in_words,
)
from samdrift.records.agreements.queries.states import (
    AgreementRow,
    ToDecide,
    agreement_rows,
    agreements_to_decide,
    people_to_act,
    rows_found,
    state_of,
    states_on,
)
from samdrift.records.agreements.queries.visible import (
    agreements_of,
    applications_lacking,
    known_coverings,
    parties_text,
    visible_agreements,
)

__all__ = [
    "BETWEEN_PARTIES",
    "AgreementRow",
    "ToDecide",
    "agreement_rows",
    "agreements_of",
    "agreements_to_decide",
    "applications_lacking",
    "known_coverings",
    "known_on",
    "may_add_agreement_for",
    "may_add_agreements",
    "may_keep",
    "names_on",
    "owned_applications",
    "parties_in_cells",
    "parties_on",
    "parties_text",
    "party_in_words",
    "people_to_act",
    "possible_applications",
    "possible_keepers",
    "require_keeping",
    "require_knowing",
    "rows_found",
    "state_of",
    "states_on",
    "visible_agreements",
]
