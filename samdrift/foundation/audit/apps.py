"""Registers the room with Django."""

from django.apps import AppConfig
from django.db.models.signals import pre_save


class AuditConfig(AppConfig):
    name = "samdrift.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        from samdrift.foundation.audit.rules import refuse_broken_rules

        pre_save.connect(refuse_broken_rules, dispatch_uid="rules of fields")
