"""Registers the room with Django."""

from django.apps import AppConfig


class Policy(AppConfig):
    name = "samdrift.decisions.policy"
    label = "policy"
