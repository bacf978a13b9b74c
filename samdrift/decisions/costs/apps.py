"""How databases from before the room was divided find their way: migrations alone (decision 0150)."""

from django.apps import AppConfig


class CostsConfig(AppConfig):
    name = "samdrift.decisions.costs"
    label = "costs"
