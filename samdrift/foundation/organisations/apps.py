"""Registers the room with Django."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.db.models.signals import post_migrate


class OrganisationsConfig(AppConfig):
    name = "samdrift.foundation.organisations"
    label = "organisations"

    def ready(self) -> None:
        from samdrift.foundation.organisations.finding import add_find_kinds
        from samdrift.foundation.organisations.finds import FINDS
        from samdrift.foundation.organisations.menu import add_menu_entries
        from samdrift.foundation.organisations.own_menu import MENU

        add_find_kinds(*FINDS)
        add_menu_entries(*MENU)
        from samdrift.foundation.organisations.succession import OWN_SUCCESSIONS, add_successions

        add_successions(OWN_SUCCESSIONS)
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.audit.words import add_value_words, leave_out
        from samdrift.foundation.organisations.actions.handing_over import OPEN_KINDS
        from samdrift.foundation.organisations.actions.listed_place import follow_employments
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.kept_facts import compute_what_is_behind
        from samdrift.foundation.organisations.models.function import functions_in_words
        from samdrift.foundation.organisations.models.person import unknown_start_in_words
        from samdrift.foundation.organisations.next_steps import NEXT_STEPS
        from samdrift.foundation.organisations.open_duties import add_open_kind
        from samdrift.foundation.organisations.own_counted_words import COUNTED_WORDS
        from samdrift.foundation.organisations.proposed_functions import PROPOSED_FUNCTIONS
        from samdrift.foundation.organisations.queries.population import municipality_name
        from samdrift.foundation.organisations.silent_work import takes_up
        from samdrift.foundation.organisations.waiting import add_waiting_kinds

        add_next_steps(NEXT_STEPS)
        takes_up("employments", follow_employments)
        takes_up("facts", compute_what_is_behind)
        add_value_words(municipality_name)
        add_value_words(unknown_start_in_words)
        add_value_words(functions_in_words)
        leave_out("organisations.function", "folded")
        add_waiting_kinds(PROPOSED_FUNCTIONS)
        for kind in OPEN_KINDS:
            add_open_kind(kind)
        add_counted_words(COUNTED_WORDS)
        from samdrift.foundation.audit.watching import leave_out_of_change_sets
        from samdrift.foundation.organisations.finding import keep_words_where_none_are

        leave_out_of_change_sets("organisations.foundword", "organisations.keptfact")
        post_migrate.connect(keep_words_where_none_are, sender=self)
        post_migrate.connect(_forget_facts, sender=self)


def _forget_facts(*, using: str, apps: Any = installed, **_rest: Any) -> None:
    """A new version may compute in another way: what an older one kept is computed anew."""
    try:
        model = apps.get_model("organisations", "KeptFact")
    except LookupError:  # on the way down, before there were any
        return
    model.objects.using(using).all().delete()
