"""Registers the room with Django."""

from django.apps import AppConfig


class CollaborationConfig(AppConfig):
    name = "samdrift.decisions.collaboration"
    label = "collaboration"

    def ready(self) -> None:
        from samdrift.decisions.collaboration.hints import HINTS
        from samdrift.foundation.handbook.hints import add_first_hints

        add_first_hints(*HINTS)
        from samdrift.decisions.collaboration.menu import MENU
        from samdrift.foundation.organisations.menu import add_menu_entries

        add_menu_entries(*MENU)
        from samdrift.decisions.collaboration.counted_words import COUNTED_WORDS
        from samdrift.decisions.collaboration.next_steps import NEXT_STEPS
        from samdrift.decisions.collaboration.opportunities_kept import (
            OPPORTUNITIES,
            opportunities_now,
        )
        from samdrift.decisions.collaboration.panel import OPPORTUNITIES_PANEL, TOGETHER_PANEL
        from samdrift.decisions.collaboration.succession import SUCCESSIONS
        from samdrift.decisions.collaboration.waiting import WAITING
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.audit.words import leave_out
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.kept_facts import keep_facts
        from samdrift.foundation.organisations.succession import add_successions
        from samdrift.foundation.organisations.waiting import add_waiting_kinds
        from samdrift.records.agreements.panels import AGREEMENT_PANELS
        from samdrift.records.register.panels import APPLICATION_PANELS

        add_successions(SUCCESSIONS)
        add_next_steps(NEXT_STEPS)
        leave_out("collaboration.opportunity", "key", "address")
        APPLICATION_PANELS.add(TOGETHER_PANEL)
        AGREEMENT_PANELS.add(OPPORTUNITIES_PANEL)
        add_counted_words(COUNTED_WORDS)
        add_waiting_kinds(WAITING)
        keep_facts(OPPORTUNITIES, opportunities_now)
