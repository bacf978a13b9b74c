"""How many of the room's rows refer to a person, an organisation or a unit, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "Introduction.made_by": ngettext_lazy(
        "%(number)s introduction plan drawn up by %(name)s",
        "%(number)s introduction plans drawn up by %(name)s",
        "number",
    ),
    "Step.responsible": ngettext_lazy(
        "%(number)s step that %(name)s answers for",
        "%(number)s steps that %(name)s answers for",
        "number",
    ),
    "Introduction": ngettext_lazy(
        "%(number)s introduction plan", "%(number)s introduction plans", "number"
    ),
    "Move": ngettext_lazy("%(number)s move", "%(number)s moves", "number"),
}
