"""Registers the room with Django."""

from django.apps import AppConfig


class SpendingConfig(AppConfig):
    name = "samdrift.records.spending"
    label = "spending"

    def ready(self) -> None:
        from samdrift.foundation.organisations.finding import add_find_kinds
        from samdrift.foundation.organisations.menu import add_menu_entries
        from samdrift.records.spending.finds import FINDS
        from samdrift.records.spending.menu import MENU

        add_find_kinds(*FINDS)
        add_menu_entries(*MENU)
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.organisations.actions import add_merge_objection
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.open_duties import add_open_kind
        from samdrift.foundation.organisations.succession import add_successions
        from samdrift.foundation.organisations.waiting import add_waiting_kinds
        from samdrift.records.register.consequences import RETIRING
        from samdrift.records.register.panels import APPLICATION_PANELS
        from samdrift.records.spending.actions.handing_over import OPEN_KINDS, approved_the_same
        from samdrift.records.spending.counted_words import COUNTED_WORDS
        from samdrift.records.spending.next_steps import NEXT_STEPS
        from samdrift.records.spending.panel import COSTS_GIST, COSTS_PANEL, planned_after_retiring
        from samdrift.records.spending.succession import SUCCESSIONS
        from samdrift.records.spending.waiting import WAITING

        add_successions(SUCCESSIONS)
        add_next_steps(NEXT_STEPS)
        APPLICATION_PANELS.add(COSTS_PANEL)
        APPLICATION_PANELS.add_gist(COSTS_GIST)
        RETIRING.add(planned_after_retiring)
        add_merge_objection(approved_the_same)
        for kind in OPEN_KINDS:
            add_open_kind(kind)
        add_counted_words(COUNTED_WORDS)
        add_waiting_kinds(*WAITING)
