"""How many of the room's rows refer to a person, an organisation or a unit, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "Plan.by": ngettext_lazy(
        "%(number)s plan adopted by %(name)s", "%(number)s plans adopted by %(name)s", "number"
    ),
    "Run.by": ngettext_lazy(
        "%(number)s computation ordered by %(name)s",
        "%(number)s computations ordered by %(name)s",
        "number",
    ),
    "Scenario.made_by": ngettext_lazy(
        "%(number)s scenario made by %(name)s", "%(number)s scenarios made by %(name)s", "number"
    ),
    "Scenario": ngettext_lazy("%(number)s scenario", "%(number)s scenarios", "number"),
}
