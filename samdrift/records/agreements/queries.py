"""What a person may see of agreements."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

from samdrift.core.agreement_state import Standing, standing_on
from samdrift.core.notice import current_end
from samdrift.foundation.organisations.access import may, may_anywhere, organisation_ids_where
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import circle_ids
from samdrift.foundation.organisations.roles import ROLES
from samdrift.records.agreements.models import (
    Agreement,
    AgreementKind,
    AgreementQuerySet,
    Party,
    roles_over_all,
)
from samdrift.records.register.models import (
    Application,
    FieldGroup,
    Phase,
    Responsibility,
    ResponsibilityRole,
)
from samdrift.records.register.models.application import ApplicationQuerySet
from samdrift.records.register.queries import (
    applications_whose,
    hosts_whose,
    own_organisation_ids,
    visible_applications,
)


def visible_agreements(person: Person) -> AgreementQuerySet:
    """Agreements that bind the person's own organisation, and those that the federation lets the person see.

    Of the circle's agreements: those that cover an application whose agreements the person may see; one that covers
    none follows the organisation that keeps it. A neighbour or a supplier sees those that bind itself.

    `seen_price_ore` is the price where the person may see it: prices follow the costs of the applications.
    """
    circle = circle_ids(person)
    within = Q(responsible__in=circle) | Q(pk__in=_binding(circle))
    seen = within & _follows(person, FieldGroup.AGREEMENTS)
    price = Case(
        When(_own(person) | _follows(person, FieldGroup.COSTS), then=F("price_per_year_ore"))
    )
    return Agreement.objects.filter(_own(person) | seen).annotate(seen_price_ore=price)


def _binding(organisations: Iterable[int]) -> QuerySet[Party, Any]:
    return Party.objects.filter(organisation__in=list(organisations)).values("agreement")


def _own(person: Person) -> Q:
    """Agreements that the person's own organisation keeps or is a party to."""
    own = own_organisation_ids(person)
    return Q(responsible__in=own) | Q(pk__in=_binding(own))


def _follows(person: Person, group: FieldGroup) -> Q:
    """Agreements that cover an application whose group the person may see, or none and are kept where it may."""
    links = Agreement.applications.through.objects.all()
    covering = links.filter(
        application__in=applications_whose(person, group).order_by().values("pk")
    )
    standing_alone = ~Q(pk__in=links.values("agreement"))
    return Q(pk__in=covering.values("agreement")) | (
        standing_alone & Q(responsible__in=hosts_whose(person, group))
    )


def with_notice_within(agreements: AgreementQuerySet, until: dt.date) -> list[Agreement]:
    """Agreements in force whose last day to give notice comes no later than `until`, the most pressing first."""
    pressing = [
        (agreement.last_notice_on, agreement)
        for agreement in agreements
        if agreement.last_notice_on is not None and agreement.last_notice_on <= until
    ]
    return [
        agreement for _day, agreement in sorted(pressing, key=lambda pair: (pair[0], pair[1].title))
    ]


def applications_lacking(
    kind: AgreementKind, applications: QuerySet[Application], on: dt.date
) -> QuerySet[Application]:
    """Applications that no agreement of a kind covers on a day."""
    covering = Agreement.objects.in_force(on).filter(kind=kind, applications=OuterRef("pk"))
    return applications.exclude(Exists(covering))


def parties_text(agreement: Agreement) -> str:
    """The parties in one line; ask with `parties` prefetched."""
    return ", ".join(str(party.organisation) for party in agreement.parties.all())


def in_force_only(agreements: AgreementQuerySet) -> AgreementQuerySet:
    """Those in force today."""
    return agreements.in_force(today())


def agreements_of(organisation: Organisation) -> AgreementQuerySet:
    return Agreement.objects.filter(
        Q(responsible=organisation) | Q(parties__organisation=organisation)
    ).distinct()


# Who may keep an agreement: the verbs ask here, and the forms offer what the verbs let through.

OWNERS = (ResponsibilityRole.OWNER, ResponsibilityRole.DEPUTY)


def owned_applications(person: Person) -> ApplicationQuerySet:
    """Applications that a person owns today, or is the owner's deputy of."""
    held = Responsibility.objects.on(today()).filter(person=person, role__in=OWNERS)
    return Application.objects.on(today()).filter(pk__in=held.values("application"))


def may_keep(
    person: Person, responsible: Organisation, applications: Iterable[Application]
) -> bool:
    """May a person keep an agreement of this organisation, covering these applications?

    Whoever is appointed to it over the organisation may. An owner or deputy may where the agreement covers her own
    applications and nothing else, and the organisation is her own or hosts one of them.
    """
    if may(person, Permission.EDIT_AGREEMENT, responsible):
        return True
    covered = list(applications)
    roles = roles_over_all(person, [each.pk for each in covered], today())
    if not (person.is_active and any(Permission.EDIT_AGREEMENT in ROLES[role] for role in roles)):
        return False
    return responsible.pk in {person.organisation_id, *(each.host_id for each in covered)}


def require_keeping(
    person: Person, responsible: Organisation, applications: Iterable[Application]
) -> None:
    """Refuse who may not. Raises PermissionDenied."""
    if not may_keep(person, responsible, applications):
        raise PermissionDenied(f"{person} may not keep such an agreement of {responsible}")


def may_add_agreements(person: Person) -> bool:
    """Is there any agreement that a person could add? For buttons and forms; the verb asks about the one added."""
    if may_anywhere(person, Permission.EDIT_AGREEMENT):
        return True
    return bool(
        person.is_authenticated and person.is_active and owned_applications(person).exists()
    )


def may_add_agreement_for(person: Person, application: Application) -> bool:
    """May a person add an agreement that covers this application, whoever keeps it?"""
    return may_anywhere(person, Permission.EDIT_AGREEMENT) or may(
        person, Permission.EDIT_AGREEMENT, application
    )


def possible_keepers(person: Person, agreement: Agreement) -> set[int]:
    """The organisations that a person may say keep an agreement; its own stays among them."""
    ids = organisation_ids_where(person, Permission.EDIT_AGREEMENT)
    hosts = set(owned_applications(person).values_list("host_id", flat=True))
    if hosts:
        ids |= hosts | ({person.organisation_id} if person.organisation_id else set())
    return ids | ({agreement.responsible_id} if agreement.pk else set())


def possible_applications(person: Person) -> ApplicationQuerySet:
    """The applications that a person may say an agreement covers."""
    if may_anywhere(person, Permission.EDIT_AGREEMENT):
        return visible_applications(person)
    return owned_applications(person)


# Where agreements stand: lists, counts, start pages, charts and the API all ask here.

MOST_KEYS = 5_000  # in one query


def standings(agreements: Iterable[Agreement], on: dt.date) -> dict[int, Standing]:
    """Where each agreement stands on a day; three queries at most, however many they are."""
    listed = list(agreements)
    over = [
        each for each in listed if (end := current_end(each.terms, on)) is not None and end < on
    ]
    left = _uncovered(over, on) if over else set()
    return {each.pk: standing_on(each.ending(uncovered=each.pk in left), on) for each in listed}


def standing_of(agreement: Agreement, on: dt.date) -> Standing:
    return standings([agreement], on)[agreement.pk]


def _uncovered(over: Iterable[Agreement], on: dt.date) -> set[int]:
    """Those that are over while something they cover is in use, and no other of their kind is in force for it."""
    kinds = {each.pk: each.kind for each in over}
    in_use = Application.objects.on(on).exclude(phase=Phase.RETIRED)
    covers = Agreement.applications.through.objects.filter(application__in=in_use)
    links = [
        link
        for keys in batched(kinds, MOST_KEYS)
        for link in covers.filter(agreement__in=keys).values_list("agreement", "application")
    ]
    in_force = covers.filter(agreement__in=Agreement.objects.in_force(on))
    covered = {
        link
        for keys in batched({application for _agreement, application in links}, MOST_KEYS)
        for link in in_force.filter(application__in=keys).values_list(
            "application", "agreement__kind"
        )
    }
    return {
        agreement
        for agreement, application in links
        if not any((application, kind) in covered for kind in _kinds_like(kinds[agreement]))
    }


def _kinds_like(kind: str) -> tuple[str, ...]:
    """What can stand in another's place: a licence agreement in a supplier agreement's, else the same kind."""
    bought = (AgreementKind.SUPPLIER.value, AgreementKind.LICENCE.value)
    return bought if kind in bought else (kind,)


def batched(keys: Iterable[int], size: int) -> Iterator[Sequence[int]]:
    """Keys in parts that a query can hold."""
    listed = list(keys)
    return (listed[start : start + size] for start in range(0, len(listed), size))
