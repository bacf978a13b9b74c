"""Registers the room with Django."""

from django.apps import AppConfig


class Introduction(AppConfig):
    name = "samdrift.decisions.introduction"
    label = "introduction"

    def ready(self) -> None:
        from samdrift.decisions.introduction.panel import INTRODUCTION_PANEL, planned_when_retired
        from samdrift.records.register.consequences import add_consequences
        from samdrift.records.register.panels import add_panel

        add_panel(INTRODUCTION_PANEL)
        add_consequences(planned_when_retired)
