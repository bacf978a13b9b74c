"""Registers the room with Django."""

from django.apps import AppConfig


class Spending(AppConfig):
    name = "samdrift.records.spending"
    label = "spending"
