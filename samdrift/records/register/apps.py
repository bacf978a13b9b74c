"""Registers the room with Django."""

from django.apps import AppConfig


class Register(AppConfig):
    name = "samdrift.records.register"
    label = "register"
