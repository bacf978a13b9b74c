"""Registers the room with Django."""

from django.apps import AppConfig


class Costs(AppConfig):
    name = "samdrift.decisions.costs"
    label = "costs"

    def ready(self) -> None:
        from samdrift.decisions.costs.actions.handing_over import OPEN_KINDS
        from samdrift.decisions.costs.actions.mailing import give_up_lost_letters
        from samdrift.decisions.costs.convert.history import costs_in_words
        from samdrift.decisions.costs.next_steps import NEXT_STEPS
        from samdrift.decisions.costs.panel import COMING_PANEL, FITS_PANEL, shared_when_retired
        from samdrift.decisions.governance.panels import add_proposal_panel
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.audit.words import add_value_words
        from samdrift.foundation.organisations.open_duties import add_open_kind
        from samdrift.foundation.organisations.silent_work import takes_up
        from samdrift.records.register.consequences import add_consequences
        from samdrift.records.register.panels import add_panel

        add_next_steps(NEXT_STEPS)
        takes_up("letters", give_up_lost_letters)
        add_value_words(costs_in_words)
        add_panel(COMING_PANEL)
        add_consequences(shared_when_retired)
        add_proposal_panel(FITS_PANEL)
        for kind in OPEN_KINDS:
            add_open_kind(kind)
