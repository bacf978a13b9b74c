"""What a person may see of agreements."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.queries import circle_ids
from samdrift.records.agreements.models import (
    Agreement,
    AgreementKind,
    AgreementQuerySet,
    Party,
)
from samdrift.records.register.models import (
    Application,
    FieldGroup,
)
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


def shown_coverings(person: Person) -> QuerySet[Any]:
    """Which applications agreements are seen to cover: (agreement, application) that the person may know of.

    That an application has an agreement belongs to its agreements; in the own organisation's agreements all are seen.
    """
    links = Agreement.applications.through.objects.all()
    known = links.filter(application__in=visible_applications(person).order_by().values("pk"))
    open_to = applications_whose(person, FieldGroup.AGREEMENTS).order_by().values("pk")
    own = Agreement.objects.filter(_own(person)).order_by().values("pk")
    return known.filter(Q(application__in=open_to) | Q(agreement__in=own))


def shown_among(person: Person, coverings: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Of (agreement, application) as they were on some day, those that the person may know of; three queries."""
    pairs = set(coverings)
    applications = {application for _agreement, application in pairs}
    known = _keys(visible_applications(person).filter(pk__in=applications))
    open_to = _keys(applications_whose(person, FieldGroup.AGREEMENTS).filter(pk__in=applications))
    agreements = {agreement for agreement, _application in pairs}
    own = _keys(Agreement.objects.filter(_own(person), pk__in=agreements))
    return {pair for pair in pairs if pair[1] in known and (pair[1] in open_to or pair[0] in own)}


def _keys(rows: QuerySet[Any]) -> set[int]:
    return set(rows.values_list("pk", flat=True))


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


def applications_lacking(
    kind: AgreementKind, applications: QuerySet[Application], on: dt.date
) -> QuerySet[Application]:
    """Applications that no agreement of a kind covers on a day."""
    covering = Agreement.objects.in_force(on).filter(kind=kind, applications=OuterRef("pk"))
    return applications.exclude(Exists(covering))


def parties_text(agreement: Agreement) -> str:
    """The parties in one line; ask with `parties` prefetched."""
    return ", ".join(str(party.organisation) for party in agreement.parties.all())


def agreements_of(organisation: Organisation) -> AgreementQuerySet:
    return Agreement.objects.filter(
        Q(responsible=organisation) | Q(parties__organisation=organisation)
    ).distinct()
