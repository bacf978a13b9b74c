"""Registers the room with Django, and answers other rooms for the policy's clauses."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.db.models.signals import post_migrate


class PolicyConfig(AppConfig):
    name = "samdrift.decisions.policy"
    label = "policy"

    def ready(self) -> None:
        from samdrift.decisions.policy.finds import FINDS
        from samdrift.decisions.policy.menu import MENU
        from samdrift.foundation.organisations.finding import add_find_kinds
        from samdrift.foundation.organisations.menu import add_menu_entries

        add_find_kinds(*FINDS)
        add_menu_entries(*MENU)
        from samdrift.decisions.policy.counted_words import COUNTED_WORDS
        from samdrift.decisions.policy.counting import recount_what_is_behind
        from samdrift.decisions.policy.history import chapters_in_words
        from samdrift.decisions.policy.next_steps import NEXT_STEPS
        from samdrift.decisions.policy.queries.status import clauses_to_cite
        from samdrift.decisions.policy.succession import SUCCESSIONS
        from samdrift.decisions.policy.waiting import WAITING
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.audit.words import add_value_words
        from samdrift.foundation.organisations.clauses import answer_for_clauses
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.silent_work import takes_up
        from samdrift.foundation.organisations.succession import add_successions
        from samdrift.foundation.organisations.waiting import add_waiting_kinds

        add_successions(SUCCESSIONS)
        add_next_steps(NEXT_STEPS)
        add_counted_words(COUNTED_WORDS)
        answer_for_clauses(clauses_to_cite)
        add_value_words(chapters_in_words)
        takes_up("policy counts", recount_what_is_behind)
        add_waiting_kinds(WAITING)
        post_migrate.connect(_forget_counts, sender=self)


def _forget_counts(*, using: str, apps: Any = installed, **_rest: Any) -> None:
    """A new version may count in another way: what an older one counted is counted anew."""
    try:
        model = apps.get_model("policy", "PolicyCount")
    except LookupError:  # on the way down, before there were any
        return
    model.objects.using(using).all().delete()
