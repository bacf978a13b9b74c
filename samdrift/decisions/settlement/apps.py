"""Registers the room with Django."""

from django.apps import AppConfig


class Settlement(AppConfig):
    name = "samdrift.decisions.settlement"
    label = "settlement"

    def ready(self) -> None:
        from samdrift.decisions.settlement.next_steps import NEXT_STEPS
        from samdrift.foundation.audit.next_steps import add_next_steps

        add_next_steps(NEXT_STEPS)
