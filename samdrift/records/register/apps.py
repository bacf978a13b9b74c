"""Registers the room with Django."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "samdrift.records.register"
    label = "register"

    def ready(self) -> None:
        from samdrift.foundation.handbook.hints import add_first_hints
        from samdrift.records.register.hints import HINTS

        add_first_hints(*HINTS)
        from samdrift.foundation.organisations.finding import add_find_kinds
        from samdrift.foundation.organisations.menu import add_menu_entries
        from samdrift.records.register.finds import FINDS
        from samdrift.records.register.menu import MENU

        add_find_kinds(*FINDS)
        add_menu_entries(*MENU)
        from samdrift.foundation.organisations.waiting import add_waiting_kinds
        from samdrift.records.register.waiting import WAITING

        add_waiting_kinds(WAITING)
        from samdrift.foundation.organisations.succession import add_successions
        from samdrift.records.register.succession import SUCCESSIONS

        add_successions(SUCCESSIONS)
        from django.db.models.signals import post_save

        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.audit.watching import leave_out_of_change_sets
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.open_duties import add_open_kind
        from samdrift.foundation.organisations.undoable import add_undoable_act
        from samdrift.records.register.actions.handing_over import OPEN_KINDS
        from samdrift.records.register.consequences import ENDING_USE, RETIRING
        from samdrift.records.register.counted_words import COUNTED_WORDS
        from samdrift.records.register.models.catalogue import store_words_of_products
        from samdrift.records.register.next_steps import NEXT_STEPS
        from samdrift.records.register.panel import ended_by_retiring, left_using
        from samdrift.records.register.undoable import CHANGED_SEVERAL, MERGED_SUPPLIERS

        add_undoable_act(MERGED_SUPPLIERS)
        add_undoable_act(CHANGED_SEVERAL)
        leave_out_of_change_sets("register.searchword")
        post_save.connect(store_words_of_products, sender="organisations.Organisation")
        add_next_steps(NEXT_STEPS)
        RETIRING.add(ended_by_retiring)
        ENDING_USE.add(left_using)
        for kind in OPEN_KINDS:
            add_open_kind(kind)
        add_counted_words(COUNTED_WORDS)
