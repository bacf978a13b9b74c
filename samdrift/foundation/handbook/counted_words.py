"""How many of the room's rows refer to a person or an organisation, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "Addition": ngettext_lazy(
        "%(number)s addition to the handbook", "%(number)s additions to the handbook", "number"
    ),
    "ClosedHint.person": ngettext_lazy(
        "%(number)s hint that %(name)s has closed",
        "%(number)s hints that %(name)s has closed",
        "number",
    ),
}
