"""Registers the room with Django."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "samdrift.foundation.messages"
    label = "outbox"  # «messages» is Django's own room of what a page says once

    def ready(self) -> None:
        from samdrift.foundation.messages.menu import MENU
        from samdrift.foundation.organisations.menu import add_menu_entries

        add_menu_entries(*MENU)
        from samdrift.foundation.messages.waiting import WAITING
        from samdrift.foundation.organisations.waiting import add_waiting_kinds

        add_waiting_kinds(WAITING)
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.messages.actions.delivering import take_up_lost_letters
        from samdrift.foundation.messages.actions.erasing import erase_letters_of
        from samdrift.foundation.messages.counted_words import COUNTED_WORDS
        from samdrift.foundation.messages.invitations import INVITATION, post_invitation
        from samdrift.foundation.messages.kinds import add_message_kind
        from samdrift.foundation.messages.next_steps import NEXT_STEPS
        from samdrift.foundation.messages.waiting_digest import WAITING_DIGEST
        from samdrift.foundation.organisations.actions.inviting import mail_invitations_by
        from samdrift.foundation.organisations.actions.personal_data import add_forgetting
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.silent_work import takes_up

        add_message_kind(INVITATION)
        add_message_kind(WAITING_DIGEST)
        add_counted_words(COUNTED_WORDS)
        add_next_steps(NEXT_STEPS)
        add_forgetting(erase_letters_of)
        mail_invitations_by(post_invitation)
        takes_up("letters", take_up_lost_letters)
