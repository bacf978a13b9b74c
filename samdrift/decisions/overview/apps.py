"""Registers the room with Django."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "samdrift.decisions.overview"
    label = "overview"
