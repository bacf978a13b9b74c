"""How many of the room's rows refer to a person, an organisation or a unit, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "BudgetRequest.made_by": ngettext_lazy(
        "%(number)s budget request made by %(name)s",
        "%(number)s budget requests made by %(name)s",
        "number",
    ),
    "BudgetRequest": ngettext_lazy(
        "%(number)s budget request", "%(number)s budget requests", "number"
    ),
}
