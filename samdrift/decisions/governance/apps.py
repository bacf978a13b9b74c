"""Registers the room with Django."""

from django.apps import AppConfig


class Governance(AppConfig):
    name = "samdrift.decisions.governance"
    label = "governance"
