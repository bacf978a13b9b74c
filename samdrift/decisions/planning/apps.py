"""Registers the room with Django."""

from django.apps import AppConfig


class Planning(AppConfig):
    name = "samdrift.decisions.planning"
    label = "planning"

    def ready(self) -> None:
        from samdrift.decisions.planning.actions.runs import resume_silent_runs
        from samdrift.decisions.planning.convert.naming import rule_or_pin_name
        from samdrift.foundation.audit.words import add_value_words
        from samdrift.foundation.organisations.silent_work import takes_up

        takes_up("plans", resume_silent_runs)
        add_value_words(rule_or_pin_name)
