"""Which application each row of a file is, and what would become of it. Reads only."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import orjson

from samdrift.foundation.organisations.models import Organisation, Unit
from samdrift.records.intake.convert import (
    Change,
    FileRow,
    Key,
    changes_between,
    digests,
    name_key,
    values_of_state,
)
from samdrift.records.intake.models import ImportedRow, RowOutcome
from samdrift.records.intake.queries import RegisterState, imported_rows, register_state_of
from samdrift.records.register.models import Application


@dataclass(frozen=True, slots=True)
class Planned:
    """One row and its application, if there is one already, with what changes."""

    row: FileRow
    outcome: str
    application_id: int | None
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All rows of a file, and what the register holds of those that differ."""

    rows: list[Planned]
    standing: dict[int, RegisterState]
    missing: int  # applications from earlier files that this one no longer lists
    moved_hosts: int  # rows whose application somebody else hosts now

    def digest(self) -> str:
        """Two plans with the same digest do the same."""
        whole = hashlib.blake2b(digest_size=32)
        for one in self.rows:
            changes = sorted(one.changes, key=lambda change: change[0])
            told = [one.row.number, one.outcome, one.application_id, changes]
            whole.update(
                orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
            )  # a database keeps keys in its own order
        return whole.hexdigest()


@dataclass(frozen=True, slots=True)
class JointPlan:
    """The plans of a file, one for each municipality that its rows belong to; the receiver's first."""

    parts: list[tuple[Organisation, ImportPlan]]

    def digest(self) -> str:
        """Two joint plans with the same digest do the same."""
        told = [[organisation.pk, plan.digest()] for organisation, plan in self.parts]
        return hashlib.blake2b(orjson.dumps(told), digest_size=32).hexdigest()

    @property
    def rows(self) -> list[Planned]:
        """Every row in the file's order."""
        return sorted(
            (one for _, plan in self.parts for one in plan.rows), key=lambda one: one.row.number
        )


def make_joint_plan(receiver: Organisation, rows: Sequence[FileRow]) -> JointPlan:
    """Each municipality's rows compared with its own register."""
    belonging: dict[int, list[FileRow]] = {receiver.pk: []}
    for row in rows:
        belonging.setdefault(row.organisation or receiver.pk, []).append(row)
    members = Organisation.objects.in_bulk([pk for pk in belonging if pk != receiver.pk])
    members[receiver.pk] = receiver
    return JointPlan([(members[pk], make_plan(members[pk], its)) for pk, its in belonging.items()])


def make_plan(organisation: Organisation, rows: Sequence[FileRow]) -> ImportPlan:
    """Find each row's application and compare, in a fixed number of queries."""
    links = imported_rows(organisation)
    known = _known_applications(organisation, rows, links)
    fresh = {
        pk
        for row in rows
        if (pk := known.get(row.key)) is not None and _says_something_new(row, pk, links, known)
    }
    standing = register_state_of(organisation, fresh)
    units = (
        {unit.pk: unit for unit in Unit.objects.filter(organisation=organisation)} if fresh else {}
    )
    said = {link.application_id: link.said for link in links.values()}
    planned, moved_hosts = [], 0
    for row in rows:
        pk = known.get(row.key)
        if pk is None:
            changes: list[Change] = [(name, None, value) for name, value in row.values.items()]
            planned.append(Planned(row, RowOutcome.CREATED, None, changes))
            continue
        now = standing.get(pk)
        if now is not None and now.application.host_id != organisation.pk:
            moved_hosts += 1
            now = None
        changes = (
            changes_between(
                row.values,
                said.get(pk, {}) if row.application is None else {},
                values_of_state(now, units),
            )
            if now is not None
            else []
        )
        planned.append(
            Planned(row, RowOutcome.CHANGED if changes else RowOutcome.UNCHANGED, pk, changes)
        )
    here = {pk for pk in known.values() if pk is not None}
    missing = sum(1 for link in links.values() if link.application_id not in here)
    return ImportPlan(planned, standing, missing, moved_hosts)


def _says_something_new(
    row: FileRow, pk: int, links: Mapping[Key, ImportedRow], known: Mapping[Key, int]
) -> bool:
    link = links.get(row.key)
    if link is None or link.application_id != pk:
        return True
    said = link.said
    return any(said.get(field) != mark for field, mark in digests(row.values).items())


def _known_applications(
    organisation: Organisation, rows: Sequence[FileRow], links: Mapping[Key, ImportedRow]
) -> dict[Key, int]:
    """The application of each row: by its whole key; else by its name, where one row and one application are left of
    it (it moved to another department); else one of that name that somebody registered by hand."""
    known = {row.key: links[row.key].application_id for row in rows if row.key in links}
    known.update({row.key: row.application for row in rows if row.application is not None})
    left = [row for row in rows if row.key not in known]
    if not left:
        return known
    taken = set(known.values())
    unmet = _by_name(
        (link.name_key, link.application_id)
        for link in links.values()
        if link.application_id not in taken
    )
    for name, alike in _rows_by_name(left).items():
        if len(alike) == 1 and len(unmet.get(name, ())) == 1:
            known[alike[0].key] = unmet[name][0]
    by_hand = _by_name(
        (name_key(name), pk)
        for pk, name in Application.objects.filter(host=organisation, imported_row__isnull=True)
        .order_by("pk")
        .values_list("pk", "name")
    )
    for name, alike in _rows_by_name(row for row in left if row.key not in known).items():
        known.update({row.key: pk for row, pk in zip(alike, by_hand.get(name, ()), strict=False)})
    return known


def _by_name(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for name, pk in pairs:
        found[name].append(pk)
    return found


def _rows_by_name(rows: Iterable[FileRow]) -> dict[str, list[FileRow]]:
    found: dict[str, list[FileRow]] = defaultdict(list)
    for row in rows:
        found[row.key[0]].append(row)
    return found
