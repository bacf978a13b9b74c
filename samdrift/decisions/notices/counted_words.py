"""How many of the room's rows refer to a person, an organisation or a unit, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "Acknowledgement.person": ngettext_lazy(
        "%(number)s change notice sent to %(name)s",
        "%(number)s change notices sent to %(name)s",
        "number",
    ),
    "ChangeNotice.made_by": ngettext_lazy(
        "%(number)s change notice written by %(name)s",
        "%(number)s change notices written by %(name)s",
        "number",
    ),
    "Acknowledgement": ngettext_lazy(
        "%(number)s recipient of a change notice",
        "%(number)s recipients of change notices",
        "number",
    ),
    "ChangeNotice": ngettext_lazy(
        "%(number)s change notice", "%(number)s change notices", "number"
    ),
    "NoticeConsequence": ngettext_lazy(
        "%(number)s consequence of a change notice",
        "%(number)s consequences of change notices",
        "number",
    ),
}
