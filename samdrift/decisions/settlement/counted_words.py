"""How many of the room's rows refer to a person, an organisation or a unit, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "Settlement.made_by": ngettext_lazy(
        "%(number)s settlement made by %(name)s",
        "%(number)s settlements made by %(name)s",
        "number",
    ),
    "Charge": ngettext_lazy("%(number)s charge", "%(number)s charges", "number"),
    "Settlement": ngettext_lazy("%(number)s settlement", "%(number)s settlements", "number"),
}
