"""Registers the room with Django."""

from django.apps import AppConfig


class HandbookConfig(AppConfig):
    name = "samdrift.foundation.handbook"
    label = "handbook"

    def ready(self) -> None:
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.handbook.actions import forget_closed_hints
        from samdrift.foundation.handbook.counted_words import COUNTED_WORDS
        from samdrift.foundation.handbook.finds import FINDS, TEXTS
        from samdrift.foundation.handbook.menu import MENU
        from samdrift.foundation.handbook.next_steps import NEXT_STEPS
        from samdrift.foundation.handbook.succession import SUCCESSIONS
        from samdrift.foundation.organisations.actions.personal_data import add_forgetting
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.finding import add_find_kinds, add_find_texts
        from samdrift.foundation.organisations.menu import add_menu_entries
        from samdrift.foundation.organisations.succession import add_successions

        add_menu_entries(*MENU)
        add_find_kinds(*FINDS)
        add_find_texts(TEXTS)
        add_counted_words(COUNTED_WORDS)
        add_next_steps(NEXT_STEPS)
        add_successions(SUCCESSIONS)
        add_forgetting(forget_closed_hints)
