"""Registers the room with Django."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "samdrift.decisions.governance"
    label = "governance"

    def ready(self) -> None:
        from samdrift.decisions.governance.finds import FINDS
        from samdrift.decisions.governance.menu import MENU
        from samdrift.foundation.organisations.finding import add_find_kinds
        from samdrift.foundation.organisations.menu import add_menu_entries

        add_find_kinds(*FINDS)
        add_menu_entries(*MENU)
        from samdrift.decisions.governance.agenda import MEETINGS, PROPOSALS
        from samdrift.decisions.governance.counted_words import COUNTED_WORDS
        from samdrift.decisions.governance.next_steps import NEXT_STEPS
        from samdrift.decisions.governance.panels import PROPOSAL_PANELS
        from samdrift.decisions.governance.succession import SUCCESSIONS
        from samdrift.decisions.governance.waiting import WAITING
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.meetings.agenda_kinds import add_agenda_kind
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.succession import add_successions
        from samdrift.foundation.organisations.waiting import add_waiting_kinds

        add_successions(SUCCESSIONS)
        add_next_steps(NEXT_STEPS)
        add_counted_words(COUNTED_WORDS)
        add_waiting_kinds(*WAITING)
        add_agenda_kind(PROPOSALS)
        PROPOSAL_PANELS.add(MEETINGS)
