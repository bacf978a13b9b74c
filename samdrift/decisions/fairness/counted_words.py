"""How many of the room's rows refer to a person, an organisation or a unit, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "StandAloneCost.said_by": ngettext_lazy(
        "%(number)s stand-alone cost said by %(name)s",
        "%(number)s stand-alone costs said by %(name)s",
        "number",
    ),
    "StandAloneCost": ngettext_lazy(
        "%(number)s stand-alone cost", "%(number)s stand-alone costs", "number"
    ),
}
