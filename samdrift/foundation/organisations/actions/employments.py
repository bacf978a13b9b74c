"""What happens to employments. A person's organisation, unit and title follow the one that holds: written only here."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act, lock_for_edit, save_changes
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Employment, Organisation, Person, Unit
from samdrift.foundation.organisations.open_duties import HandOver, OpenTask, open_tasks
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of

DAY = dt.timedelta(days=1)


@verb
def start_employment(
    *,
    by: Person,
    person: Person,
    organisation: Organisation,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    unit: Unit | None = None,
    title: str = "",
    manager: Person | None = None,
    external_number: str = "",
) -> Employment:
    """Store and record an employment within the transaction of a verb that has asked whether it may."""
    employment = Employment(
        person=person,
        organisation=organisation,
        unit=unit,
        title=title,
        manager=manager,
        external_number=external_number.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _save(employment)
    record(
        "organisations.employment_began",
        employment,
        by=by,
        after=facts(employment),
        parent=person,
    )
    return employment


@verb
def employ(
    *,
    by: Person,
    person: Person,
    organisation: Organisation,
    starts_on: dt.date,
    unit: Unit | None = None,
    title: str = "",
    manager: Person | None = None,
    external_number: str = "",
) -> Employment:
    """Employ a known person: again, or in one more organisation. What was handed over is not handed back."""
    require(by, Permission.APPOINT_PEOPLE, keeper_of(organisation, by))
    if person.merged_into_id or person.anonymised_on:
        raise ValidationError(_("This person is merged with another or erased: add a new person."))
    return start_employment(
        by=by,
        person=person,
        organisation=organisation,
        starts_on=starts_on,
        unit=unit,
        title=title,
        manager=manager,
        external_number=external_number,
    )


@verb
def change_employment(
    *,
    by: Person,
    employment: Employment,
    unit: Unit | None,
    title: str,
    manager: Person | None,
    external_number: str,
    starts_on: dt.date | None = None,
) -> Employment:
    """Another unit, title, manager or number: from a day, or, without a day, as a correction of all its days."""
    require(by, Permission.APPOINT_PEOPLE, keeper_of(employment.organisation, by))
    stored = lock_for_edit(employment)
    if starts_on is not None and not stored.holds_on(starts_on):
        raise ValidationError({"starts_on": _("The employment does not hold on that day.")})
    before, changed = facts(stored), employment
    employment.unit, employment.title, employment.manager = unit, title, manager
    employment.external_number = external_number.strip()
    if facts(employment) == before:
        return employment
    if starts_on is not None and starts_on > stored.starts_on:
        stored.ends_on = starts_on - DAY
        _save(stored)
        changed = stored  # its earlier values are told of it; the one that begins has had no others
        employment = Employment(
            person=employment.person,
            organisation=employment.organisation,
            unit=unit,
            title=title,
            manager=manager,
            external_number=employment.external_number,
            starts_on=starts_on,
            ends_on=employment.ends_on,
        )
        _save(employment)
    else:
        _check(employment)
        save_changes(employment, stored)
        follow_employment(employment.person)
    record(
        "organisations.employment_changed",
        changed,
        by=by,
        before=before,
        after=facts(employment),
        parent=employment.person,
    )
    return employment


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
    anything open has not been answered. Planned employments after that day in the same organisation are taken back.
    """
    require(by, Permission.APPOINT_PEOPLE, keeper_of(employment.organisation, by))
    stored = lock_for_act(employment)
    person = stored.person
    if stored.person_id == by.pk:
        raise ValidationError(_("Nobody ends their own employment here: ask a colleague."))
    if ends_on < stored.starts_on:
        raise ValidationError({"ends_on": _("The last day can't be before the first.")})
    if stored.ends_on is not None and ends_on > stored.ends_on:
        raise ValidationError({"ends_on": _("The employment ends before that day already.")})
    tasks = open_tasks(person, stored.organisation, ends_on)
    _check_successors(person, tasks, successors, ends_on)
    for task in tasks:
        task.kind.hand_over(
            HandOver(
                by=by,
                person=person,
                pk=task.pk,
                successor=successors.get(task.key),
                ends_on=ends_on,
            )
        )
    _withdraw_later(by, stored, ends_on)
    before = facts(stored)
    stored.ends_on = ends_on
    _save(stored)
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
    person: Person,
    tasks: Sequence[OpenTask],
    successors: Mapping[str, Person | None],
    ends_on: dt.date,
) -> None:
    """Each open thing is answered, by somebody who is employed the day after; all that is wrong at once."""
    wrong: dict[str, list[str]] = {}
    employed = set(
        Person.objects.active(ends_on + DAY)
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
    if wrong:
        raise ValidationError(wrong)


def _save(employment: Employment) -> None:
    _check(employment)
    employment.save()
    follow_employment(employment.person)


def _check(employment: Employment) -> None:
    """Its own rules, and that nobody else in the organisation has the number."""
    employment.full_clean()
    if employment.external_number:
        others = Employment.objects.not_ended(employment.starts_on).filter(
            organisation=employment.organisation, external_number=employment.external_number
        )
        if employment.ends_on is not None:
            others = others.filter(starts_on__lte=employment.ends_on)
        other = others.exclude(person=employment.person).select_related("person").first()
        if other is not None:
            raise ValidationError(
                {"external_number": _("%(name)s has this number.") % {"name": other.person}}
            )


def follow_employment(person: Person) -> bool:
    """Let a person's organisation, unit and title repeat the employment that holds today; whether that changed them."""
    person.__dict__.pop("known_employments", None)
    person.__dict__.pop("appointments_today", None)
    person.__dict__.pop("federation_ids", None)
    chosen = main_employment(person, today())
    listed = (person.organisation_id, person.unit_id, person.title)
    if chosen is None or listed == (chosen.organisation_id, chosen.unit_id, chosen.title):
        return False
    person.organisation, person.unit, person.title = chosen.organisation, chosen.unit, chosen.title
    person.save(update_fields=["organisation", "unit", "title"])
    return True


def main_employment(person: Person, day: dt.date) -> Employment | None:
    """The employment that a person is listed by: of those that hold, the one in the same organisation, else the first.

    Of somebody who has left, the last that ended; of somebody who has not begun, the first to begin.
    """
    known = person.known_employments
    holding = person.employed_on(day)
    here = [each for each in holding if each.organisation_id == person.organisation_id]
    ended = [each for each in known if each.ends_on is not None and each.ends_on < day]
    if here or holding:
        return (here or holding)[-1]
    if ended:
        return max(ended, key=lambda each: (each.ends_on, each.pk))
    return known[-1] if known else None


def follow_employments(_silent_since: object = None) -> int:
    """Whoever moves today by a plan made earlier is listed in the new place; asked all day long while the service runs.

    Returns how many rows followed.
    """
    unit, listed_unit = Coalesce("unit", 0), Coalesce("person__unit", 0)
    behind = (
        Employment.objects.current()
        .annotate(in_unit=unit, listed_in=listed_unit)
        .filter(
            ~Q(person__organisation=F("organisation"))
            | ~Q(person__title=F("title"))
            | ~Q(in_unit=F("listed_in"))
        )
    )
    people = Person.objects.filter(pk__in=behind.values("person"))
    return sum(follow_employment(person) for person in people)
