"""How many of the room's rows refer to a person, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "CalendarAddress.person": ngettext_lazy(
        "%(number)s calendar address of %(name)s",
        "%(number)s calendar addresses of %(name)s",
        "number",
    ),
}
