"""Registers the room with Django."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "samdrift.foundation.meetings"
    label = "meetings"

    def ready(self) -> None:
        from samdrift.foundation.meetings.menu import MENU
        from samdrift.foundation.organisations.menu import add_menu_entries

        add_menu_entries(*MENU)
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.meetings.counted_words import COUNTED_WORDS
        from samdrift.foundation.meetings.handing_over import OPEN_KINDS
        from samdrift.foundation.meetings.letters import CALL, CANCELLED, NOTES
        from samdrift.foundation.meetings.next_steps import NEXT_STEPS
        from samdrift.foundation.meetings.panel import GROUPS_OF_FEDERATION
        from samdrift.foundation.meetings.succession import SUCCESSIONS
        from samdrift.foundation.meetings.waiting import WAITING
        from samdrift.foundation.messages.kinds import add_message_kind
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.open_duties import add_open_kind
        from samdrift.foundation.organisations.panels import ORGANISATION_PANELS
        from samdrift.foundation.organisations.succession import add_successions
        from samdrift.foundation.organisations.waiting import add_waiting_kinds

        for letter in (CALL, CANCELLED, NOTES):
            add_message_kind(letter)
        for kind in OPEN_KINDS:
            add_open_kind(kind)
        add_counted_words(COUNTED_WORDS)
        add_next_steps(NEXT_STEPS)
        ORGANISATION_PANELS.add(GROUPS_OF_FEDERATION)
        add_successions(SUCCESSIONS)
        add_waiting_kinds(*WAITING)
