"""Registers the room with Django."""

from django.apps import AppConfig


class Agreements(AppConfig):
    name = "samdrift.records.agreements"
    label = "agreements"
