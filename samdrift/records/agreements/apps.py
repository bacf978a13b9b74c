"""Registers the room with Django."""

from django.apps import AppConfig


class Agreements(AppConfig):
    name = "samdrift.records.agreements"
    label = "agreements"

    def ready(self) -> None:
        from samdrift.records.agreements.panel import AGREEMENTS_PANEL, left_by_retiring
        from samdrift.records.register.consequences import add_consequences
        from samdrift.records.register.panels import add_panel

        add_panel(AGREEMENTS_PANEL)
        add_consequences(left_by_retiring)
