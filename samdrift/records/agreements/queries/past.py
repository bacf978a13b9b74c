"""Agreements as the register had them on an earlier day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q, prefetch_related_objects

from samdrift.core.swedish import swedish_key
from samdrift.foundation.audit.clock import end_of, today
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.past import keys_added_after, past_of, put_back_related
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.records.agreements.models import Agreement, AgreementQuerySet, Party
from samdrift.records.agreements.queries.visible import (
    known_coverings,
    price_sight,
    visible_agreements,
)
from samdrift.records.register.models import Application

BETWEEN_PARTIES = "; "  # in one cell of a list
PARTY_FIELDS = ("organisation_id", "unit_id", "role")


def known_on(rows: AgreementQuerySet, on: dt.date) -> AgreementQuerySet:
    """Those that the register had on a day, and those registered since that are known to have begun by then."""
    if on >= today():
        return rows
    later = keys_added_after(on, "agreements.agreement_added")
    return rows.exclude(Q(pk__in=later) & (Q(starts_on__isnull=True) | Q(starts_on__gt=on)))


def agreements_as_of(person: Person, rows: AgreementQuerySet, on: dt.date) -> list[Agreement]:
    """The agreements that the register had on a day, as they were when it ended; they must never be saved.

    rows: with the price as the person sees it (`seen_price_ore`); on an earlier day that of the day, where the person
    may see prices.
    """
    if on >= today():
        return list(rows)
    found = list(known_on(rows, on).annotate(sees_price=price_sight(person)))
    past = past_of(Agreement, on)
    for row in found:
        past.put_back(row)
        row.seen_price_ore = row.price_per_year_ore if row.sees_price else None  # type: ignore[attr-defined]  # annotated
    prefetch_related_objects(found, "responsible")
    return found


def agreement_then(person: Person, agreement: Agreement, on: dt.date) -> Agreement | None:
    """One agreement as it was when a day ended, to be read only; None where the register did not have it."""
    rows = visible_agreements(person).filter(pk=agreement.pk)
    found = known_on(rows, on).annotate(sees_price=price_sight(person)).first()
    if found is None:
        return None
    past_of(Agreement, on, ids=[found.pk]).put_back(found)
    found.seen_price_ore = found.price_per_year_ore if found.sees_price else None  # type: ignore[attr-defined]  # annotated
    put_back_related([found], ["responsible"], on)
    return found


def bound_then(agreement: Agreement, on: dt.date) -> list[Party]:
    """The parties of an agreement on a day, with names of that day; to be read only."""
    rows = parties_on([agreement.pk], on).get(agreement.pk, [])
    found = [Party(**each) for each in rows]
    put_back_related(found, ("organisation", "unit"), on)
    return found


def covered_then(person: Person, agreement: Agreement, on: dt.date) -> list[Application]:
    """The applications that an agreement covered on a day and the person may see, with names of that day."""
    covered = list(agreement.applications.values_list("pk", flat=True))
    past = past_of(Agreement, on, ids=[agreement.pk])
    keys = past.of({"pk": agreement.pk, "application_ids": covered})["application_ids"]
    shown = known_coverings(person).among((agreement.pk, key) for key in keys)
    rows = list(Application.objects.filter(pk__in=[key for _agreement, key in shown]))
    then = past_of(Application, on, ids=[row.pk for row in rows])
    return sorted(map(then.put_back, rows), key=lambda row: swedish_key(row.name))


def covering_then(person: Person, application: Application, on: dt.date) -> list[Agreement]:
    """The agreements that covered an application on a day and the person may see today, as they were then.

    They must never be saved. A fixed number of queries.
    """
    past = past_of(Agreement, on)
    links = Agreement.applications.through.objects.filter(application=application)
    keys = set(links.values_list("agreement", flat=True))
    for key, then in past.fields.items():
        if "application_ids" in then:
            covered = application.pk in then["application_ids"]
            keys = keys | {int(key)} if covered else keys - {int(key)}
    rows = known_on(visible_agreements(person).filter(pk__in=keys), on)
    found = [past.put_back(each) for each in rows]
    put_back_related(found, ("responsible",), on)
    return found


def names_on(
    person: Person, agreements: Collection[int], on: dt.date
) -> dict[int, tuple[list[str], list[str]]]:
    """Agreement → the applications that it covered and the parties that it bound on a day, by the names of today.

    Only applications that the person may see; a fixed number of queries.
    """
    links = Agreement.applications.through.objects.filter(agreement__in=agreements)
    covered: dict[int, list[int]] = {key: [] for key in agreements}
    for agreement, application in links.values_list("agreement", "application"):
        covered[agreement].append(application)
    past = past_of(Agreement, on, ids=agreements)
    pairs = {
        (key, each)
        for key, now in covered.items()
        for each in past.of({"pk": key, "application_ids": now})["application_ids"]
    }
    shown = known_coverings(person).among(pairs)
    applications = Application.objects.in_bulk({each for _key, each in shown})
    names: dict[int, list[str]] = defaultdict(list)
    for key, each in shown:
        names[key].append(str(applications[each]))
    parties = parties_on(agreements, on)
    bound = {each["organisation_id"] for rows in parties.values() for each in rows}
    organisations = Organisation.objects.in_bulk(bound)
    return {
        key: (
            sorted(names[key], key=swedish_key),
            [str(organisations[each["organisation_id"]]) for each in parties.get(key, ())],
        )
        for key in agreements
    }


def party_in_words(party: Party) -> str:
    """«Leverantör: Lev AB», «Kund: Åmål / Socialförvaltningen»: a party as a cell writes it."""
    unit = f" / {party.unit.name}" if party.unit else ""
    return f"{party.get_role_display()}: {party.organisation}{unit}"


def parties_in_cells(agreements: Collection[int], on: dt.date) -> dict[int, str]:
    """The parties of each agreement on a day with their roles, as one cell of the export; four queries."""
    parties = parties_on(agreements, on)
    every = [each for rows in parties.values() for each in rows]
    organisations = Organisation.objects.in_bulk({each["organisation_id"] for each in every})
    units = Unit.objects.in_bulk({each["unit_id"] for each in every if each["unit_id"]})
    return {
        key: BETWEEN_PARTIES.join(
            sorted(
                (
                    party_in_words(
                        Party(
                            organisation=organisations[each["organisation_id"]],
                            unit=units.get(each["unit_id"]),
                            role=each["role"],
                        )
                    )
                    for each in rows
                ),
                key=swedish_key,
            )
        )
        for key, rows in parties.items()
    }


def parties_on(agreements: Collection[int], on: dt.date) -> dict[int, list[dict[str, Any]]]:
    """The parties of each agreement as they were when a day ended, in the order they came; two queries."""
    found: dict[int, dict[int, dict[str, Any]]] = defaultdict(dict)
    rows = Party.objects.filter(agreement__in=agreements)
    for key, agreement, *values in rows.values_list("pk", "agreement", *PARTY_FIELDS):
        found[agreement][key] = dict(zip(PARTY_FIELDS, values, strict=True))
    if on < today():
        _take_back(found, agreements, on)
    return {
        agreement: [{"id": key, **parties[key]} for key in sorted(parties)]
        for agreement, parties in found.items()
    }


def _take_back(
    found: dict[int, dict[int, dict[str, Any]]], agreements: Iterable[int], on: dt.date
) -> None:
    events = AuditEvent.objects.filter(
        about_kind=Party._meta.label_lower,
        parent_kind=Agreement._meta.label_lower,
        parent_id__in=[str(each) for each in agreements],
        at__gte=end_of(on),
    )
    for party, agreement, before in events.order_by("-at", "-pk").values_list(
        "about_id", "parent_id", "before"
    ):
        if before:
            found[int(agreement)][int(party)] = {name: before[name] for name in PARTY_FIELDS}
        else:
            found[int(agreement)].pop(int(party), None)
