"""Registers the room with Django, and answers other rooms for the policy's clauses."""

from django.apps import AppConfig


class Policy(AppConfig):
    name = "samdrift.decisions.policy"
    label = "policy"

    def ready(self) -> None:
        from samdrift.decisions.policy.queries.status import clauses_to_cite
        from samdrift.foundation.organisations.clauses import answer_for_clauses

        answer_for_clauses(clauses_to_cite)
