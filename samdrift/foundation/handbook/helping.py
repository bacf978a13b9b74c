"""Where the «?» of a page leads: to the section that the menu's entry of the page names."""

from django.urls import reverse

from samdrift.foundation.handbook.text import handbook
from samdrift.foundation.organisations.menu import entry_at


def help_url(path: str, name: str, *, governs: bool) -> str:
    """The address of the section that tells of a page, by its address and name; the first page where none does."""
    entry = entry_at(path)
    section = handbook().section(entry.help_for(name, governs=governs)) if entry else None
    return section.url if section else reverse("handbook")
