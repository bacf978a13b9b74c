"""Registers the room with Django."""

from django.apps import AppConfig


class Competence(AppConfig):
    name = "samdrift.records.competence"
    label = "competence"
