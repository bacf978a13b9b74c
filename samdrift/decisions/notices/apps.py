"""Registers the room with Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "samdrift.decisions.notices"
    label = "notices"

    def ready(self) -> None:
        from samdrift.decisions.notices.menu import MENU
        from samdrift.foundation.organisations.menu import add_menu_entries

        add_menu_entries(*MENU)
        from samdrift.decisions.notices.actions.handing_over import OPEN_KINDS
        from samdrift.decisions.notices.actions.mailing import LETTERS
        from samdrift.decisions.notices.counted_words import COUNTED_WORDS
        from samdrift.decisions.notices.next_steps import NEXT_STEPS
        from samdrift.decisions.notices.panel import (
            COMING_GIST,
            COMING_PANEL,
            told_of_covered,
            told_of_shared,
            told_to_users,
            told_when_retired,
        )
        from samdrift.decisions.notices.succession import SUCCESSIONS
        from samdrift.decisions.notices.waiting import WAITING
        from samdrift.decisions.sharing.consequences import CHANGING_KEY
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.messages.kinds import add_message_kind
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.open_duties import add_open_kind
        from samdrift.foundation.organisations.succession import add_successions
        from samdrift.foundation.organisations.waiting import add_waiting_kinds
        from samdrift.records.agreements.consequences import GIVING_NOTICE
        from samdrift.records.register.consequences import ENDING_USE, RETIRING
        from samdrift.records.register.panels import APPLICATION_PANELS

        add_successions(SUCCESSIONS)
        add_next_steps(NEXT_STEPS)
        add_counted_words(COUNTED_WORDS)
        for letter in LETTERS:
            add_message_kind(letter)
        APPLICATION_PANELS.add(COMING_PANEL)
        APPLICATION_PANELS.add_gist(COMING_GIST)
        RETIRING.add(told_when_retired)
        ENDING_USE.add(told_to_users)
        GIVING_NOTICE.add(told_of_covered)
        CHANGING_KEY.add(told_of_shared)
        for kind in OPEN_KINDS:
            add_open_kind(kind)
        add_waiting_kinds(*WAITING)
