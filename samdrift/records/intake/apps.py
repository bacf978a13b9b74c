"""Registers the room with Django."""

from django.apps import AppConfig


class Intake(AppConfig):
    name = "samdrift.records.intake"
    label = "intake"

    def ready(self) -> None:
        from samdrift.foundation.organisations.silent_work import takes_up
        from samdrift.records.intake.actions.steps import take_up_uploads

        takes_up("uploads", take_up_uploads)
