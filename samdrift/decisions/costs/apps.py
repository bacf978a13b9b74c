"""Registers the room with Django."""

from django.apps import AppConfig


class Costs(AppConfig):
    name = "samdrift.decisions.costs"
    label = "costs"

    def ready(self) -> None:
        from samdrift.decisions.costs.panel import COMING_PANEL, FITS_PANEL
        from samdrift.decisions.governance.panels import add_proposal_panel
        from samdrift.records.register.panels import add_panel

        add_panel(COMING_PANEL)
        add_proposal_panel(FITS_PANEL)
