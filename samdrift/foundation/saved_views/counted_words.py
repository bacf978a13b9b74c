"""How many of the room's rows refer to a person or an organisation, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "SavedView": ngettext_lazy("%(number)s saved view", "%(number)s saved views", "number"),
    "SavedView.made_by": ngettext_lazy(
        "%(number)s view that %(name)s has saved",
        "%(number)s views that %(name)s has saved",
        "number",
    ),
}
