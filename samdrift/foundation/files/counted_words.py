"""How many of the room's rows refer to a person, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "Attachment.attached_by": ngettext_lazy(
        "%(number)s file that %(name)s has attached",
        "%(number)s files that %(name)s has attached",
        "number",
    ),
    "Attachment.removed_by": ngettext_lazy(
        "%(number)s attachment that %(name)s has removed",
        "%(number)s attachments that %(name)s has removed",
        "number",
    ),
}
