"""Registers the room with Django."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "samdrift.records.agreements"
    label = "agreements"

    def ready(self) -> None:
        from samdrift.foundation.handbook.hints import add_first_hints
        from samdrift.records.agreements.hints import HINTS

        add_first_hints(*HINTS)
        from samdrift.foundation.organisations.finding import add_find_kinds
        from samdrift.foundation.organisations.menu import add_menu_entries
        from samdrift.records.agreements.finds import FINDS
        from samdrift.records.agreements.menu import MENU

        add_find_kinds(*FINDS)
        add_menu_entries(*MENU)
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.files.attachable import add_attachable
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.kept_facts import keep_facts
        from samdrift.foundation.organisations.succession import add_successions
        from samdrift.foundation.organisations.waiting import add_waiting_kinds
        from samdrift.records.agreements.ahead import AHEAD, ahead_now
        from samdrift.records.agreements.attachable import AGREEMENT_FILES
        from samdrift.records.agreements.consequences import (
            GIVING_NOTICE,
            binding_after_use,
            left_by_notice,
            left_by_retiring,
        )
        from samdrift.records.agreements.counted_words import COUNTED_WORDS
        from samdrift.records.agreements.next_steps import NEXT_STEPS
        from samdrift.records.agreements.panel import (
            AGREEMENTS_GIST,
            AGREEMENTS_PANEL,
            SUPPLIER_PANEL,
        )
        from samdrift.records.agreements.succession import SUCCESSIONS
        from samdrift.records.agreements.waiting import WAITING
        from samdrift.records.register.consequences import ENDING_USE, RETIRING
        from samdrift.records.register.panels import APPLICATION_PANELS
        from samdrift.records.register.supplier_panels import SUPPLIER_PANELS

        add_attachable(AGREEMENT_FILES)
        add_successions(SUCCESSIONS)
        add_next_steps(NEXT_STEPS)
        APPLICATION_PANELS.add(AGREEMENTS_PANEL)
        APPLICATION_PANELS.add_gist(AGREEMENTS_GIST)
        SUPPLIER_PANELS.add(SUPPLIER_PANEL)
        RETIRING.add(left_by_retiring)
        ENDING_USE.add(binding_after_use)
        GIVING_NOTICE.add(left_by_notice)
        add_counted_words(COUNTED_WORDS)
        add_waiting_kinds(WAITING)
        keep_facts(AHEAD, ahead_now)
