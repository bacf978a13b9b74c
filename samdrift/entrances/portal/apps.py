"""Registers the room with Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "samdrift.entrances.portal"
    label = "portal"

    def ready(self) -> None:
        from samdrift.entrances.portal.actions import forget_calendar_addresses
        from samdrift.entrances.portal.counted_words import COUNTED_WORDS
        from samdrift.entrances.portal.menu import MENU
        from samdrift.foundation.organisations.actions.personal_data import add_forgetting
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.menu import add_menu_entries

        add_menu_entries(*MENU)
        add_forgetting(forget_calendar_addresses)
        add_counted_words(COUNTED_WORDS)
