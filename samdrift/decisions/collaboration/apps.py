"""Registers the room with Django."""

from django.apps import AppConfig


class Collaboration(AppConfig):
    name = "samdrift.decisions.collaboration"
    label = "collaboration"

    def ready(self) -> None:
        from samdrift.decisions.collaboration.panel import OPPORTUNITIES_PANEL, TOGETHER_PANEL
        from samdrift.records.agreements.panels import add_agreement_panel
        from samdrift.records.register.panels import add_panel

        add_panel(TOGETHER_PANEL)
        add_agreement_panel(OPPORTUNITIES_PANEL)
