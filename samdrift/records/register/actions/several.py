"""The same change made in several applications at once: looked at first, made in all or in none, undone as one."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samdrift.foundation.audit.actions import record
from samdrift.foundation.audit.keeping import changes_kept
from samdrift.foundation.audit.models import ChangeSet
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import may, require_anywhere, require_found
from samdrift.foundation.organisations.models import Person, Unit
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.actions.applications import change_application
from samdrift.records.register.actions.responsibilities import appoint_owner
from samdrift.records.register.models import Application, Area
from samdrift.records.register.queries import owner_on, visible_applications

SEVERAL_CHANGED = gettext_noop("register.several_changed")
#: So many are looked through before they are changed; more are changed by a file.
MOST_AT_ONCE = 200


class ChangedInSeveral(StrEnum):
    """What can be changed in several applications at once; the value stands in the address."""

    OWNER = "agare"
    OPERATING_UNIT = "it-enhet"
    AREA = "omrade"

    @property
    def permission(self) -> Permission:
        owner = self is ChangedInSeveral.OWNER
        return Permission.APPOINT_OWNER if owner else Permission.EDIT_APPLICATION


@dataclass(frozen=True, slots=True)
class SameChange:
    """One change for several applications.

    value: the person who becomes owner from `starts_on`, the unit that operates them, or the area they belong to.
    """

    what: ChangedInSeveral
    value: Person | Unit | Area
    starts_on: dt.date

    def stands_in(self, application: Application) -> Person | Unit | Area | None:
        """What the application has today, or on the owner's first day."""
        match self.what:
            case ChangedInSeveral.OWNER:
                owner = owner_on(application, self.starts_on)
                return owner.person if owner else None
            case ChangedInSeveral.OPERATING_UNIT:
                return application.operating_unit
            case ChangedInSeveral.AREA:
                return application.area
        assert_never(self.what)


@dataclass(frozen=True, slots=True)
class TriedChange:
    """What the change does to one application. refusal: why it can't be made there, in words; else empty."""

    application: Application
    before: Person | Unit | Area | None
    refusal: str = ""

    @property
    def seen(self) -> str:
        """What stood there when it was looked at, as the page carries it."""
        return str(self.before.pk) if self.before is not None else ""


@verb
def make_same_change(
    *,
    by: Person,
    applications: Sequence[Application],
    change: SameChange,
    why: str,
    seen: Mapping[int, str] | None = None,
) -> ChangeSet:
    """Make one change in several applications, in all or in none, with a reason; undone as a whole.

    seen: what the person saw in each, by key, as `TriedChange.seen`. Raises ValidationError with every application in
    which the change can't be made, or something else stands by now.
    """
    require_anywhere(by, change.what.permission)
    acting_for = require_found(by.organisation)
    if not why.strip():
        raise ValidationError({"why": _("Say why.")})
    if not 0 < len(applications) <= MOST_AT_ONCE:
        raise ValidationError(
            _("Choose at least one application and at most %(most)s.") % {"most": MOST_AT_ONCE}
        )
    with changes_kept(SEVERAL_CHANGED, about=acting_for, by=by, why=why) as kept:
        refusals = []
        for tried in _try_all(by, applications, change, why):
            refusal = tried.refusal
            if seen is not None and seen.get(tried.application.pk, tried.seen) != tried.seen:
                refusal = _("It has been changed since you looked.")
            if refusal:
                refusals.append(f"{tried.application}: {refusal}")
        if refusals:
            raise ValidationError(refusals)
        record(SEVERAL_CHANGED, acting_for, by=by, after={"number": len(applications)}, why=why)
    kept.refresh_from_db()
    return kept


@verb
def try_same_change(
    *, by: Person, applications: Sequence[Application], change: SameChange
) -> list[TriedChange]:
    """What `make_same_change` would do to each, or why it can't be done there. Nothing is stored."""
    require_anywhere(by, change.what.permission)
    with transaction.atomic():
        tried = _try_all(by, applications[:MOST_AT_ONCE], change, _("Tried"))
        transaction.set_rollback(True)
    return tried


def _try_all(
    by: Person, applications: Sequence[Application], change: SameChange, why: str
) -> list[TriedChange]:
    """Make the change in each as far as it goes, in the order of their keys so that two acts wait for each other."""
    keys = [each.pk for each in applications]
    seen = visible_applications(by).filter(pk__in=keys).order_by().values("pk")
    rows = Application.objects.select_for_update(of=("self",)).filter(pk__in=seen).order_by("pk")
    return [
        _try_one(by, each, change, why)
        for each in rows.select_related("area", "operating_unit", "host")
    ]


def _try_one(by: Person, application: Application, change: SameChange, why: str) -> TriedChange:
    if not may(by, change.what.permission, application):
        return TriedChange(application, None, _("You may not change it."))
    before = change.stands_in(application)
    if before == change.value:
        return TriedChange(application, before, _("It is so already."))
    try:
        with transaction.atomic():
            _make(by, application, change, why)
    except ValidationError as refusal:
        return TriedChange(application, before, " ".join(refusal.messages))
    return TriedChange(application, before)


def _make(by: Person, application: Application, change: SameChange, why: str) -> None:
    if isinstance(change.value, Person):
        appoint_owner(
            by=by,
            application=application,
            person=change.value,
            starts_on=change.starts_on,
            decision=why,
        )
        return
    if isinstance(change.value, Unit):
        application.operating_unit = change.value
    else:
        application.area = change.value
    change_application(by=by, application=application, why=why)
