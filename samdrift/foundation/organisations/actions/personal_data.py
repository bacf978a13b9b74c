"""What a person has a right to: to get what is held, and to be forgotten when the employment is over.

Decisions stay provable: who decided what is kept by row, and the name becomes «Tidigare anställd n» everywhere.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from samdrift.foundation.audit.actions import record
from samdrift.foundation.audit.models import AuditEvent, Change, ChangeSet
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act
from samdrift.foundation.organisations.access import may, require
from samdrift.foundation.organisations.actions.undoing import drop_values
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Employment, KeptFact, Person, PersonMerge
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of_person
from samdrift.foundation.organisations.queries.personal_data import personal_data

FORMER = gettext_noop("Former employee %(number)s")
Forget = Callable[[list[Person]], None]
_FORGETTING: list[Forget] = []
FORGOTTEN = {"email", "phone", "title", "external_number"}


def add_forgetting(forget: Forget) -> None:
    """A room's rows that go with a person who is erased; called once when the room is made ready."""
    if forget not in _FORGETTING:
        _FORGETTING.append(forget)


@verb
def hand_out_personal_data(*, by: Person, person: Person) -> dict[str, Any]:
    """Everything held about oneself, or about somebody whose people one keeps; that it was handed out is logged."""
    if by.pk != person.pk and not may(by, Permission.APPOINT_PEOPLE, keeper_of_person(person, by)):
        raise PermissionDenied("may not read what is held about the person")
    answer = personal_data(person)
    record("organisations.personal_data_handed_out", person, by=by)
    return answer


@verb
def erase_person(*, by: Person, person: Person, why: str) -> Person:
    """Make a person who has left unknown: name, e-mail, phone, title and number go, in the log as well. For good."""
    require(by, Permission.APPOINT_PEOPLE, keeper_of_person(person, by))
    lock_for_act(person)
    if person.anonymised_on:
        raise ValidationError(_("What was known of this person has been erased."))
    if Employment.objects.not_ended(today()).filter(person=person).exists():
        raise ValidationError(_("End the employment first: only who has left can be erased."))
    with override(settings.LANGUAGE_CODE):
        former = _(FORMER) % {"number": person.pk}
    known = [person.name, *(each for each in (person.email, person.phone) if each)]
    merges = PersonMerge.objects.filter(kept=person)
    same = [person, *Person.objects.filter(pk__in=merges.values("merged"))]
    known += [each.name for each in same[1:]]
    _forget_in_log(same, known, former)
    _forget_in_change_sets(same, known, former)
    merges.update(content={}, merged_name=former)
    for each in same:
        each.name, each.email, each.phone, each.title = former, None, "", ""
        each.anonymised_on = today()
        each.set_unusable_password()
        each.save()
    for forget in _FORGETTING:
        forget(same)
    person.employments.update(title="", external_number="")
    KeptFact.objects.filter(is_shared=False).delete()  # what is kept for a reader may hold names
    EmailAddress.objects.filter(user__in=same).delete()
    SocialAccount.objects.filter(user__in=same).delete()
    record("organisations.person_erased", person, by=by, why=why)
    return person


def _forget_in_log(same: list[Person], known: list[str], former: str) -> None:
    """Names and addresses go out of events by and about the person; of others too, where nobody else has the name."""
    keys, kind = [each.pk for each in same], Person._meta.label_lower
    written = [str(key) for key in keys]
    own = Q(by_id__in=keys) | Q(about_kind=kind, about_id__in=written)
    own |= Q(parent_kind=kind, parent_id__in=written)
    shared = set(
        Person.objects.filter(name__in=known).exclude(pk__in=keys).values_list("name", flat=True)
    )
    for words in sorted({*known} - shared, key=len, reverse=True):
        own |= Q(about_name__contains=words) | Q(why__contains=words)
    changed = []
    for event in AuditEvent.objects.filter(own).iterator():
        if event.by_id in keys:
            event.by_name = former
        event.about_name = _without(event.about_name, known, former)
        event.before = _without(event.before, known, former)
        event.after = _without(event.after, known, former)
        event.why = _without(event.why, known, former)
        employed = event.about_kind == Employment._meta.label_lower and event.parent_id in written
        if employed or (event.about_kind == kind and event.about_id in written):
            for side in (event.before, event.after):
                side.update(dict.fromkeys(FORGOTTEN & side.keys()))
        changed.append(event)
    AuditEvent.objects.bulk_update(
        changed, ["by_name", "about_name", "before", "after", "why"], batch_size=200
    )


def _forget_in_change_sets(same: list[Person], known: list[str], former: str) -> None:
    """What can be undone goes where it holds anything of the person: to put it back would be to remember."""
    keys, told = {each.pk for each in same}, set()
    for change in Change.objects.filter(change_set__dropped_at=None).iterator():
        whole = [change.before, change.after]
        is_own = change.model == Person._meta.label_lower and int(change.row_key) in keys
        if is_own or _without(whole, known, former) != whole or _is_of(keys, whole):
            told.add(change.change_set_id)
    drop_values(sorted(told))
    for change_set in ChangeSet.objects.all():
        if change_set.by_id in keys:
            change_set.by_name = former
        if change_set.undone_by_id in keys:
            change_set.undone_by_name = former
        for name in ("about_name", "why", "undone_why"):
            setattr(change_set, name, _without(getattr(change_set, name), known, former))
        change_set.save()


def _is_of(keys: set[int], sides: list[dict[str, Any]]) -> bool:
    """Is it a row of the person's own, such as an employment or an e-mail address?"""
    return any(side.get(name) in keys for side in sides for name in ("person_id", "user_id"))


def _without(value: Any, known: list[str], former: str) -> Any:
    """The same with every known name and address exchanged."""
    if isinstance(value, str):
        for words in known:
            value = value.replace(words, former)
        return value
    if isinstance(value, dict):
        return {key: _without(each, known, former) for key, each in value.items()}
    if isinstance(value, list):
        return [_without(each, known, former) for each in value]
    return value
