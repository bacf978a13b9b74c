"""Who is told of a change: derived from use, by who manages what is concerned."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from samdrift.decisions.notices.models import ChangeNotice, NoticeConsequence
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Appointment, Organisation, Person, Unit
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.queries import owner_on


@dataclass(frozen=True)
class Recipient:
    """Who is to be told, for which municipality, and as what."""

    organisation: Organisation
    person: Person
    role: Role


def recipients(
    notice: ChangeNotice, rows: Iterable[NoticeConsequence]
) -> tuple[list[Recipient], list[Organisation]]:
    """(whom the consequences are told to, municipalities where there is nobody to tell); a fixed number of queries.

    The managers of the departments concerned, or of the departments above them; else those who manage the
    municipality's departments in general; else its IT manager and controller, who are told as well of what stays with
    IT. And the owner. Everyone once, first as manager. Whoever sends it knows already.
    """
    concerned = _units_concerned(rows)
    organisations = {each.pk: each for each in _organisations(concerned)}
    held: dict[int, list[Appointment]] = {pk: [] for pk in organisations}
    for each in (
        Appointment.objects.current()
        .filter(
            organisation__in=organisations,
            role__in=[Role.DEPARTMENT_MANAGER, Role.IT_MANAGER, Role.CONTROLLER],
            person__in=Person.objects.active(),
        )
        .select_related("person")
        .order_by("person__name", "pk")
    ):
        held[each.organisation_id].append(each)
    above = _units_above(organisations)
    found: dict[int, Recipient] = {}
    nobody = []
    for pk, organisation in organisations.items():
        told = _told_in(held[pk], concerned[pk], above)
        if not told:
            nobody.append(organisation)
        for each in told:
            found.setdefault(each.person_id, Recipient(organisation, each.person, Role(each.role)))
    owner = _owner(notice)
    if owner is not None and owner.organisation is not None:
        found.setdefault(owner.pk, Recipient(owner.organisation, owner, Role.SYSTEM_OWNER))
    found.pop(notice.made_by_id, None)
    return list(found.values()), nobody


def _units_concerned(rows: Iterable[NoticeConsequence]) -> dict[int, set[int | None]]:
    found: dict[int, set[int | None]] = {}
    for row in rows:
        found.setdefault(row.organisation_id, set()).add(row.unit_id)
    return found


def _organisations(keys: Iterable[int]) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=keys).order_by("municipality_code", "name")


def _units_above(organisations: Iterable[int]) -> dict[int, set[int]]:
    """Each unit with those that it lies in, itself among them."""
    rows = Unit.objects.filter(organisation__in=organisations).values_list("pk", "parent_id")
    parents: dict[int, int | None] = dict(rows)
    found: dict[int, set[int]] = {}
    for unit in parents:
        here: int | None = unit
        line: set[int] = set()
        while here is not None and here not in line:
            line.add(here)
            here = parents.get(here)
        found[unit] = line
    return found


def _told_in(
    held: list[Appointment], units: set[int | None], above: dict[int, set[int]]
) -> list[Appointment]:
    """Of the appointments in a municipality, those that are told of what concerns these units."""
    managers = [each for each in held if each.role == Role.DEPARTMENT_MANAGER]
    fallback = [each for each in held if each.role != Role.DEPARTMENT_MANAGER]
    general = [each for each in managers if each.unit_id is None] or fallback
    told: list[Appointment] = []
    for unit in sorted(units, key=lambda each: each or 0):
        if unit is None:
            told += fallback
            continue
        own = [each for each in managers if each.unit_id in above.get(unit, {unit})]
        told += own or general
    return sorted(dict.fromkeys(told), key=lambda each: each.role != Role.DEPARTMENT_MANAGER)


def _owner(notice: ChangeNotice) -> Person | None:
    if notice.initiative is not None:
        return notice.initiative.owner
    if notice.application is None:
        return None
    held = owner_on(notice.application, today())
    return held.person if held else None
