"""Whose approval costs wait for when somebody leaves: owners of joint initiatives, and delegates."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.organisations.actions.handing_over import after_day
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.open_duties import HandOver, OpenDuty, OpenKind
from samdrift.records.spending.models import Approval, ApprovalDelegation, JointInitiative


def _initiatives(person: Person, day: dt.date) -> Iterable[OpenDuty]:
    for row in JointInitiative.objects.filter(after_day(day), owner=person):
        yield OpenDuty(
            row.pk,
            row.name,
            url=reverse("initiative_page", args=[row.pk]),
            may_be_left=False,
            note=str(_("Its costs are approved by the owner, so it always has one.")),
        )


def _hand_over_initiative(given: HandOver) -> None:
    assert given.successor is not None
    row = JointInitiative.objects.select_for_update().get(pk=given.pk)
    before = facts(row)
    row.owner = given.successor
    row.save(update_fields=["owner"])
    record("spending.initiative_changed", row, by=given.by, before=before, after=facts(row))


def _delegations(person: Person, day: dt.date) -> Iterable[OpenDuty]:
    rows = ApprovalDelegation.objects.filter(after_day(day), delegate=person)
    for row in rows.select_related("application__host", "initiative"):
        yield OpenDuty(
            row.pk,
            str(row.application or row.initiative),
            row.application.host_id if row.application else None,
            reverse("delegation_list"),
        )


def _end_delegation(given: HandOver) -> None:
    """The owner delegates, nobody else: a delegation ends with the delegate, and the owner makes another."""
    row = ApprovalDelegation.objects.select_for_update().get(pk=given.pk)
    before = facts(row)
    about = row.application or row.initiative
    if row.starts_on > given.ends_on:
        row.delete()
        row.pk = given.pk
    else:
        row.ends_on = given.ends_on
        row.save(update_fields=["ends_on"])
    record(
        "spending.delegation_ended", row, by=given.by, before=before, after=facts(row), parent=about
    )


def approved_the_same(kept: Person, merged: Person) -> list[str]:
    """Two who approved the same cost were two people: one person would have approved it twice."""
    both = Approval.objects.filter(person=kept, holds=True).filter(
        line__approvals__person=merged, line__approvals__holds=True
    )
    return [
        str(
            _("Both have approved the cost %(line)s, so they can't be one person.")
            % {"line": each.line}
        )
        for each in both.select_related("line").distinct()[:5]
    ]


OPEN_KINDS = (
    OpenKind(
        "satsning",
        _("Owner of joint initiatives"),
        "spending.JointInitiative.owner",
        _initiatives,
        _hand_over_initiative,
        order=40,
    ),
    OpenKind(
        "delegation",
        _("Approves costs by delegation"),
        "spending.ApprovalDelegation.delegate",
        _delegations,
        _end_delegation,
        asks=False,
        order=50,
    ),
)
