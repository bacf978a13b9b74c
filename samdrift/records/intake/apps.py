"""Registers the room with Django."""

from django.apps import AppConfig

WORKING_COPIES = ("upload", "row", "finding", "namematch", "mapping", "rowchoice")


class IntakeConfig(AppConfig):
    name = "samdrift.records.intake"
    label = "intake"

    def ready(self) -> None:
        from samdrift.foundation.handbook.hints import add_first_hints
        from samdrift.records.intake.hints import HINTS

        add_first_hints(*HINTS)
        from samdrift.foundation.organisations.menu import add_menu_entries
        from samdrift.records.intake.menu import MENU

        add_menu_entries(*MENU)
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.audit.watching import leave_out_of_change_sets
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.silent_work import takes_up
        from samdrift.foundation.organisations.succession import add_successions
        from samdrift.foundation.organisations.undoable import add_undoable_act
        from samdrift.foundation.organisations.waiting import add_waiting_kinds
        from samdrift.records.intake.actions.steps import take_up_uploads
        from samdrift.records.intake.convert.facts import GROUPS_IN_HISTORY
        from samdrift.records.intake.counted_words import COUNTED_WORDS
        from samdrift.records.intake.next_steps import NEXT_STEPS
        from samdrift.records.intake.succession import SUCCESSIONS
        from samdrift.records.intake.undoable import BROUGHT_IN_FILE
        from samdrift.records.intake.waiting import WAITING
        from samdrift.records.register.field_groups import add_told_by_files

        leave_out_of_change_sets(*(f"intake.{each}" for each in WORKING_COPIES))
        add_successions(SUCCESSIONS)
        add_next_steps(NEXT_STEPS)
        add_told_by_files(GROUPS_IN_HISTORY)
        takes_up("uploads", take_up_uploads)
        add_counted_words(COUNTED_WORDS)
        add_waiting_kinds(WAITING)
        add_undoable_act(BROUGHT_IN_FILE)
