"""Registers the room with Django."""

from django.apps import AppConfig


class BudgetingConfig(AppConfig):
    name = "samdrift.decisions.budgeting"
    label = "budgeting"

    def ready(self) -> None:
        from samdrift.decisions.budgeting.menu import MENU
        from samdrift.foundation.organisations.menu import add_menu_entries

        add_menu_entries(*MENU)
        from samdrift.decisions.budgeting.actions import note_needs_of_proposal
        from samdrift.decisions.budgeting.counted_words import COUNTED_WORDS
        from samdrift.decisions.budgeting.next_steps import NEXT_STEPS
        from samdrift.decisions.budgeting.panel import FITS_PANEL
        from samdrift.decisions.budgeting.succession import SUCCESSIONS
        from samdrift.decisions.budgeting.waiting import WAITING
        from samdrift.decisions.governance.followers import add_follower
        from samdrift.decisions.governance.panels import PROPOSAL_PANELS
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.succession import add_successions
        from samdrift.foundation.organisations.waiting import add_waiting_kinds

        add_successions(SUCCESSIONS)
        add_next_steps(NEXT_STEPS)
        add_counted_words(COUNTED_WORDS)
        add_follower(note_needs_of_proposal)
        PROPOSAL_PANELS.add(FITS_PANEL)
        add_waiting_kinds(WAITING)
