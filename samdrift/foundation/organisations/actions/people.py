"""What happens to people: they are added, changed and invited."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_edit, save_changes
from samdrift.foundation.organisations.access import may_change_sign_in, require
from samdrift.foundation.organisations.actions.employments import start_employment
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.models.person import START_NOT_RECORDED
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of, keeper_of_person


@verb
def add_person(
    *,
    by: Person,
    name: str,
    organisation: Organisation,
    email: str | None = None,
    phone: str = "",
    unit: Unit | None = None,
    title: str = "",
    manager: Person | None = None,
    external_number: str = "",
    starts_on: dt.date = START_NOT_RECORDED,
    password: str | None = None,
    is_example: bool = False,
) -> Person:
    """Add somebody and the employment they have; without a password they are invited, or come by their provider."""
    require(by, Permission.KEEP_PEOPLE, keeper_of(organisation, by))
    person = Person(
        name=name,
        email=_address(email),
        phone=phone,
        organisation=organisation,
        unit=unit,
        title=title,
        is_example=is_example,
    )
    person.set_password(password)
    _check(person)
    person.save()
    record("organisations.person_added", person, by=by, after=facts(person), parent=organisation)
    start_employment(
        by=by,
        person=person,
        organisation=organisation,
        unit=unit,
        title=title,
        manager=manager,
        external_number=external_number,
        starts_on=starts_on,
    )
    return person


@verb
def change_person(
    *, by: Person, person: Person, name: str, email: str | None, phone: str = ""
) -> Person:
    """Change name, e-mail and phone. With another e-mail the former one signs nobody in any more."""
    require(by, Permission.KEEP_PEOPLE, keeper_of_person(person, by))
    stored = lock_for_edit(person)
    if stored.anonymised_on:
        raise ValidationError(_("What was known of this person has been erased."))
    before = facts(stored)
    if _address(email) != stored.email and not may_change_sign_in(by, stored):
        raise ValidationError(
            {
                "email": _(
                    "%(name)s has roles that you don't: only the administrator changes this e-mail."
                )
                % {"name": stored}
            }
        )
    person.name, person.email, person.phone = name, _address(email), phone
    _check(person)
    if not save_changes(person, stored):
        return person
    if person.email != stored.email:
        EmailAddress.objects.filter(user=person).delete()
    record("organisations.person_changed", person, by=by, before=before, after=facts(person))
    return person


def _address(email: str | None) -> str | None:
    return email.strip().lower() or None if email else None


def _check(person: Person) -> None:
    """Everything that is wrong with a person's own facts, each beside its field."""
    wrong: dict[str, list[str]] = {}
    try:
        person.full_clean()
    except ValidationError as refusal:
        wrong = dict(refusal.message_dict)
    if person.email and "email" not in wrong:
        others = Person.objects.filter(email__iexact=person.email).exclude(pk=person.pk)
        if others.exists():
            wrong["email"] = [_("Somebody has this e-mail already.")]
    if wrong:
        raise ValidationError(wrong)
