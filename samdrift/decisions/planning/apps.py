"""Registers the room with Django."""

from django.apps import AppConfig


class Planning(AppConfig):
    name = "samdrift.decisions.planning"
    label = "planning"
