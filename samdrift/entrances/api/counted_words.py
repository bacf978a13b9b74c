"""How many of the room's rows refer to a person, an organisation or a unit, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "ApiToken.person": ngettext_lazy(
        "%(number)s key to the API of %(name)s", "%(number)s keys to the API of %(name)s", "number"
    ),
}
