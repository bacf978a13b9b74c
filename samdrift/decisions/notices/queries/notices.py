"""Change notices that a person may see and send, and whom they concern."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from samdrift.decisions.notices.models import Acknowledgement, ChangeNotice, NoticeConsequence
from samdrift.decisions.sharing.queries.agreed import rules_in_force
from samdrift.decisions.sharing.queries.joint import Subject
from samdrift.decisions.sharing.queries.visible import (
    open_federations,
    owned_applications,
    sees_costs,
)
from samdrift.foundation.organisations.access import (
    may,
    may_in_group,
    organisation_ids_where,
    unit_ids_where,
)
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import members_of
from samdrift.records.register.models import Application, Participation
from samdrift.records.spending.models import JointInitiative
from samdrift.records.spending.queries import (
    applications_with_seen_costs,
    initiatives_with_seen_costs,
)


def may_tell(
    person: Person,
    federation: Organisation,
    application: Application | None = None,
    initiative: JointInitiative | None = None,
) -> bool:
    """The IT managers' group and the controllers; of their own, a system owner and an initiative's owner."""
    if may_in_group(person, Permission.TELL_CHANGES, federation):
        return True
    if initiative is not None and initiative.owner_id == person.pk:
        return True
    return application is not None and may(person, Permission.TELL_CHANGES, application)


def may_handle(person: Person, notice: ChangeNotice) -> bool:
    return may_tell(person, notice.federation, notice.application, notice.initiative)


def visible_notices(person: Person) -> QuerySet[ChangeNotice]:
    """What has been sent: by those who see the costs of what it is about, by those whose municipality or unit bears
    some of it, and by whoever was told. A draft: by those who made it, and by those of the former who may send it."""
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    units = unit_ids_where(person, Permission.SEE_COSTS)
    own = frozenset({person.organisation_id}) if person.organisation_id else frozenset()
    telling = {
        each
        for each in person.federation_ids
        if organisation_ids_where(person, Permission.TELL_CHANGES) & (own | {each})
    }
    bearing = NoticeConsequence.objects.filter(
        Q(organisation__in=over) | Q(unit__in=units), notice=OuterRef("pk")
    )
    told = Acknowledgement.objects.filter(notice=OuterRef("pk"), person=person)
    whole = Q(pk__in=_notices_seen_whole(person).values("pk"))
    return ChangeNotice.objects.filter(
        (Q(sent_on__isnull=False) & (whole | Exists(bearing)))
        | Exists(told)
        | (Q(federation__in=telling) & whole)
        | Q(made_by=person)
    ).select_related("application", "initiative", "federation", "made_by")


def _notices_seen_whole(person: Person) -> QuerySet[ChangeNotice]:
    """Notices about what the person sees all costs of: then everyone's consequences and figures may be told."""
    return ChangeNotice.objects.filter(
        Q(application__in=applications_with_seen_costs(person).order_by().values("pk"))
        | Q(initiative__in=initiatives_with_seen_costs(person).order_by().values("pk"))
        | Q(application=None, initiative=None, federation__in=open_federations(person))
        | Q(made_by=person)
    ).order_by()


def sees_whole(person: Person, notice: ChangeNotice) -> bool:
    return _notices_seen_whole(person).filter(pk=notice.pk).exists()


def visible_consequences(person: Person) -> QuerySet[NoticeConsequence]:
    """What notices cost: of those one sees whole everything, else one's own municipality's or unit's part."""
    return NoticeConsequence.objects.filter(
        Q(notice__in=_notices_seen_whole(person).values("pk"))
        | Q(organisation__in=organisation_ids_where(person, Permission.SEE_COSTS))
        | Q(unit__in=unit_ids_where(person, Permission.SEE_COSTS))
    )


def visible_answers(person: Person, notice: ChangeNotice) -> QuerySet[Acknowledgement]:
    """Who has been told and what they answered: all for who handles the notice, else those of the own municipality."""
    if may_handle(person, notice):
        return notice.acknowledgements.all()
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    return notice.acknowledgements.filter(Q(organisation__in=over) | Q(person=person))


def sees_notices(person: Person) -> bool:
    """Whoever sees costs, has been told of something or may tell has a list to open."""
    return sees_costs(person) or may_tell_something(person) or visible_notices(person).exists()


def may_tell_something(person: Person) -> bool:
    """Is there anything that the person may send a notice about?"""
    return (
        any(may_in_group(person, Permission.TELL_CHANGES, each) for each in _federations(person))
        or owned_applications(person).exists()
        or JointInitiative.objects.filter(owner=person).exists()
    )


def _federations(person: Person) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=person.federation_ids)


def subjects_of(notice: ChangeNotice) -> dict[Subject, Application | JointInitiative]:
    """What a notice is about: one thing, or everything joint in the federation without a key of its own then."""
    if notice.application is not None:
        return {(notice.application.pk, None): notice.application}
    if notice.initiative is not None:
        return {(None, notice.initiative.pk): notice.initiative}
    members = [each.pk for each in members_of(notice.federation)]
    own_key = rules_in_force(notice.takes_effect_on).filter(federation=notice.federation)
    own = {(each.application_id, each.initiative_id) for each in own_key}
    using = Participation.objects.filter(application=OuterRef("pk"), organisation__in=members)
    found: dict[Subject, Application | JointInitiative] = {
        (each.pk, None): each
        for each in Application.objects.filter(Exists(using))
        .not_ended(notice.takes_effect_on)
        .order_by("name", "pk")
    }
    found |= {
        (None, each.pk): each
        for each in JointInitiative.objects.filter(federation=notice.federation).not_ended(
            notice.takes_effect_on
        )
    }
    return {subject: what for subject, what in found.items() if subject not in own}
