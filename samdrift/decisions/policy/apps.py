"""Registers the room with Django, and answers other rooms for the policy's clauses."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "samdrift.decisions.policy"
    label = "policy"

    def ready(self) -> None:
        from samdrift.decisions.policy.hints import HINTS
        from samdrift.foundation.handbook.hints import add_first_hints

        add_first_hints(*HINTS)
        from samdrift.decisions.policy.finds import FINDS
        from samdrift.decisions.policy.menu import MENU
        from samdrift.foundation.organisations.finding import add_find_kinds
        from samdrift.foundation.organisations.menu import add_menu_entries

        add_find_kinds(*FINDS)
        add_menu_entries(*MENU)
        from samdrift.decisions.policy.counted_words import COUNTED_WORDS
        from samdrift.decisions.policy.history import chapters_in_words
        from samdrift.decisions.policy.next_steps import NEXT_STEPS
        from samdrift.decisions.policy.queries.counted import FIGURES, figures_now
        from samdrift.decisions.policy.queries.status import clauses_to_cite
        from samdrift.decisions.policy.succession import SUCCESSIONS
        from samdrift.decisions.policy.waiting import WAITING
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.audit.words import add_value_words
        from samdrift.foundation.organisations.clauses import answer_for_clauses
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.kept_facts import changes_no_fact, keep_facts
        from samdrift.foundation.organisations.succession import add_successions
        from samdrift.foundation.organisations.waiting import add_waiting_kinds

        add_successions(SUCCESSIONS)
        add_next_steps(NEXT_STEPS)
        add_counted_words(COUNTED_WORDS)
        answer_for_clauses(clauses_to_cite)
        add_value_words(chapters_in_words)
        keep_facts(FIGURES, figures_now)
        changes_no_fact("policy.results_recorded")
        add_waiting_kinds(WAITING)
