"""Registers the room with Django."""

from django.apps import AppConfig


class Governance(AppConfig):
    name = "samdrift.decisions.governance"
    label = "governance"

    def ready(self) -> None:
        from samdrift.decisions.governance.next_steps import NEXT_STEPS
        from samdrift.foundation.audit.next_steps import add_next_steps

        add_next_steps(NEXT_STEPS)
