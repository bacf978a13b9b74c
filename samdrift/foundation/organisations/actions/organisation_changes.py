"""Organisations corrected, closed, merged and taken away, and the periods of their memberships."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samdrift.core.population import shipped_municipalities
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act, lock_for_edit, save_changes
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.actions.taking_over import (
    count_standing,
    counted_words,
    hand_all_over,
    require_ended_first,
)
from samdrift.foundation.organisations.actions.unit_changes import (
    merge_unit,
    point_everything_at,
)
from samdrift.foundation.organisations.actions.unit_functions import drop_functions
from samdrift.foundation.organisations.dated import check_day
from samdrift.foundation.organisations.models import (
    Kind,
    Membership,
    Organisation,
    Person,
    UnitFunction,
)
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.references import (
    Counts,
    asked_of,
    count_references,
    counts_for_history,
    organisation_references,
)


def check_municipality(kind: str, name: str, code: str | None) -> None:
    """A municipality is one of the 290 and has its own code; nothing else has one. Raises ValidationError."""
    known = shipped_municipalities()
    if kind != Kind.MUNICIPALITY:
        if code:
            raise ValidationError(
                {"municipality_code": _("Only a municipality has a municipality code.")}
            )
        return
    if not code:
        raise ValidationError({"municipality_code": _("A municipality has a municipality code.")})
    if code not in known:
        raise ValidationError(
            {"municipality_code": _("No municipality has the code %(code)s.") % {"code": code}}
        )
    folded = name.strip().casefold()
    another = next(
        (
            each
            for each in known.values()
            if each.code != code
            and folded
            in {
                each.name.casefold(),
                each.official_name.casefold(),
                f"{each.name} kommun".casefold(),
            }
        ),
        None,
    )
    if another is not None:
        words = _("%(code)s is %(right)s. %(name)s has the code %(other)s.")
        raise ValidationError(
            {
                "municipality_code": words
                % {
                    "code": code,
                    "right": known[code].official_name,
                    "name": name,
                    "other": another.code,
                }
            }
        )


@verb
def change_organisation(
    *,
    by: Person,
    organisation: Organisation,
    name: str,
    short_name: str = "",
    municipality_code: str | None = None,
    organisation_number: str = "",
    kind: str | None = None,
    why: str = "",
) -> Organisation:
    """Correct what an organisation is and is called."""
    require(by, Permission.MANAGE_ORGANISATIONS, _federation_for(by, organisation))
    stored = lock_for_edit(organisation)
    new_kind = stored.kind if kind is None else kind
    if (new_kind == Kind.FEDERATION) != (stored.kind == Kind.FEDERATION):
        raise ValidationError(
            {"kind": _("A federation stays a federation, and nothing else becomes one.")}
        )
    check_municipality(new_kind, name, municipality_code)
    organisation.kind, organisation.name, organisation.short_name = new_kind, name, short_name
    organisation.municipality_code = municipality_code or None
    organisation.organisation_number = organisation_number
    organisation.full_clean()
    save_changes(organisation, stored)
    record(
        "organisations.organisation_changed",
        organisation,
        by=by,
        before=facts(stored),
        after=facts(organisation),
        why=why,
    )
    return organisation


def _federation_for(by: Person, organisation: Organisation) -> Organisation:
    """The federation whose administrator keeps an organisation: the one it is a member of, else one's own."""
    membership = organisation.federations.current().select_related("federation").first()
    if membership is not None:
        return membership.federation
    if organisation.kind == Kind.FEDERATION:
        return organisation
    return (
        Organisation.objects.filter(pk__in=by.federation_ids).order_by("pk").first() or organisation
    )


@verb
def change_membership(
    *,
    by: Person,
    membership: Membership,
    starts_on: dt.date,
    ends_on: dt.date | None,
    why: str = "",
) -> Membership:
    """Correct from when to when an organisation is a member."""
    require(by, Permission.MANAGE_ORGANISATIONS, membership.federation)
    stored = lock_for_edit(membership)
    membership.starts_on, membership.ends_on = starts_on, ends_on
    membership.full_clean()
    save_changes(membership, stored)
    record(
        "organisations.membership_changed",
        membership,
        by=by,
        before=facts(stored),
        after=facts(membership),
        parent=membership.member,
        why=why,
    )
    return membership


@verb
def close_organisation(
    *,
    by: Person,
    organisation: Organisation,
    ends_on: dt.date,
    why: str,
    successor: Organisation | None = None,
    successors: Mapping[str, Organisation | None] | None = None,
) -> Organisation:
    """Close an organisation after its last day; its memberships and units end with it. What was stays with it.

    Its people have left and nothing goes on on its units. The rest that goes on is taken over, kind by kind, or by
    nobody, as when a unit is closed.
    """
    require(by, Permission.MANAGE_ORGANISATIONS, _federation_for(by, organisation))
    _require_reason(why)
    check_day("ends_on", ends_on)
    stored = lock_for_act(organisation)
    _require_ordinary(organisation)
    answers = successors or {}
    for each in (successor, *answers.values()):
        if each is not None:
            require(by, Permission.MANAGE_ORGANISATIONS, _federation_for(by, each))
            _require_going_on(stored, each, ends_on)
    require_ended_first(stored, ends_on)
    for unit in stored.units.exclude(ends_on__lte=ends_on):
        standing = [each for each in asked_of(unit, ends_on) if each.key not in PARTS]
        if standing:
            counts = counted_words(count_standing(standing))
            words = _("Close %(unit)s first. On it stand: %(counts)s.")
            raise ValidationError(words % {"unit": unit, "counts": counts})
    before = facts(stored)
    hand_all_over(
        by=by, closed=stored, last_day=ends_on, successors=answers, for_all=successor, why=why
    )
    stored.ends_on = ends_on
    stored.save()
    stored.federations.filter(starts_on__lte=ends_on).exclude(ends_on__lte=ends_on).update(
        ends_on=ends_on
    )
    stored.units.exclude(ends_on__lte=ends_on).update(ends_on=ends_on)
    functions = UnitFunction.objects.filter(unit__organisation=stored)
    functions.filter(starts_on__gt=ends_on).delete()
    functions.exclude(ends_on__lte=ends_on).update(ends_on=ends_on)
    record(
        "organisations.organisation_closed",
        stored,
        by=by,
        before=before,
        after=facts(stored),
        why=why,
    )
    return stored


#: The parts of a unit and its functions end with the organisation too.
PARTS = ("organisations.Unit.parent", "organisations.UnitFunction.unit")


def _require_going_on(
    organisation: Organisation, successor: Organisation, ends_on: dt.date
) -> None:
    """The successor is another, and goes on when the organisation is closed."""
    if successor.pk == organisation.pk:
        raise ValidationError({"successor": _("Choose another organisation.")})
    if successor.ends_on is not None and successor.ends_on <= ends_on:
        words = _("%(unit)s is closed itself.")
        raise ValidationError({"successor": words % {"unit": successor}})


@verb
def merge_organisation(
    *,
    by: Person,
    organisation: Organisation,
    into: Organisation,
    why: str,
    drop_doubles: bool = False,
) -> Organisation:
    """Make two organisations that are the same into one: everything follows, and the one is gone. It can't be undone.

    Units of the same name are merged. Rows that both have are refused by name unless `drop_doubles`.
    """
    for each in (organisation, into):
        require(by, Permission.MANAGE_ORGANISATIONS, _federation_for(by, each))
    _require_reason(why)
    lock_for_act(organisation)
    _require_ordinary(organisation)
    if organisation.pk == into.pk:
        raise ValidationError({"into": _("Choose another organisation.")})
    before, counts, name = (
        facts(organisation),
        counts_for_history(count_references(organisation)),
        str(organisation),
    )
    theirs = {(unit.name, unit.parent_id is None): unit for unit in into.units.all()}
    alike = [
        (unit, same)
        for unit in organisation.units.all()
        if (same := theirs.get((unit.name, unit.parent_id is None))) is not None
    ]
    for (
        unit,
        _same,
    ) in alike:  # out of the way, so that both can stand in one organisation for a moment
        unit.name = f"{unit.name} #{unit.pk}"[:120]
        unit.save()
    point_everything_at(by=by, thing=organisation, other=into, drop_doubles=drop_doubles)
    for unit, same in alike:
        unit.refresh_from_db()
        merge_unit(by=by, unit=unit, into=same, why=why, drop_doubles=drop_doubles)
    record("organisations.merged_into_another", organisation, by=by, before=before)
    organisation.delete()
    record(
        "organisations.organisation_merged",
        into,
        by=by,
        after={"merged": name, "followed": counts},
        why=why,
    )
    return into


@verb
def remove_organisation(*, by: Person, organisation: Organisation, why: str) -> None:
    """Take away an organisation that was added by mistake; refused while anything but its membership refers to it."""
    require(by, Permission.MANAGE_ORGANISATIONS, _federation_for(by, organisation))
    _require_reason(why)
    lock_for_act(organisation)
    _require_ordinary(organisation)
    refers: Counts = Counter()
    for reference in organisation_references():
        refers[reference.model] += reference.rows(organisation).count()
    for unit in organisation.units.all():
        refers += count_references(unit)
    del refers[UnitFunction]
    if +refers:
        raise ValidationError(
            _("It can't be taken away, for on it stand: %(counts)s. Close it or merge it instead.")
            % {"counts": counted_words(+refers)}
        )
    record(
        "organisations.organisation_removed",
        organisation,
        by=by,
        before=facts(organisation),
        why=why,
    )
    for unit in organisation.units.all():
        drop_functions(by=by, unit=unit, why=why)
    for part in (*organisation.federations.all(), *organisation.units.all()):
        event = gettext_noop("organisations.taken_away_with_its_organisation")
        record(event, part, by=by, before=facts(part), parent=organisation, why=why)
    organisation.federations.all().delete()
    organisation.units.all().delete()
    organisation.delete()


def _require_ordinary(organisation: Organisation) -> None:
    if organisation.kind == Kind.FEDERATION:
        raise ValidationError(_("The federation itself is neither closed, merged nor taken away."))


def _require_reason(why: str) -> None:
    if not why.strip():
        raise ValidationError({"why": _("Say why.")})
