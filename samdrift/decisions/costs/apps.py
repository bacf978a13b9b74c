"""Registers the room with Django."""

from django.apps import AppConfig


class Costs(AppConfig):
    name = "samdrift.decisions.costs"
    label = "costs"
