"""Who has signed in, tried to, and taken files out: kept in the log beside the changes."""

import datetime as dt

from django.conf import settings

from samdrift.foundation.audit.actions import record, record_without_person
from samdrift.foundation.audit.clock import now
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.history import SIGN_INS
from samdrift.foundation.organisations.models import Kind, Organisation, Person


def erase_old_sign_ins() -> int:
    """Erase what is kept of sign-ins and files taken out for longer than the setting says; returns how many rows."""
    oldest = now() - dt.timedelta(days=settings.SIGN_IN_DAYS)
    rows, _by_kind = AuditEvent.objects.filter(event__in=SIGN_INS, at__lt=oldest).delete()
    return rows


@verb
def record_sign_in(*, by: Person) -> None:
    """Somebody has signed in."""
    record("organisations.signed_in", by, by=by)


def record_failed_sign_in(email: str) -> None:
    """A wrong password of a known person; of an unknown, only that it happened: what was typed is not kept."""
    person = Person.objects.filter(email__iexact=email).first() if email else None
    if person is not None:
        record_without_person("organisations.sign_in_failed", person, after={"known": True})
        return
    federation = Organisation.objects.filter(kind=Kind.FEDERATION).first()
    if federation is not None:
        record_without_person("organisations.sign_in_failed", federation, after={"known": False})


@verb
def record_download(*, by: Person, address: str, name: str) -> None:
    """A file went out to somebody."""
    record(
        "organisations.file_taken_out",
        by,
        by=by,
        after={"address": address[:300], "file": name[:200]},
    )
