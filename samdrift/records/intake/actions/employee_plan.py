"""What becomes of each row of a list of employees, beside the people who are known."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from samdrift.core.findings import Finding, Severity, gettext_noop
from samdrift.foundation.organisations.access import may, may_change_sign_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Employment, Person
from samdrift.foundation.organisations.open_duties import open_tasks
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import circle_ids, keeper_of_person
from samdrift.records.intake.actions.files import row_choices
from samdrift.records.intake.convert import memory_of
from samdrift.records.intake.convert.employees import EmployeeRow, identities_of, of_row, plain_name
from samdrift.records.intake.models import RowChoice, RowOutcome, Upload
from samdrift.records.intake.queries.employees import unit_written

Change = list[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEmployee:
    """A row, or somebody whom the file does not name: who it is, what changes, and the last day where one is set."""

    number: int
    name: str
    outcome: str
    identity: str
    values: dict[str, Any] = field(default_factory=dict)
    person: int | None = None
    employment: int | None = None
    changes: list[Change] = field(default_factory=list)
    last_day: dt.date | None = None
    is_missing: bool = False
    has_fault: bool = False

    @property
    def identities(self) -> list[str]:
        return identities_of(self.values.get("number"), self.values.get("email"))

    @property
    def key(self) -> object:
        """Who it is: the person's key, or how somebody who joins is known."""
        return self.person or self.identity

    @property
    def first_day(self) -> dt.date | None:
        said = self.values.get("starts_on")
        return dt.date.fromisoformat(said) if said else None

    @property
    def as_stored(self) -> dict[str, Any]:
        """What is kept of the row until it is brought in."""
        if self.is_missing:
            return {"leaver": [self.person, self.employment]}
        return self.values


def plan_employees(
    upload: Upload, rows: Sequence[EmployeeRow], *, has_faults: bool
) -> tuple[list[PlannedEmployee], list[Finding]]:
    """Every row with what becomes of it, then those whom a whole list does not name; and what was found.

    has_faults: some rows of the file can't be read, so that who is missing in it can't be told.
    """
    plan = _EmployeePlan(upload, rows)
    planned = plan.without_circles([plan.of(row) for row in rows])
    has_faults = has_faults or any(one.has_fault for one in planned)
    planned += plan.missing({one.person for one in planned}, rows, has_faults=has_faults)
    return planned, plan.findings


class _EmployeePlan:
    def __init__(self, upload: Upload, rows: Sequence[EmployeeRow]) -> None:
        self.upload, self.organisation = upload, upload.organisation
        self.day = upload.changes_from or today()
        self.findings: list[Finding] = []
        self.choices = row_choices(upload)
        self.circle = circle_ids(upload.by)
        known = Employment.objects.filter(organisation=self.organisation).select_related(
            "person", "unit", "manager"
        )
        self.employments: dict[int, list[Employment]] = defaultdict(list)
        self.by_number: dict[str, Person] = {}
        self.names: dict[str, int] = {}
        for each in known.order_by("starts_on", "pk"):
            self.employments[each.person_id].append(each)
            self.names[each.person.name.casefold()] = each.person_id
            if each.external_number:
                self.by_number[each.external_number.casefold()] = each.person
        said = {row.values["email"] for row in rows if row.values["email"]}
        said |= {
            row.values["manager"][1:]
            for row in rows
            if (row.values["manager"] or "").startswith("@")
        }
        self.by_email: dict[str, Person] = {}
        wanted = sorted(said)
        for start in range(0, len(wanted), 500):
            for person in Person.objects.filter(email__in=wanted[start : start + 500]):
                self.by_email[(person.email or "").casefold()] = person
        self.in_file = {identity for row in rows for identity in row.identities}
        self.written = unit_written(self.organisation)

    def of(self, row: EmployeeRow) -> PlannedEmployee:
        person, fault = self._person_of(row)
        one = PlannedEmployee(
            number=row.number,
            name=row.name,
            outcome=RowOutcome.UNCHANGED,
            identity=row.identities[0],
            values=row.values,
            person=person.pk if person else None,
        )
        if fault is not None:
            self.findings.append(fault)
            return replace(one, outcome=RowOutcome.LEFT_OUT, has_fault=True)
        one = self._joins(row, one) if person is None else self._stays(row, one, person)
        return self._unless_left_out(one)

    def without_circles(self, planned: list[PlannedEmployee]) -> list[PlannedEmployee]:
        """A row by which somebody would be their own manager's manager is a fault; the others stay as they are."""
        above = self._managers_after(planned)
        return [
            self._circle_told(one) if _is_own_manager(one.key, above) else one for one in planned
        ]

    def _managers_after(self, planned: list[PlannedEmployee]) -> dict[object, object]:
        """Who is whose manager when the file is brought in: by key of person, or by identity of who joins."""
        above: dict[object, object] = {
            person: each.manager_id
            for person, here in self.employments.items()
            for each in here
            if each.holds_on(self.day) and each.manager_id
        }
        known = {identity: one.key for one in planned for identity in one.identities}
        for one in planned:
            said = one.values.get("manager")
            if not said or one.has_fault or one.outcome == RowOutcome.LEFT_OUT:
                continue
            found = self.by_email.get(said[1:]) if said[0] == "@" else self.by_number.get(said[1:])
            manager = known.get(said, found.pk if found else None)
            if manager is not None and manager != one.key:
                above[one.key] = manager
        return above

    def _circle_told(self, one: PlannedEmployee) -> PlannedEmployee:
        if not one.values.get("manager") or one.has_fault:
            return one
        what = gettext_noop("%(value)s would be manager of their own manager")
        self.findings.append(
            of_row(one.number, "managers-in-a-circle", what, Severity.ERROR, value=one.name)
        )
        return replace(one, outcome=RowOutcome.LEFT_OUT, has_fault=True, changes=[], last_day=None)

    def _unless_left_out(self, one: PlannedEmployee) -> PlannedEmployee:
        """A row that somebody has left out stays out."""
        if self.choices.get(memory_of([one.identity, "", 1])) == RowChoice.Choice.LEFT_OUT:
            return replace(one, outcome=RowOutcome.LEFT_OUT, changes=[], last_day=None)
        return one

    def _person_of(self, row: EmployeeRow) -> tuple[Person | None, Finding | None]:
        number, email = row.values["number"], row.values["email"]
        by_number = self.by_number.get(number.casefold()) if number else None
        by_email = self.by_email.get(email.casefold()) if email else None

        def fault(rule: str, what: str, value: str) -> tuple[None, Finding]:
            return None, of_row(row.number, rule, what, Severity.ERROR, value=value)

        if by_number and by_email and by_number.pk != by_email.pk:
            what = gettext_noop(
                "The employee number is one person's and the e-mail %(value)s another's"
            )
            return fault("two-people", what, email)
        person = by_number or by_email
        if person is None:
            what = gettext_noop(
                "Nobody known has the number or e-mail %(value)s, and the row has no name"
            )
            return (None, None) if row.values["name"] else fault("no-name", what, email or number)
        here = self.employments.get(person.pk, [])
        if not here and person.organisation_id not in self.circle:
            return fault(
                "address-taken", gettext_noop("Somebody else has the e-mail %(value)s"), email or ""
            )
        if not here and not may(
            self.upload.by, Permission.KEEP_PEOPLE, keeper_of_person(person, self.upload.by)
        ):
            what = gettext_noop(
                "%(value)s is another employer's: only the federation's administrator employs them here"
            )
            return fault("another-employers", what, row.name)
        moves = email and email.casefold() != (person.email or "").casefold()
        if moves and not may_change_sign_in(self.upload.by, person):
            what = gettext_noop(
                "%(value)s has roles that you don't: only the administrator changes this e-mail"
            )
            return fault("sign-in-kept", what, row.name)
        if person.anonymised_on or person.merged_into_id:
            what = gettext_noop(
                "%(value)s is merged with another or erased: add the person by hand"
            )
            return fault("person-gone", what, row.name)
        held = next((each.external_number for each in reversed(here) if each.external_number), "")
        if by_number is None and number and held and held.casefold() != number.casefold():
            what = gettext_noop(
                "The person with the e-mail %(value)s has another employee number here"
            )
            return fault("number-differs", what, email)
        return person, None

    def _joins(self, row: EmployeeRow, one: PlannedEmployee) -> PlannedEmployee:
        last = row.day("ends_on")
        if last is not None and last < self.day:
            what = gettext_noop("%(value)s had left already and is not brought in")
            self.findings.append(
                of_row(row.number, "left-already", what, Severity.NOTE, value=row.name)
            )
            return replace(one, outcome=RowOutcome.LEFT_OUT)
        if one.person is None and row.name.casefold() in self.names:
            what = gettext_noop(
                "Somebody called %(value)s is employed here already, with another or no number and e-mail; if they are "
                "the same person, merge them afterwards"
            )
            self.findings.append(
                of_row(row.number, "same-name", what, Severity.WARNING, value=row.name)
            )
        self._manager(row)
        return replace(one, outcome=RowOutcome.CREATED, last_day=last)

    def _stays(self, row: EmployeeRow, one: PlannedEmployee, person: Person) -> PlannedEmployee:
        employment = self._employment(row, person)
        if employment is None:
            return self._joins(row, one)
        changes = self._changes(row, person, employment)
        last, outcome = row.day("ends_on"), RowOutcome.CHANGED if changes else RowOutcome.UNCHANGED
        if last is None or last == employment.ends_on:
            last = None
        elif employment.ends_on is not None and last > employment.ends_on:
            what = gettext_noop(
                "%(value)s leaves earlier by the register; the last day is left as it is"
            )
            self.findings.append(
                of_row(row.number, "leaves-earlier", what, Severity.WARNING, value=row.name)
            )
            last = None
        elif last < employment.starts_on:
            last = None
        else:
            outcome = self._end(person, last)
            changes.append(["ends_on", str(employment.ends_on or ""), last.isoformat()])
        return replace(
            one, outcome=outcome, employment=employment.pk, changes=changes, last_day=last
        )

    def _employment(self, row: EmployeeRow, person: Person) -> Employment | None:
        here, starts_on = self.employments.get(person.pk, []), row.day("starts_on")
        exact = [each for each in here if each.starts_on == starts_on]
        holding = [each for each in here if each.holds_on(self.day)]
        coming = [each for each in here if each.starts_on > self.day]
        found = [*exact, *holding, *coming]
        return found[0] if found else None

    def _changes(self, row: EmployeeRow, person: Person, employment: Employment) -> list[Change]:
        values, changes = row.values, []
        own = person.organisation_id == self.organisation.pk
        pairs: list[tuple[str, str, str | None]] = [
            ("name", person.name, values["name"] if own else None),
            ("email", person.email or "", values["email"] if own else None),
            ("phone", person.phone, values.get("phone") if own else None),
            ("number", employment.external_number, values["number"]),
            ("title", employment.title, values["title"]),
        ]
        for name, before, after in pairs:
            plain = plain_name(before) if name == "name" else " ".join(before.split())
            if after is not None and plain != after:
                changes.append([name, before, after])
        if values["unit"] is not None and values["unit"] != employment.unit_id:
            before = self.written.get(employment.unit_id or 0, "")
            changes.append(["unit", before, self.written.get(values["unit"], "")])
        manager = self._manager(row)
        if manager is not None and (
            isinstance(manager, str) or manager.pk not in (employment.manager_id, person.pk)
        ):
            changes.append(["manager", str(employment.manager or ""), str(manager).lstrip("@#")])
        return changes

    def _manager(self, row: EmployeeRow) -> Person | str | None:
        """Who the row says is the manager: known, or by the key of another row of the file."""
        key = row.values["manager"]
        if not key:
            return None
        known = self.by_email.get(key[1:]) if key.startswith("@") else self.by_number.get(key[1:])
        if known is not None or key in self.in_file:
            return known or str(key)
        what = gettext_noop(
            "Nobody has the manager's e-mail or number %(value)s; who is manager is left as it is"
        )
        self.findings.append(
            of_row(row.number, "no-such-manager", what, Severity.WARNING, value=key[1:])
        )
        return None

    def _end(self, person: Person, last: dt.date) -> RowOutcome:
        """Leaves, or waits until somebody has taken over what is open."""
        waits = person.pk == self.upload.by_id or any(
            task.kind.asks for task in open_tasks(person, self.organisation, last)
        )
        return RowOutcome.HANDS_OVER if waits else RowOutcome.LEAVES

    def missing(
        self, named: set[int | None], rows: Sequence[EmployeeRow], *, has_faults: bool
    ) -> list[PlannedEmployee]:
        """Those employed on the last day of a whole list whom it does not name; nobody where rows have faults."""
        last = self.upload.leavers_on
        if last is None:
            return []
        if has_faults:
            what = gettext_noop(
                "Rows have faults, so that it can't be told who is missing in the file: nobody leaves by it until "
                "they are mended"
            )
            self.findings.append(Finding("", what, Severity.WARNING, {}, "leavers-unknown"))
            return []
        found, number = [], max((row.number for row in rows), default=1)
        for pk, here in self.employments.items():
            held = [each for each in here if each.holds_on(last) and each.ends_on != last]
            if pk in named or not held:
                continue
            person, number = held[-1].person, number + 1
            identity = [*identities_of(held[-1].external_number, person.email), f"person {pk}"][0]
            change = ["ends_on", str(held[-1].ends_on or ""), last.isoformat()]
            one = PlannedEmployee(
                number=number,
                name=person.name,
                outcome=self._end(person, last),
                identity=identity,
                person=pk,
                employment=held[-1].pk,
                changes=[change],
                last_day=last,
                is_missing=True,
            )
            found.append(self._unless_left_out(one))
        return found


def _is_own_manager(key: object, above: dict[object, object]) -> bool:
    """Does the way up from somebody lead back to them?"""
    at = above.get(key)
    seen: set[object] = {None}
    while at not in seen and at != key:
        seen.add(at)
        at = above.get(at)
    return at == key
