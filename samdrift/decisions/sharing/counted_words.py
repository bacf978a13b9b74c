"""How many of the room's rows refer to a person, an organisation or a unit, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "Share.made_by": ngettext_lazy(
        "%(number)s sharing made by %(name)s", "%(number)s sharings made by %(name)s", "number"
    ),
    "DepartmentLine": ngettext_lazy(
        "%(number)s department's part of a share",
        "%(number)s departments' parts of shares",
        "number",
    ),
    "DepartmentRule": ngettext_lazy(
        "%(number)s rule of sharing between departments",
        "%(number)s rules of sharing between departments",
        "number",
    ),
    "Share": ngettext_lazy("%(number)s sharing", "%(number)s sharings", "number"),
    "ShareLine": ngettext_lazy(
        "%(number)s line of a sharing", "%(number)s lines of sharings", "number"
    ),
    "SharingRule": ngettext_lazy(
        "%(number)s rule of sharing", "%(number)s rules of sharing", "number"
    ),
}
