"""Everything that is held about a person (GDPR art. 15): found from the models, so no room can be forgotten."""

from typing import Any

from django.db.models import Q

from samdrift.foundation.audit.actions import facts
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.queries.people import keys_to_people


def personal_data(person: Person) -> dict[str, Any]:
    """The person's own facts, every row that refers to the person by room and key, and the log; secrets left out."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for model, field in keys_to_people():
        found = model._base_manager.filter(**{field.name: person}).order_by("pk")
        told = [{"id": row.pk, "words": str(row), **facts(row)} for row in found]
        if told:
            rows[f"{model._meta.label}.{field.name}"] = told
    kind, key = Person._meta.label_lower, str(person.pk)
    events = AuditEvent.objects.filter(
        Q(by_id=person.pk) | Q(about_kind=kind, about_id=key) | Q(parent_kind=kind, parent_id=key)
    )
    log = [
        {
            "at": each.at,
            "event": each.event,
            "by": each.by_name,
            "about": each.about_name,
            "before": each.before,
            "after": each.after,
            "why": each.why,
        }
        for each in events.order_by("at", "pk")
    ]
    return {"person": {"id": person.pk, **facts(person)}, "rows": rows, "log": log}
