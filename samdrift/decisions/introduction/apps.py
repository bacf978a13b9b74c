"""Registers the room with Django."""

from django.apps import AppConfig


class IntroductionConfig(AppConfig):
    name = "samdrift.decisions.introduction"
    label = "introduction"

    def ready(self) -> None:
        from samdrift.decisions.introduction.menu import MENU
        from samdrift.foundation.organisations.menu import add_menu_entries

        add_menu_entries(*MENU)
        from samdrift.decisions.introduction.actions.handing_over import OPEN_KINDS
        from samdrift.decisions.introduction.counted_words import COUNTED_WORDS
        from samdrift.decisions.introduction.history import lengths_in_words
        from samdrift.decisions.introduction.next_steps import NEXT_STEPS
        from samdrift.decisions.introduction.panel import (
            INTRODUCTION_PANEL,
            planned_when_leaving,
            planned_when_notice_is_given,
            planned_when_retired,
        )
        from samdrift.decisions.introduction.succession import SUCCESSIONS
        from samdrift.decisions.introduction.waiting import WAITING
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.audit.words import add_value_words
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.open_duties import add_open_kind
        from samdrift.foundation.organisations.succession import add_successions
        from samdrift.foundation.organisations.waiting import add_waiting_kinds
        from samdrift.records.agreements.consequences import GIVING_NOTICE
        from samdrift.records.register.consequences import ENDING_USE, RETIRING
        from samdrift.records.register.panels import APPLICATION_PANELS

        add_successions(SUCCESSIONS)
        add_next_steps(NEXT_STEPS)
        APPLICATION_PANELS.add(INTRODUCTION_PANEL)
        add_value_words(lengths_in_words)
        RETIRING.add(planned_when_retired)
        ENDING_USE.add(planned_when_leaving)
        GIVING_NOTICE.add(planned_when_notice_is_given)
        for kind in OPEN_KINDS:
            add_open_kind(kind)
        add_counted_words(COUNTED_WORDS)
        add_waiting_kinds(WAITING)
