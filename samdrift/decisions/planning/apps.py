"""Registers the room with Django."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "samdrift.decisions.planning"
    label = "planning"

    def ready(self) -> None:
        from samdrift.decisions.planning.finds import FINDS
        from samdrift.decisions.planning.menu import MENU
        from samdrift.foundation.organisations.finding import add_find_kinds
        from samdrift.foundation.organisations.menu import add_menu_entries

        add_find_kinds(*FINDS)
        add_menu_entries(*MENU)
        from samdrift.decisions.planning.waiting import WAITING
        from samdrift.foundation.organisations.waiting import add_waiting_kinds

        add_waiting_kinds(WAITING)
        from samdrift.decisions.planning.succession import SUCCESSIONS
        from samdrift.foundation.organisations.succession import add_successions

        add_successions(SUCCESSIONS)
        from samdrift.decisions.planning.actions.runs import resume_silent_runs
        from samdrift.decisions.planning.convert.naming import planning_in_words
        from samdrift.decisions.planning.counted_words import COUNTED_WORDS
        from samdrift.decisions.planning.next_steps import NEXT_STEPS
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.audit.words import add_value_words
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.silent_work import takes_up

        add_next_steps(NEXT_STEPS)
        takes_up("plans", resume_silent_runs)
        add_value_words(planning_in_words)
        add_counted_words(COUNTED_WORDS)
