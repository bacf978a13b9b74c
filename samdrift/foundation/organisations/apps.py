"""Registers the room with Django."""

from django.apps import AppConfig


class Organisations(AppConfig):
    name = "samdrift.foundation.organisations"
    label = "organisations"
