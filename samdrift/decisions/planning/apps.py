"""Registers the room with Django."""

from django.apps import AppConfig


class Planning(AppConfig):
    name = "samdrift.decisions.planning"
    label = "planning"

    def ready(self) -> None:
        from samdrift.decisions.planning.actions.runs import resume_silent_runs
        from samdrift.foundation.organisations.silent_work import takes_up

        takes_up("plans", resume_silent_runs)
