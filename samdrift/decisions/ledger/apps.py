"""Registers the room with Django."""

from django.apps import AppConfig


class Ledger(AppConfig):
    name = "samdrift.decisions.ledger"
    label = "ledger"

    def ready(self) -> None:
        from samdrift.decisions.ledger.next_steps import NEXT_STEPS
        from samdrift.foundation.audit.next_steps import add_next_steps

        add_next_steps(NEXT_STEPS)
