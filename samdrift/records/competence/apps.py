"""Registers the room with Django, and answers the register for training plans."""

from django.apps import AppConfig


class Competence(AppConfig):
    name = "samdrift.records.competence"
    label = "competence"

    def ready(self) -> None:
        from samdrift.records.competence.queries import trained_applications
        from samdrift.records.register.introducing import answer_for_training

        answer_for_training(trained_applications)
