"""How many of the room's rows refer to a person, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "Message.person": ngettext_lazy(
        "%(number)s letter to %(name)s", "%(number)s letters to %(name)s", "number"
    ),
    "Message.asked_by": ngettext_lazy(
        "%(number)s letter that %(name)s has asked for",
        "%(number)s letters that %(name)s has asked for",
        "number",
    ),
    "Choice.person": ngettext_lazy(
        "%(number)s choice of letters by %(name)s",
        "%(number)s choices of letters by %(name)s",
        "number",
    ),
}
