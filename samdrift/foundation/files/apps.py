"""Registers the room with Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "samdrift.foundation.files"
    label = "files"

    def ready(self) -> None:
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.files.actions.scanning import take_up_unscanned
        from samdrift.foundation.files.counted_words import COUNTED_WORDS
        from samdrift.foundation.files.infected import INFECTED_FILE
        from samdrift.foundation.files.next_steps import NEXT_STEPS
        from samdrift.foundation.messages.kinds import add_message_kind
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.silent_work import takes_up

        add_message_kind(INFECTED_FILE)
        add_counted_words(COUNTED_WORDS)
        add_next_steps(NEXT_STEPS)
        takes_up("attachments", take_up_unscanned)
