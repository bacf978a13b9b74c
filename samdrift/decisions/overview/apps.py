"""Registers the room with Django."""

from django.apps import AppConfig


class Overview(AppConfig):
    name = "samdrift.decisions.overview"
    label = "overview"
