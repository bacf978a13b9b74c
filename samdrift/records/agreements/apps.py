"""Registers the room with Django."""

from django.apps import AppConfig


class Agreements(AppConfig):
    name = "samdrift.records.agreements"
    label = "agreements"

    def ready(self) -> None:
        from samdrift.records.agreements.panel import AGREEMENTS_PANEL
        from samdrift.records.register.panels import add_panel

        add_panel(AGREEMENTS_PANEL)
