"""The list of organisations: what each is called, its numbers, and since when it is a member of the federation."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import cast

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.se import orgnr

from samdrift.core.findings import gettext_noop
from samdrift.core.population import shipped_municipalities
from samdrift.core.tables.fields import fold
from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.list_fields import ORGANISATION_FIELDS
from samdrift.foundation.organisations.models import Kind, Membership, Organisation, Person
from samdrift.foundation.organisations.models.organisation import OrganisationQuerySet
from samdrift.foundation.organisations.queries import visible_organisations
from samdrift.foundation.ui.listing.stored_fields import answered_fields
from samdrift.records.intake.actions.lists.kind import KeyedList, Values
from samdrift.records.intake.models import About

OWN = [each.name for each in answered_fields(ORGANISATION_FIELDS) if each.to_add]
MEMBER = "member_from"
CODE_DIGITS = 4


def _rows(person: Person, federation: Organisation) -> OrganisationQuerySet:
    """The federation, its members, and all that are members of none; never what another federation keeps."""
    others = Membership.objects.on(today()).exclude(federation=federation).values("member")
    rows = visible_organisations(person).exclude(pk__in=others)
    return rows.exclude(pk__in=_other_federations(federation)).prefetch_related("federations")


def _other_federations(federation: Organisation) -> OrganisationQuerySet:
    return Organisation.objects.filter(kind=Kind.FEDERATION).exclude(pk=federation.pk)


def _seen(person: Person, keys: Sequence[int]) -> Collection[int]:
    return set(visible_organisations(person).filter(pk__in=keys).values_list("pk", flat=True))


def _name(values: Values) -> str:
    return str(values.get("name") or "")


def _identity(values: Values) -> str:
    return fold(_name(values))


def _code_meant(_person: Person, _federation: Organisation, text: str) -> str:
    """A spreadsheet drops the nought that a code begins with."""
    return text.zfill(CODE_DIGITS)


def _number_meant(_person: Person, _federation: Organisation, text: str) -> str:
    """«5560125790» and «556012-5790» are the same number."""
    try:
        return orgnr.format(orgnr.validate(text))
    except NotANumber as wrong:
        words = _("%(value)s is not an organisation number.")
        raise ValidationError(words % {"value": text}) from wrong


def _add(by: Person, federation: Organisation, values: Values, _why: str) -> Organisation:
    """A municipality is called what the country calls it where the file does not say."""
    said = {name: values[name] for name in OWN if name in values}
    known = shipped_municipalities().get(said.get("municipality_code", ""))
    if known is not None and said["kind"] == Kind.MUNICIPALITY:
        said.setdefault("short_name", known.name)
    made = actions.add_organisation(by=by, federation=federation, **said)
    _let_join(by, federation, made, values)
    return made


def _change(
    by: Person, federation: Organisation, row: Organisation, values: Values, why: str
) -> Organisation:
    stored = Organisation.objects.get(pk=row.pk)
    said = {name: values[name] for name in OWN if name in values}
    if said:
        kept = {name: getattr(stored, name) for name in OWN}
        stored = actions.change_organisation(
            by=by, organisation=stored, why=why, **{**kept, **said}
        )
    _let_join(by, federation, stored, values, why)
    return stored


def _let_join(
    by: Person, federation: Organisation, member: Organisation, values: Values, why: str = ""
) -> None:
    """A member from the day that the file says; the membership that there is already begins then."""
    if not values.get(MEMBER):
        return
    starts_on = dt.date.fromisoformat(values[MEMBER])
    rows = Membership.objects.not_ended(today()).filter(federation=federation, member=member)
    held = rows.order_by("starts_on").first()
    try:
        if held is None:
            actions.join_federation(
                by=by, federation=federation, member=member, starts_on=starts_on
            )
        else:
            actions.change_membership(
                by=by, membership=held, starts_on=starts_on, ends_on=held.ends_on, why=why
            )
    except ValidationError as refused:
        raise ValidationError({MEMBER: refused.messages}) from refused


ORGANISATIONS = KeyedList(
    about=About.ORGANISATIONS,
    fields=ORGANISATION_FIELDS,
    needed=("name", "kind"),
    naming=("name",),
    rows=_rows,
    seen=_seen,
    name_of=_name,
    identity=_identity,
    telling=(),
    meant={"municipality_code": _code_meant, "organisation_number": _number_meant},
    add=_add,
    change=lambda by, federation, row, values, why: _change(
        by, federation, cast("Organisation", row), values, why
    ),
    ends="ends_on",
    elsewhere={
        "ends_on": gettext_noop(
            "An organisation is closed on its page, where it is asked who takes over; nothing is closed by a file"
        )
    },
)
