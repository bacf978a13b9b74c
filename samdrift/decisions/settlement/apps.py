"""Registers the room with Django."""

from django.apps import AppConfig


class SettlementConfig(AppConfig):
    name = "samdrift.decisions.settlement"
    label = "settlement"

    def ready(self) -> None:
        from samdrift.decisions.settlement.menu import MENU
        from samdrift.foundation.organisations.menu import add_menu_entries

        add_menu_entries(*MENU)
        from samdrift.decisions.settlement.counted_words import COUNTED_WORDS
        from samdrift.decisions.settlement.next_steps import NEXT_STEPS
        from samdrift.decisions.settlement.succession import SUCCESSIONS
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.succession import add_successions

        add_successions(SUCCESSIONS)
        add_next_steps(NEXT_STEPS)
        add_counted_words(COUNTED_WORDS)
