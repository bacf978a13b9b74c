"""Registers the room with Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "samdrift.entrances.portal"
    label = "portal"

    def ready(self) -> None:
        from samdrift.entrances.portal.menu import MENU
        from samdrift.foundation.organisations.menu import add_menu_entries

        add_menu_entries(*MENU)
