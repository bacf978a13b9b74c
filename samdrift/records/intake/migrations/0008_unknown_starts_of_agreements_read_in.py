"""Agreements that were read in without a first day were said to begin on the day of import: it becomes not known."""

from collections.abc import Iterator
from typing import Any

from django.db import migrations
from django.utils import timezone

WHY = (
    "Filen sade ingen första dag; dagen för inläsningen hade skrivits i stället. Startdagen är okänd tills någon anger den."
)


def days_of_import(apps: Any) -> dict[tuple[int, str], set[Any]]:
    """{(municipality, file): the days on which that file was brought in}."""
    upload_model, event_model = apps.get_model("intake", "Upload"), apps.get_model("audit", "AuditEvent")
    days: dict[tuple[int, str], set[Any]] = {}
    named: dict[str, tuple[int, str]] = {}
    uploads = upload_model.objects.filter(about="register", status="done")
    for pk, organisation, name, at in uploads.values_list("pk", "organisation", "file_name", "at"):
        days.setdefault((organisation, name), set()).add(timezone.localdate(at))
        named[str(pk)] = (organisation, name)
    confirmed = event_model.objects.filter(event="intake.upload_confirmed", about_kind="intake.upload")
    for pk, at in confirmed.values_list("about_id", "at"):
        if pk in named:
            days[named[pk]].add(timezone.localdate(at))
    return days


def starts_that_are_the_import_day(apps: Any) -> Iterator[Any]:
    """Agreements that begin on the day their file was brought in, and whose first day nobody has settled since."""
    days = days_of_import(apps)
    event_model = apps.get_model("audit", "AuditEvent")
    agreements = apps.get_model("agreements", "Agreement").objects.exclude(source="").filter(starts_on__isnull=False)
    for each in agreements.order_by("pk"):
        if each.starts_on not in days.get((each.responsible_id, each.source), ()):
            continue
        events = event_model.objects.filter(about_kind="agreements.agreement", about_id=str(each.pk))
        said = [
            (before or {}).get("starts_on") != (after or {}).get("starts_on")
            for before, after in events.values_list("before", "after")
        ]
        if not any(said):
            yield each


def set_unknown(apps: Any, _schema: Any) -> None:
    event_model = apps.get_model("audit", "AuditEvent")
    for agreement in list(starts_that_are_the_import_day(apps)):
        before = agreement.starts_on.isoformat()
        agreement.starts_on = None
        agreement.save(update_fields=["starts_on"])
        event_model.objects.create(
            event="agreements.agreement_changed",
            by_id=None,
            by_name="Samdrift",
            about_kind="agreements.agreement",
            about_id=str(agreement.pk),
            about_name=agreement.title[:250],
            before={"starts_on": before},
            after={"starts_on": None},
            why=WHY,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0007_lists_of_employees"),
        ("agreements", "0002_renewal_kinds_and_unknown_starts"),
        ("audit", "0001_initial"),
    ]

    operations = [migrations.RunPython(set_unknown, migrations.RunPython.noop)]
