"""What a person may see of agreements."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    When,
)

from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.queries import circle_ids
from samdrift.foundation.organisations.reading import remembered_while_reading
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
    price = Case(When(_shows_price(person), then=F("price_per_year_ore")))
    return Agreement.objects.filter(_own(person) | seen).annotate(seen_price_ore=price)


def agreements_on(person: Person, application: Application) -> AgreementQuerySet:
    """As `visible_agreements`, of one application whose agreements the person sees: a small question."""
    near = circle_ids(person) | own_organisation_ids(person)
    return Agreement.objects.filter(
        Q(responsible__in=near) | Q(pk__in=_binding(near)), applications=application
    )


@dataclass(frozen=True)
class KnownCoverings:
    """Which agreement is known to cover which application, for somebody: of today's coverings and of any others.

    Whoever knows of the application is told where its agreements are open to her, or the agreement is her own
    organisation's.
    """

    applications: QuerySet[Application]
    open_applications: QuerySet[Application]
    own_agreements: QuerySet[Agreement]

    @property
    def today(self) -> QuerySet[Any]:
        """The rows of (agreement, application)."""
        links = Agreement.applications.through.objects
        told = Q(application__in=_rows(self.open_applications))
        told |= Q(agreement__in=_rows(self.own_agreements))
        return links.filter(told, application__in=_rows(self.applications))

    def among(self, coverings: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
        """Of (agreement, application) as they were on some day, those that are known; three queries."""
        pairs = set(coverings)
        agreements = {agreement for agreement, _application in pairs}
        applications = {application for _agreement, application in pairs}
        known = _keys(self.applications, applications)
        is_open = _keys(self.open_applications, applications)
        own = _keys(self.own_agreements, agreements)
        return {
            (agreement, application)
            for agreement, application in pairs
            if application in known and (application in is_open or agreement in own)
        }


def known_coverings(person: Person) -> KnownCoverings:
    """Which applications agreements are known to cover: in the own organisation's agreements all are."""
    return KnownCoverings(
        applications=visible_applications(person),
        open_applications=applications_whose(person, FieldGroup.AGREEMENTS),
        own_agreements=Agreement.objects.filter(_own(person)),
    )


@remembered_while_reading
def known_applications(person: Person, agreement: Agreement) -> frozenset[int]:
    """The applications that the reader is told it covers."""
    told = known_coverings(person).today.filter(agreement=agreement)
    return frozenset(told.values_list("application", flat=True))


def _rows(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    return rows.order_by().values("pk")


def _keys(rows: QuerySet[Any], among: set[int]) -> set[int]:
    return set(rows.filter(pk__in=among).values_list("pk", flat=True))


def _binding(organisations: Iterable[int]) -> QuerySet[Party, Any]:
    return Party.objects.filter(organisation__in=list(organisations)).values("agreement")


def _shows_price(person: Person) -> Q:
    return _own(person) | _follows(person, FieldGroup.COSTS)


def price_sight(person: Person) -> ExpressionWrapper[Q]:
    """Whether the person may see the price, as a value of each row of agreements."""
    return ExpressionWrapper(_shows_price(person), output_field=BooleanField())


@remembered_while_reading
def sees_price(person: Person, agreement: Agreement) -> bool:
    """Whether the person may see the agreement, and what it costs."""
    return visible_agreements(person).filter(_shows_price(person), pk=agreement.pk).exists()


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
