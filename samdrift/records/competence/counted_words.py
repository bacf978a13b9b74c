"""How many of the room's rows refer to a person, an organisation or a unit, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "Competence.judged_by": ngettext_lazy(
        "%(number)s competence that %(name)s has confirmed or refused",
        "%(number)s competences that %(name)s has confirmed or refused",
        "number",
    ),
    "Competence.person": ngettext_lazy(
        "%(number)s competence of %(name)s", "%(number)s competences of %(name)s", "number"
    ),
}
