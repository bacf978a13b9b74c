"""Agreements as the register had them on an earlier day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q

from samdrift.foundation.audit.clock import end_of, today
from samdrift.foundation.audit.models import AuditEvent
from samdrift.records.agreements.models import Agreement, AgreementQuerySet, Party

PARTY_FIELDS = ("organisation_id", "unit_id", "role")


def known_on(rows: AgreementQuerySet, on: dt.date) -> AgreementQuerySet:
    """Those that the register had on a day, and those registered since that are known to have begun by then."""
    if on >= today():
        return rows
    added = AuditEvent.objects.filter(event="agreements.agreement_added", at__gte=end_of(on))
    later = [int(each) for each in added.values_list("about_id", flat=True)]
    return rows.exclude(Q(pk__in=later) & (Q(starts_on__isnull=True) | Q(starts_on__gt=on)))


def parties_on(agreements: Collection[int], on: dt.date) -> dict[int, list[dict[str, Any]]]:
    """The parties of each agreement as they were when a day ended, in the order they came; two queries."""
    found: dict[int, dict[int, dict[str, Any]]] = defaultdict(dict)
    rows = Party.objects.filter(agreement__in=agreements)
    for key, agreement, *values in rows.values_list("pk", "agreement", *PARTY_FIELDS):
        found[agreement][key] = dict(zip(PARTY_FIELDS, values, strict=True))
    if on < today():
        _take_back(found, agreements, on)
    return {
        agreement: [{"id": key, **parties[key]} for key in sorted(parties)]
        for agreement, parties in found.items()
    }


def _take_back(
    found: dict[int, dict[int, dict[str, Any]]], agreements: Iterable[int], on: dt.date
) -> None:
    events = AuditEvent.objects.filter(
        about_kind=Party._meta.label_lower,
        parent_kind=Agreement._meta.label_lower,
        parent_id__in=[str(each) for each in agreements],
        at__gte=end_of(on),
    )
    for party, agreement, before in events.order_by("-at", "-pk").values_list(
        "about_id", "parent_id", "before"
    ):
        if before:
            found[int(agreement)][int(party)] = {name: before[name] for name in PARTY_FIELDS}
        else:
            found[int(agreement)].pop(int(party), None)
