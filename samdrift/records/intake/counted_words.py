"""How many of the room's rows refer to a person, an organisation or a unit, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "Upload.by": ngettext_lazy(
        "%(number)s file read in by %(name)s", "%(number)s files read in by %(name)s", "number"
    ),
    "Upload.confirmed_by": ngettext_lazy(
        "%(number)s file confirmed by %(name)s", "%(number)s files confirmed by %(name)s", "number"
    ),
    "ImportedRow": ngettext_lazy("%(number)s row read in", "%(number)s rows read in", "number"),
    "Mapping": ngettext_lazy(
        "%(number)s memory of a file's columns", "%(number)s memories of files' columns", "number"
    ),
    "ProductChoice": ngettext_lazy(
        "%(number)s remembered product", "%(number)s remembered products", "number"
    ),
    "Row": ngettext_lazy("%(number)s row of a file", "%(number)s rows of files", "number"),
    "RowChoice": ngettext_lazy(
        "%(number)s remembered choice of a row", "%(number)s remembered choices of rows", "number"
    ),
    "Upload": ngettext_lazy("%(number)s file read in", "%(number)s files read in", "number"),
}
