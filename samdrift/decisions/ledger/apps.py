"""Registers the room with Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "samdrift.decisions.ledger"
    label = "ledger"

    def ready(self) -> None:
        from samdrift.decisions.ledger.counted_words import COUNTED_WORDS
        from samdrift.decisions.ledger.next_steps import NEXT_STEPS
        from samdrift.decisions.ledger.succession import SUCCESSIONS
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.succession import add_successions

        add_successions(SUCCESSIONS)
        add_next_steps(NEXT_STEPS)
        add_counted_words(COUNTED_WORDS)
