"""Registers the room with Django."""

from django.apps import AppConfig


class Spending(AppConfig):
    name = "samdrift.records.spending"
    label = "spending"

    def ready(self) -> None:
        from samdrift.records.register.consequences import add_consequences
        from samdrift.records.register.panels import add_panel
        from samdrift.records.spending.panel import COSTS_PANEL, planned_after_retiring

        add_panel(COSTS_PANEL)
        add_consequences(planned_after_retiring)
