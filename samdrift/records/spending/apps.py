"""Registers the room with Django."""

from django.apps import AppConfig


class Spending(AppConfig):
    name = "samdrift.records.spending"
    label = "spending"

    def ready(self) -> None:
        from samdrift.records.register.panels import add_panel
        from samdrift.records.spending.panel import COSTS_PANEL

        add_panel(COSTS_PANEL)
