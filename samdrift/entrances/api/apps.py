"""Registers the room with Django."""

from django.apps import AppConfig


class Api(AppConfig):
    name = "samdrift.entrances.api"
    label = "api"
