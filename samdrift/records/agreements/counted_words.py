"""How many of the room's rows refer to a person, an organisation or a unit, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "Agreement": ngettext_lazy("%(number)s agreement", "%(number)s agreements", "number"),
    "Party": ngettext_lazy(
        "%(number)s party of an agreement", "%(number)s parties of agreements", "number"
    ),
    "ProcurementTimes": ngettext_lazy(
        "%(number)s setting of lead times of procurement",
        "%(number)s settings of lead times of procurement",
        "number",
    ),
}
