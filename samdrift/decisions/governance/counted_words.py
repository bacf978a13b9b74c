"""How many of the room's rows refer to a person, an organisation or a unit, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "Decision.recorded_by": ngettext_lazy(
        "%(number)s decision registered by %(name)s",
        "%(number)s decisions registered by %(name)s",
        "number",
    ),
    "Proposal.made_by": ngettext_lazy(
        "%(number)s proposal made by %(name)s", "%(number)s proposals made by %(name)s", "number"
    ),
    "Decision": ngettext_lazy("%(number)s decision", "%(number)s decisions", "number"),
    "Proposal": ngettext_lazy("%(number)s proposal", "%(number)s proposals", "number"),
    "Proposal_organisations": ngettext_lazy(
        "%(number)s question of a proposal put to it",
        "%(number)s questions of proposals put to it",
        "number",
    ),
}
