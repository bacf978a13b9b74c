"""How an employment ends: everything open for the person is handed over or left as a gap."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.core.succession import ONE_DAY
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act
from samdrift.foundation.organisations.access import may, organisation_ids_where, require
from samdrift.foundation.organisations.actions.employments import store_employment
from samdrift.foundation.organisations.administrators import administered_by, require_administrator
from samdrift.foundation.organisations.dated import check_day
from samdrift.foundation.organisations.models import Employment, Organisation, Person
from samdrift.foundation.organisations.open_duties import HandOver, OpenTask, open_tasks
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of


@verb
def close_employment(
    *,
    by: Person,
    employment: Employment,
    ends_on: dt.date,
    successors: Mapping[str, Person | None],
    why: str = "",
) -> Employment:
    """The last day of an employment. Everything open for the person goes to a successor or is left as a gap.

    successors: by the key of each open task, whom it goes to; None where it is left open and may be. Refused while
    anything open has not been answered, where the successor to something is not the caller's to choose, and where the
    federation would be without an administrator. Planned employments after that day in the same organisation are taken
    back.
    """
    require(by, Permission.KEEP_PEOPLE, keeper_of(employment.organisation, by))
    stored = lock_for_act(employment)
    person = stored.person
    if stored.person_id == by.pk:
        raise ValidationError(_("Nobody ends their own employment here: ask a colleague."))
    check_day("ends_on", ends_on)
    if ends_on < stored.starts_on:
        raise ValidationError({"ends_on": _("The last day can't be before the first.")})
    if stored.ends_on is not None and ends_on > stored.ends_on:
        raise ValidationError({"ends_on": _("The employment ends before that day already.")})
    tasks, administered = (
        open_tasks(person, stored.organisation, ends_on),
        administered_by(person.pk),
    )
    _check_successors(by, stored, tasks, successors, ends_on)
    for task in tasks:
        task.kind.hand_over(
            HandOver(
                by=by,
                person=person,
                pk=task.pk,
                successor=successors.get(task.key),
                ends_on=ends_on,
                why=why,
            )
        )
    _withdraw_later(by, stored, ends_on)
    before = facts(stored)
    stored.ends_on = ends_on
    store_employment(stored)
    require_administrator(administered, ends_on + ONE_DAY)
    record(
        "organisations.employment_ended",
        stored,
        by=by,
        before=before,
        after=facts(stored),
        parent=person,
        why=why,
    )
    return stored


def _withdraw_later(by: Person, employment: Employment, ends_on: dt.date) -> None:
    later = Employment.objects.filter(
        person=employment.person, organisation=employment.organisation, starts_on__gt=ends_on
    )
    for row in later:
        record(
            "organisations.employment_withdrawn",
            row,
            by=by,
            before=facts(row),
            parent=employment.person,
        )
        row.delete()


def _check_successors(
    by: Person,
    employment: Employment,
    tasks: Sequence[OpenTask],
    successors: Mapping[str, Person | None],
    ends_on: dt.date,
) -> None:
    """Each open thing is answered, by somebody who is employed the day after; all that is wrong at once."""
    wrong: dict[str, list[str]] = {}
    person = employment.person
    employed = set(
        Person.objects.active(ends_on + ONE_DAY)
        .filter(pk__in=[each.pk for each in successors.values() if each is not None])
        .values_list("pk", flat=True)
    )
    for task in tasks:
        if not task.kind.asks:
            continue
        successor = successors.get(task.key)
        if task.key not in successors or (successor is None and not task.may_be_left):
            wrong[task.key] = [_("Choose a successor for: %(task)s.") % {"task": task.label}]
        elif successor is not None and (successor.pk == person.pk or successor.pk not in employed):
            wrong[task.key] = [
                _("%(name)s is not employed then, so can't take over: %(task)s.")
                % {"name": successor, "task": task.label}
            ]
        elif successor is not None and not _may_choose(by, employment.organisation, task):
            wrong[task.key] = [
                _(
                    "Who takes over %(task)s is not yours to choose: leave it open, or ask the administrator."
                )
                % {"task": task.label}
            ]
    if wrong:
        raise ValidationError(wrong)


def _may_choose(by: Person, employer: Organisation, task: OpenTask) -> bool:
    """May the caller choose who takes over? Those who appoint people always; others what is their organisation's."""
    if may(by, Permission.APPOINT_PEOPLE, keeper_of(employer, by)):
        return True
    return task.found.organisation_id in organisation_ids_where(by, task.kind.permission)
