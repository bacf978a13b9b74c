"""How databases from before the room was divided find their way: migrations alone (decision 0150)."""

from django.apps import AppConfig


class Costs(AppConfig):
    name = "samdrift.decisions.costs"
    label = "costs"
