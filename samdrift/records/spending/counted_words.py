"""How many of the room's rows refer to a person, an organisation or a unit, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "Approval.person": ngettext_lazy(
        "%(number)s approval given by %(name)s", "%(number)s approvals given by %(name)s", "number"
    ),
    "ApprovalDelegation.delegate": ngettext_lazy(
        "%(number)s delegation of approval to %(name)s",
        "%(number)s delegations of approval to %(name)s",
        "number",
    ),
    "CostLine.entered_by": ngettext_lazy(
        "%(number)s cost line entered by %(name)s",
        "%(number)s cost lines entered by %(name)s",
        "number",
    ),
    "JointInitiative.owner": ngettext_lazy(
        "%(number)s joint initiative owned by %(name)s",
        "%(number)s joint initiatives owned by %(name)s",
        "number",
    ),
    "ApprovalRule": ngettext_lazy(
        "%(number)s approval rule", "%(number)s approval rules", "number"
    ),
    "BudgetFrame": ngettext_lazy("%(number)s budget frame", "%(number)s budget frames", "number"),
    "CostLine": ngettext_lazy("%(number)s cost line", "%(number)s cost lines", "number"),
    "InitiativeParticipation": ngettext_lazy(
        "%(number)s part in a joint initiative", "%(number)s parts in joint initiatives", "number"
    ),
    "JointInitiative": ngettext_lazy(
        "%(number)s joint initiative", "%(number)s joint initiatives", "number"
    ),
}
