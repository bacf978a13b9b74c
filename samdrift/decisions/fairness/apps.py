"""Registers the room with Django."""

from django.apps import AppConfig


class FairnessConfig(AppConfig):
    name = "samdrift.decisions.fairness"
    label = "fairness"

    def ready(self) -> None:
        from samdrift.decisions.fairness.menu import MENU
        from samdrift.foundation.organisations.menu import add_menu_entries

        add_menu_entries(*MENU)
        from samdrift.decisions.fairness.counted_words import COUNTED_WORDS
        from samdrift.decisions.fairness.next_steps import NEXT_STEPS
        from samdrift.decisions.fairness.succession import SUCCESSIONS
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.succession import add_successions

        add_successions(SUCCESSIONS)
        add_next_steps(NEXT_STEPS)
        add_counted_words(COUNTED_WORDS)
