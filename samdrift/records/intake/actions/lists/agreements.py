"""The list of agreements: parties, price, terms and options are read back; notice is given by its own verb."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from rapidfuzz import process

from samdrift.core.swedish import swedish_key
from samdrift.core.tables.fields import fold
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.queries import visible_organisations
from samdrift.records.agreements import actions
from samdrift.records.agreements.list_fields import AGREEMENT_FIELDS
from samdrift.records.agreements.models import Agreement, AgreementKind, Party, PartyRole
from samdrift.records.agreements.queries import (
    BETWEEN_PARTIES,
    party_in_words,
    visible_agreements,
)
from samdrift.records.intake.actions.lists.kind import KeyedList, Values, own_organisation_meant
from samdrift.records.intake.convert.own_words import vocabulary_of
from samdrift.records.intake.models import About
from samdrift.records.register.queries import SupplierNames

PARTIES, NOTICE = "parties_with_roles", ("notice_given_on", "ended_on")
TERMS = {"ends_on", "renews_months", "extension_options"}
DAYS = {"starts_on", "ends_on", "binding_until", *NOTICE}
NEAR = 80  # how alike a name must be to be offered instead


def _rows(person: Person, organisation: Organisation) -> QuerySet[Agreement]:
    rows = visible_agreements(person).filter(responsible=organisation)
    return rows.select_related("responsible").prefetch_related(
        "parties__organisation", "parties__unit"
    )


def _seen(person: Person, keys: Sequence[int]) -> Collection[int]:
    return set(visible_agreements(person).filter(pk__in=keys).values_list("pk", flat=True))


def _name(values: Values) -> str:
    return str(values.get("title") or "")


def _identity(values: Values) -> str:
    return fold(_name(values))


def _parties_meant(person: Person, _organisation: Organisation, text: str) -> str:
    parties = [_party_meant(person, part) for part in text.split(";") if part.strip()]
    return BETWEEN_PARTIES.join(sorted({party_in_words(each) for each in parties}, key=swedish_key))


def _party_meant(person: Person, text: str) -> Party:
    """«Leverantör: Lev AB», «Kund: Åmål / Socialförvaltningen» → a party that is not stored."""
    said, colon, whom = (part.strip() for part in text.partition(":"))
    if not colon:
        raise ValidationError(
            _(
                "Write each party with its role, as «Supplier: Lev AB», and a semicolon between them."
            )
        )
    words = {fold(word): code for code, each in vocabulary_of(PartyRole).items() for word in each}
    if fold(said) not in words:
        raise ValidationError(
            _("%(value)s is no role of a party; there are %(roles)s.")
            % {"value": said, "roles": ", ".join(str(label) for label in PartyRole.labels)}
        )
    organisation, unit = _organisation_meant(person, whom)
    return Party(organisation=organisation, unit=unit, role=words[fold(said)])


def _organisation_meant(person: Person, text: str) -> tuple[Organisation, Unit | None]:
    known: dict[str, Organisation] = {}
    for each in visible_organisations(person):
        known.update({fold(name): each for name in (each.name, str(each))})
    if fold(text) in known:
        return known[fold(text)], None
    whom, slash, part = text.rpartition(" / ")
    if slash and fold(whom) in known:
        units = {fold(unit.name): unit for unit in known[fold(whom)].units.all()}
        if fold(part) in units:
            return known[fold(whom)], units[fold(part)]
        raise ValidationError(
            _("%(employer)s has no unit called %(value)s.") % {"employer": whom, "value": part}
        )
    meant = SupplierNames().of(text)
    if meant is not None and meant in known.values():
        return meant, None
    near = process.extractOne(fold(text), list(known), score_cutoff=NEAR)
    words = _("There is no organisation called %(value)s that you may see.")
    if near is not None:
        words = _("There is no organisation called %(value)s; perhaps %(near)s is meant.")
    raise ValidationError(words % {"value": text, "near": known[near[0]] if near else ""})


def _python(values: Values) -> dict[str, Any]:
    return {
        name: dt.date.fromisoformat(value) if name in DAYS and value else value
        for name, value in values.items()
        if name not in {PARTIES, *NOTICE, "responsible"}
    }


def _add(by: Person, organisation: Organisation, values: Values, why: str) -> Agreement:
    fields = {"kind": AgreementKind.SUPPLIER, **_python(values)}
    agreement = Agreement(responsible=organisation, source=why[:200], **fields)
    made = actions.add_agreement(by=by, agreement=agreement)
    _settle_parties(by, made, values)
    _give_notice(by, made, values, "")
    return made


def _change(by: Person, row: Model, values: Values, why: str) -> Agreement:
    agreement = Agreement.objects.get(pk=row.pk)
    fields = _python(values)
    if "renewal" not in fields and TERMS & set(fields):
        fields["renewal"] = ""  # follows from the days and months
    for name, value in fields.items():
        setattr(agreement, name, value)
    if fields:
        agreement = actions.change_agreement(by=by, agreement=agreement, why=why)
    _settle_parties(by, agreement, values)
    _give_notice(by, agreement, values, "")
    return agreement


def _settle_parties(by: Person, agreement: Agreement, values: Values) -> None:
    """Those that the cell names, no others."""
    if PARTIES not in values:
        return
    held = agreement.parties.select_related("organisation", "unit")
    parties = {party_in_words(each): each for each in held}
    named = [part.strip() for part in values[PARTIES].split(";") if part.strip()]
    for words in _without(parties, named):
        actions.remove_party(by=by, party=parties[words])
    for words in _without(named, parties):
        new = _party_meant(by, words)
        actions.add_party(
            by=by, agreement=agreement, organisation=new.organisation, unit=new.unit, role=new.role
        )


def _without(some: Iterable[str], others: Collection[str]) -> list[str]:
    return [each for each in some if each not in others]


def _give_notice(by: Person, agreement: Agreement, values: Values, why: str) -> None:
    said = {name: values[name] for name in NOTICE if values.get(name)}
    if not said:
        return
    if len(said) < len(NOTICE):
        missing = next(name for name in NOTICE if name not in said)
        raise ValidationError(
            {missing: _("Notice has both the day it was given and the day the agreement ends.")}
        )
    given_on, ends_on = (dt.date.fromisoformat(said[name]) for name in NOTICE)
    actions.give_notice(by=by, agreement=agreement, given_on=given_on, ends_on=ends_on, why=why)


AGREEMENTS = KeyedList(
    about=About.AGREEMENTS,
    fields=AGREEMENT_FIELDS,
    needed=("title",),
    naming=("title", "number"),
    rows=_rows,
    seen=_seen,
    name_of=_name,
    identity=_identity,
    telling=("number", "kind"),
    meant={PARTIES: _parties_meant, "responsible": own_organisation_meant},
    add=_add,
    change=lambda by, _of, row, values, why: _change(by, cast("Agreement", row), values, why),
    ends="ended_on",
)
