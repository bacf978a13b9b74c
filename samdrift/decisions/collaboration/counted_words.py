"""How many of the room's rows refer to a person, an organisation or a unit, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "Opportunity.changed_by": ngettext_lazy(
        "%(number)s opportunity that %(name)s has answered",
        "%(number)s opportunities that %(name)s has answered",
        "number",
    ),
    "LevelRecord": ngettext_lazy(
        "%(number)s collaboration level", "%(number)s collaboration levels", "number"
    ),
    "Opportunity": ngettext_lazy("%(number)s opportunity", "%(number)s opportunities", "number"),
}
