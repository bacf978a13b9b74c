"""May this person see this part of this application? The one place that answers, as a condition in the database.

A federation chooses, group by group, who sees the facts of the applications that its members host. Lists, pages,
searches, exports and the API all ask here, so that what is hidden on one of them is hidden on all.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BooleanField, Case, ExpressionWrapper, F, Q, Value, When
from django.db.models.expressions import Combinable

from samdrift.foundation.organisations.access import (
    appointed_organisation_ids,
    is_supplier,
    organisation_ids_where,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Membership, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import circle_ids
from samdrift.foundation.organisations.reading import remembered_while_reading
from samdrift.records.register.models import (
    Application,
    Audience,
    FieldAudience,
    FieldGroup,
    Participation,
    Responsibility,
)
from samdrift.records.register.models.application import ApplicationQuerySet
from samdrift.records.register.models.audience import DEFAULT_AUDIENCE
from samdrift.records.register.queries.visible import visible_applications

_NARROWEST_FIRST = [Audience.OWN, Audience.PARTICIPANTS, Audience.MEMBERS]
NOTHING = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class HostAudiences:
    """Who sees one group, by where the application is hosted.

    by_host: what the federation of each host has chosen. elsewhere: what holds for hosts outside every federation.
    """

    by_host: dict[int, Audience]
    elsewhere: Audience

    def hosts(self, *audiences: Audience) -> set[int]:
        return {host for host, audience in self.by_host.items() if audience in audiences}

    def condition(self, *audiences: Audience) -> Q:
        """Applications whose host has one of these audiences."""
        found = Q(host__in=self.hosts(*audiences))
        return found | ~Q(host__in=self.by_host) if self.elsewhere in audiences else found


@remembered_while_reading
def _memberships() -> list[tuple[int, int]]:
    return list(Membership.objects.on(today()).values_list("federation", "member"))


@remembered_while_reading
def _choices() -> dict[tuple[int, str], Audience]:
    """What the federations have chosen, by federation and group."""
    rows = FieldAudience.objects.values_list("federation", "group", "audience")
    return {(federation, group): Audience(audience) for federation, group, audience in rows}


def host_audiences(person: Person, group: FieldGroup) -> HostAudiences:
    """Where a host is in two federations the narrower choice holds; outside them, that of the reader's federation."""
    default = DEFAULT_AUDIENCE[group]
    chosen = {federation: each for (federation, of), each in _choices().items() if of == group}
    by_host: dict[int, Audience] = {}
    for federation, member in _memberships():
        for host in (federation, member):
            here = chosen.get(federation, default)
            by_host[host] = _narrower(here, by_host.get(host, here))
    readers = [chosen.get(federation, default) for federation in person.federation_ids]
    return HostAudiences(by_host, min(readers or [default], key=_NARROWEST_FIRST.index))


def _narrower(one: Audience, other: Audience) -> Audience:
    return min(one, other, key=_NARROWEST_FIRST.index)


def own_organisation_ids(person: Person) -> frozenset[int]:
    """The organisations whose own facts these are to the person: the employer, and where it is appointed."""
    employer = {person.organisation_id} if person.organisation_id else set()
    return frozenset(employer | appointed_organisation_ids(person))


def audience_condition(person: Person, group: FieldGroup) -> Q:
    """The condition on applications that this person may see this group of them.

    Whoever answers for the application, and the host municipality's own people, see everything. Others see what the
    federation of the host has chosen. Costs are besides never hidden from those who are to check what their
    municipality pays a share of: those who see costs in a municipality that takes part.
    """
    if is_supplier(person):
        return NOTHING
    audiences, own = host_audiences(person, group), own_organisation_ids(person)
    answering = Responsibility.objects.held_by(person)
    condition = Q(host__in=own) | Q(pk__in=answering.order_by().values("application"))
    condition |= _taken_part_in(own) & audiences.condition(Audience.PARTICIPANTS, Audience.MEMBERS)
    if person.federation_ids:
        within = Q(host__in=circle_ids(person)) | ~Q(host__in=audiences.by_host)
        condition |= within & audiences.condition(Audience.MEMBERS)
    if group == FieldGroup.COSTS:
        condition |= _taken_part_in(organisation_ids_where(person, Permission.SEE_COSTS))
    return condition


def _taken_part_in(organisations: Iterable[int]) -> Q:
    taking_part = Participation.objects.filter(organisation__in=list(organisations))
    return Q(pk__in=taking_part.order_by().values("application"))


def applications_whose(person: Person, group: FieldGroup) -> ApplicationQuerySet:
    """The visible applications whose facts of a group the person may see: «applications whose costs she may see»."""
    return visible_applications(person).filter(audience_condition(person, group))


@remembered_while_reading
def visible_groups(person: Person, application: Application) -> frozenset[FieldGroup]:
    """The groups of one application that its reader may see; one query beside those about the reader."""
    return visible_groups_of(person, [application.pk])[application.pk]


def visible_groups_of(
    person: Person, applications: Iterable[int]
) -> dict[int, frozenset[FieldGroup]]:
    """The same for many applications at once."""
    wanted = list(applications)
    sees = {f"sees_{group}": audience_sight(person, group) for group in FieldGroup}
    rows = Application.objects.filter(pk__in=wanted).order_by().annotate(**sees)
    found = {
        pk: frozenset(group for group, seen in zip(FieldGroup, row, strict=True) if seen)
        for pk, *row in rows.values_list("pk", *sees)
    }
    return {pk: found.get(pk, frozenset()) for pk in wanted}


def sees_groups_of_all(person: Person, groups: Iterable[FieldGroup]) -> bool:
    """Does the person see these groups of every application that a member of the own federation hosts or uses?

    True only where every choice lets members see them and there is no other federation: then nothing needs to be asked
    of single applications. False says nothing of how much is hidden.
    """
    if not person.federation_ids or is_supplier(person):
        return False
    audiences = [host_audiences(person, group) for group in groups]
    is_alone = all(set(each.by_host) <= circle_ids(person) for each in audiences)
    chosen = {choice for each in audiences for choice in (*each.by_host.values(), each.elsewhere)}
    return is_alone and chosen <= {Audience.MEMBERS}


def mark_of_sight(person: Person, groups: Iterable[FieldGroup]) -> str:
    """A mark that is another as soon as the choices or the appointments are that decide which groups a person sees."""
    decides = (
        [sorted(host_audiences(person, each).by_host.items()) for each in sorted(groups)],
        sorted(circle_ids(person)),
        sorted(own_organisation_ids(person)),
        sorted(organisation_ids_where(person, Permission.SEE_COSTS)),
        sorted(Responsibility.objects.held_by(person).values_list("application", flat=True)),
    )
    return hashlib.sha256(repr(decides).encode()).hexdigest()[:16]


def audience_sight(person: Person, group: FieldGroup) -> ExpressionWrapper[Q]:
    """`audience_condition` as a value of each row of applications: true or false."""
    return ExpressionWrapper(audience_condition(person, group), output_field=BooleanField())


def where_seen(person: Person, group: FieldGroup, value: str | Combinable) -> Case:
    """A value of each row of applications where the person may see its group, else nothing.

    To sort, filter and count by it tells no more than to read it.
    """
    shown = F(value) if isinstance(value, str) else value
    return Case(When(audience_condition(person, group), then=shown), default=Value(None))


def hosts_whose(person: Person, group: FieldGroup) -> set[int]:
    """Organisations whose facts of a group the person may see though they belong to no application.

    As an agreement that covers none: seen by the organisation's own people, and by members where the group is theirs.
    """
    if is_supplier(person):
        return set()
    audiences = host_audiences(person, group)
    open_to_members = audiences.hosts(Audience.MEMBERS) if person.federation_ids else set()
    return set(own_organisation_ids(person)) | (open_to_members & circle_ids(person))
