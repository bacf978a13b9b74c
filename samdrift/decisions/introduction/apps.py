"""Registers the room with Django."""

from django.apps import AppConfig


class Introduction(AppConfig):
    name = "samdrift.decisions.introduction"
    label = "introduction"

    def ready(self) -> None:
        from samdrift.decisions.introduction.panel import INTRODUCTION_PANEL
        from samdrift.records.register.panels import add_panel

        add_panel(INTRODUCTION_PANEL)
