"""Registers the room with Django, and answers the register for training plans."""

from django.apps import AppConfig


class CompetenceConfig(AppConfig):
    name = "samdrift.records.competence"
    label = "competence"

    def ready(self) -> None:
        from samdrift.foundation.organisations.menu import add_menu_entries
        from samdrift.records.competence.menu import MENU

        add_menu_entries(*MENU)
        from samdrift.foundation.organisations.waiting import add_waiting_kinds
        from samdrift.records.competence.waiting import WAITING

        add_waiting_kinds(WAITING)
        from samdrift.foundation.audit.next_steps import add_next_steps
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.records.competence.counted_words import COUNTED_WORDS
        from samdrift.records.competence.next_steps import NEXT_STEPS
        from samdrift.records.competence.panel import TRAINING_GIST
        from samdrift.records.competence.queries import trained_applications
        from samdrift.records.register.introducing import answer_for_training
        from samdrift.records.register.panels import APPLICATION_PANELS

        add_next_steps(NEXT_STEPS)
        answer_for_training(trained_applications)
        add_counted_words(COUNTED_WORDS)
        APPLICATION_PANELS.add_gist(TRAINING_GIST)
