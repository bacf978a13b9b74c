"""Registers the room with Django."""

from django.apps import AppConfig


class Collaboration(AppConfig):
    name = "samdrift.decisions.collaboration"
    label = "collaboration"
