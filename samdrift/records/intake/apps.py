"""Registers the room with Django."""

from django.apps import AppConfig


class Intake(AppConfig):
    name = "samdrift.records.intake"
    label = "intake"
