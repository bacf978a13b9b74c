"""The policy's figures for every entrance, and counting them in the background where that takes long."""

import datetime as dt

from django.db import transaction
from django_tasks import task

from samdrift.decisions.policy.models import Policy, PolicyCount
from samdrift.decisions.policy.queries import (
    Counted,
    count_now,
    figures_kept_or_now,
    visible_policy,
)
from samdrift.decisions.policy.queries.counted import takes_long
from samdrift.foundation.audit.queries import one_at_a_time
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.silent_work import queued_keys


def policy_figures(person: Person) -> Counted | None:
    """The figures of the policy that the person's federation follows; None without one.

    Figures that are behind, or take long to count, are asked for anew in the background.
    """
    policy = visible_policy(person)
    return figures_of(policy) if policy else None


def figures_of(policy: Policy) -> Counted:
    """A policy's figures, as `policy_figures`."""
    found = figures_kept_or_now(policy)
    if found.is_due:
        ask_for_count(policy)
    return found


def ask_for_count(policy: Policy) -> None:
    """Let the background count, where that doesn't wait to be done already; two that ask at once ask for one count."""
    if policy.pk in queued_keys(count_in_background):
        return
    with transaction.atomic():
        one_at_a_time(f"count policy {policy.pk}")
        if policy.pk not in queued_keys(count_in_background):
            count_in_background.enqueue(policy.pk)


@task
def count_in_background(policy_pk: int) -> None:
    policy = Policy.objects.select_related("federation").filter(pk=policy_pk).first()
    if policy is not None:
        keep_count(count_now(policy))


def keep_count(found: Counted) -> None:
    """Keep figures counted now where counting takes long; where it no longer does, they are counted each time."""
    row = found.kept
    if not takes_long(row.seconds):
        PolicyCount.objects.filter(policy=row.policy).delete()
        return
    values = {
        name: getattr(row, name) for name in ("on", "counted_at", "seconds", "mark", "figures")
    }
    PolicyCount.objects.update_or_create(policy=row.policy, defaults=values)


def recount_what_is_behind(_silent_since: dt.datetime) -> int:
    """Ask for the figures kept that are behind; how many. For the service, which looks every few seconds."""
    number = 0
    for kept in PolicyCount.objects.select_related("policy__federation"):
        if figures_kept_or_now(kept.policy).is_due:
            ask_for_count(kept.policy)
            number += 1
    return number
