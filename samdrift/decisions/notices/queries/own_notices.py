"""The coming changes that concern a person's own departments."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from samdrift.decisions.notices.models import Acknowledgement, ChangeNotice, NoticeConsequence
from samdrift.foundation.organisations.access import organisation_ids_where
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.roles import Role


@dataclass(frozen=True)
class Reach:
    """Whose changes are one's own: the units that one manages, or all of the municipalities whose costs one sees.

    own: the departments that one manages, with all that lies in them; what they bear is told first.
    words, own_words: what all of them, and one's own departments, are called.
    """

    organisations: frozenset[int]
    units: frozenset[int]
    words: str
    own: frozenset[int] = frozenset()
    own_words: str = ""

    @property
    def name(self) -> str:
        """Whose figures they are, for the names of figures."""
        whose = self.own or self.organisations
        kind = "units" if self.own else "organisations"
        return f"{kind}.{'-'.join(map(str, sorted(whose))) or 'none'}"

    @property
    def condition(self) -> Q:
        return Q(organisation__in=self.organisations) | Q(unit__in=self.units)


def reach_of(person: Person) -> Reach:
    """A manager of a department: it and what lies in it. Of a municipality: the whole of it. Three queries."""
    managed = {
        each.unit_id
        for each in person.appointments_today
        if each.role == Role.DEPARTMENT_MANAGER and each.unit_id
    }
    over = organisation_ids_where(person, Permission.SEE_COSTS)
    whole = {
        each.organisation_id
        for each in person.appointments_today
        if each.organisation_id in over
        and not (each.role == Role.DEPARTMENT_MANAGER and each.unit_id)
    }
    units = frozenset(_with_parts(managed))
    led = list(Unit.objects.filter(pk__in=managed).select_related("organisation"))
    alone = [str(each) for each in led if each.organisation_id not in whole]
    named = [*alone, *map(str, Organisation.objects.filter(pk__in=whole))]
    return Reach(frozenset(whole), units, ", ".join(named), units, ", ".join(map(str, led)))


def _with_parts(units: set[int]) -> set[int]:
    """Units and every unit that lies in them."""
    found, edge = set(units), set(units)
    while edge:
        edge = set(Unit.objects.filter(parent__in=edge).values_list("pk", flat=True)) - found
        found |= edge
    return found


@dataclass(frozen=True)
class OwnNotice:
    """A notice, what it costs us, and one's own answer where one was told."""

    notice: ChangeNotice
    rows: Sequence[NoticeConsequence]
    mine: Acknowledgement | None

    @property
    def is_waiting(self) -> bool:
        return self.mine is not None and self.mine.acknowledged_on is None

    def rows_of(self, units: frozenset[int]) -> list[NoticeConsequence]:
        """What falls on some departments."""
        return [row for row in self.rows if row.unit_id in units]


def own_notices(person: Person, reach: Reach) -> list[OwnNotice]:
    """Notices that stand and still tell of this year or later; those that wait for one's answer first."""
    concerning = NoticeConsequence.objects.filter(reach.condition, year__gte=today().year)
    told = Acknowledgement.objects.filter(person=person).select_related("notice")
    mine = {each.notice_id: each for each in told}
    notices = ChangeNotice.objects.in_force().filter(
        Q(pk__in=concerning.values("notice")) | Q(pk__in=list(mine), takes_effect_on__gte=today())
    )
    rows: dict[int, list[NoticeConsequence]] = {}
    wanted = NoticeConsequence.objects.filter(reach.condition, notice__in=notices)
    for row in wanted.select_related("organisation", "unit"):
        rows.setdefault(row.notice_id, []).append(row)
    found = [
        OwnNotice(each, rows.get(each.pk, []), mine.get(each.pk))
        for each in notices.select_related("application", "initiative")
    ]
    return sorted(
        found, key=lambda each: (not each.is_waiting, each.notice.takes_effect_on, each.notice.pk)
    )
