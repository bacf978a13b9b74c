"""The room's verbs."""

from samdrift.foundation.messages.actions.choosing import choose_letters, unsubscribe
from samdrift.foundation.messages.actions.digests import post_digests
from samdrift.foundation.messages.actions.erasing import erase_letters_of, erase_old_messages
from samdrift.foundation.messages.actions.posting import (
    mail_message_again,
    post_message,
    queue_again,
)

__all__ = [
    "choose_letters",
    "erase_letters_of",
    "erase_old_messages",
    "mail_message_again",
    "post_digests",
    "post_message",
    "queue_again",
    "unsubscribe",
]
