"""How many of the room's rows refer to a person, an organisation or a unit, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "Policy.adopted_by": ngettext_lazy(
        "%(number)s policy read in by %(name)s", "%(number)s policies read in by %(name)s", "number"
    ),
    "Reading.person": ngettext_lazy(
        "%(number)s reading of the policy by %(name)s",
        "%(number)s readings of the policy by %(name)s",
        "number",
    ),
    "Policy": ngettext_lazy("%(number)s policy", "%(number)s policies", "number"),
}
