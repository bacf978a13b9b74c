"""Registers the room with Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "samdrift.entrances.api"
    label = "api"

    def ready(self) -> None:
        from samdrift.entrances.api.counted_words import COUNTED_WORDS
        from samdrift.entrances.api.handing_over import OPEN_KINDS
        from samdrift.entrances.api.next_steps import NEXT_STEPS
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.open_duties import add_open_kind

        add_next_steps(NEXT_STEPS)
        for kind in OPEN_KINDS:
            add_open_kind(kind)
        add_counted_words(COUNTED_WORDS)
