"""How many of the room's rows refer to a person or an organisation, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "WorkingGroup": ngettext_lazy("%(number)s group", "%(number)s groups", "number"),
    "GroupMember.person": ngettext_lazy(
        "%(number)s part in a group of %(name)s", "%(number)s parts in groups of %(name)s", "number"
    ),
    "Attendance.person": ngettext_lazy(
        "%(number)s meeting that %(name)s was called to",
        "%(number)s meetings that %(name)s was called to",
        "number",
    ),
    "Meeting.noted_by": ngettext_lazy(
        "%(number)s meeting whose notes %(name)s has sent",
        "%(number)s meetings whose notes %(name)s has sent",
        "number",
    ),
    "Meeting.confirmed_by": ngettext_lazy(
        "%(number)s meeting whose notes %(name)s has confirmed",
        "%(number)s meetings whose notes %(name)s has confirmed",
        "number",
    ),
    "ActionItem.owner": ngettext_lazy(
        "%(number)s action of %(name)s", "%(number)s actions of %(name)s", "number"
    ),
    "ActionItem.assigned_to": ngettext_lazy(
        "%(number)s action given to %(name)s", "%(number)s actions given to %(name)s", "number"
    ),
}
