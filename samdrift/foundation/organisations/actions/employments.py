"""How employments begin and change. How they end is in `employment_ends`; a person's copy follows by `listed_place`."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.core.succession import ONE_DAY
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_edit, save_changes
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.actions.listed_place import follow_employment
from samdrift.foundation.organisations.managers import makes_a_circle
from samdrift.foundation.organisations.models import Employment, Organisation, Person, Unit
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of, keeper_of_person


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
    store_employment(employment)
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
    """Employ a known person: again, or in one more organisation. What was handed over is not handed back.

    By those who keep both the new employer's people and the person: nobody takes over another employer's people.
    """
    require(by, Permission.KEEP_PEOPLE, keeper_of(organisation, by))
    require(by, Permission.KEEP_PEOPLE, keeper_of_person(person, by))
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
    require(by, Permission.KEEP_PEOPLE, keeper_of(employment.organisation, by))
    stored = lock_for_edit(employment)
    if starts_on is not None and not stored.holds_on(starts_on):
        raise ValidationError({"starts_on": _("The employment does not hold on that day.")})
    before, changed = facts(stored), employment
    employment.unit, employment.title, employment.manager = unit, title, manager
    employment.external_number = external_number.strip()
    if facts(employment) == before:
        return employment
    if starts_on is not None and starts_on > stored.starts_on:
        stored.ends_on = starts_on - ONE_DAY
        store_employment(stored)
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
        store_employment(employment)
    else:
        check_employment(employment)
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


def store_employment(employment: Employment) -> None:
    """Check and store an employment, and let the person's own row follow it."""
    check_employment(employment)
    employment.save()
    follow_employment(employment.person)


def check_employment(employment: Employment) -> None:
    """Its own rules, that no manager is below the person, and that nobody else in the organisation has the number."""
    employment.full_clean()
    if employment.manager_id is not None and makes_a_circle(employment):
        raise ValidationError(
            {
                "manager": _("%(manager)s is below %(name)s already: they would manage each other.")
                % {"manager": employment.manager, "name": employment.person}
            }
        )
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
