"""Registers the room with Django."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "samdrift.decisions.sharing"
    label = "sharing"

    def ready(self) -> None:
        from samdrift.decisions.sharing.menu import MENU
        from samdrift.foundation.organisations.menu import add_menu_entries

        add_menu_entries(*MENU)
        from samdrift.decisions.sharing.waiting import WAITING
        from samdrift.foundation.organisations.waiting import add_waiting_kinds

        add_waiting_kinds(WAITING)
        from samdrift.decisions.sharing.consequences import (
            CHANGING_KEY,
            shared_by_rule,
            shared_of_covered,
            shared_when_retired,
            shared_with_who_leaves,
        )
        from samdrift.decisions.sharing.counted_words import COUNTED_WORDS
        from samdrift.decisions.sharing.history import costs_in_words
        from samdrift.decisions.sharing.next_steps import NEXT_STEPS
        from samdrift.decisions.sharing.succession import SUCCESSIONS
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.audit.words import add_value_words
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.succession import add_successions
        from samdrift.records.agreements.consequences import GIVING_NOTICE
        from samdrift.records.register.consequences import ENDING_USE, RETIRING

        add_successions(SUCCESSIONS)
        add_next_steps(NEXT_STEPS)
        add_counted_words(COUNTED_WORDS)
        add_value_words(costs_in_words)
        RETIRING.add(shared_when_retired)
        ENDING_USE.add(shared_with_who_leaves)
        GIVING_NOTICE.add(shared_of_covered)
        CHANGING_KEY.add(shared_by_rule)
