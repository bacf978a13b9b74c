"""What a person may see of agreements."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.queries import circle_ids
from samdrift.records.agreements.models import Agreement, AgreementKind, AgreementQuerySet, Party
from samdrift.records.register.models import Application


def visible_agreements(person: Person) -> AgreementQuerySet:
    """Agreements that bind somebody in the person's circle; a neighbour or a supplier sees those that bind itself."""
    circle = circle_ids(person)
    bound = Party.objects.filter(agreement=OuterRef("pk"), organisation__in=circle)
    return Agreement.objects.filter(Q(responsible__in=circle) | Exists(bound))


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
