"""Registers the room with Django."""

from django.apps import AppConfig


class Costs(AppConfig):
    name = "samdrift.decisions.costs"
    label = "costs"

    def ready(self) -> None:
        from samdrift.decisions.costs.panel import COMING_PANEL, FITS_PANEL, shared_when_retired
        from samdrift.decisions.governance.panels import add_proposal_panel
        from samdrift.records.register.consequences import add_consequences
        from samdrift.records.register.panels import add_panel

        add_panel(COMING_PANEL)
        add_consequences(shared_when_retired)
        add_proposal_panel(FITS_PANEL)
