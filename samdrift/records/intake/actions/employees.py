"""A list of employees: who joins, moves, leaves or stays as they are, and the moment it is brought in."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.core.population import shipped_municipalities
from samdrift.core.tables.fields import fold
from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Employment, Organisation, Person, Unit
from samdrift.foundation.organisations.models.person import START_NOT_RECORDED
from samdrift.records.intake.actions.employee_plan import PlannedEmployee, plan_employees
from samdrift.records.intake.actions.files import table_of
from samdrift.records.intake.actions.previews import store_preview
from samdrift.records.intake.actions.progress import report_progress
from samdrift.records.intake.convert.employees import (
    EmployeeLookup,
    EmployeeRow,
    identities_of,
    read_employees,
)
from samdrift.records.intake.models import Row, RowOutcome, Upload
from samdrift.records.intake.queries.employees import unit_names


def compare_employees(upload: Upload) -> None:
    """Read every row, find the person, and store what would become of each; refused rows are kept word for word."""
    read = read_employees(table_of(upload), upload.columns, _employee_lookup(upload.organisation))
    report_progress(upload, len(read.rows) // 2, len(read.rows))
    planned, findings = plan_employees(upload, read.rows, has_faults=bool(read.refused))
    rows = [_row(upload, one) for one in planned]
    store_preview(upload, rows, read.refused, [*read.findings, *findings], _digest(planned))


def _employee_lookup(organisation: Organisation) -> EmployeeLookup:
    units: dict[str, list[int]] = {}
    for pk, names in unit_names(organisation).items():
        for name in names:
            for spelled in {name.casefold(), fold(name)}:
                units.setdefault(spelled, []).append(pk)
    own = {organisation.name, str(organisation), f"{organisation} kommun"}
    own.add(organisation.municipality_code or organisation.name)
    shipped = shipped_municipalities().get(organisation.municipality_code or "")
    if shipped is not None:
        own |= {shipped.name, shipped.official_name}
    return EmployeeLookup(units, frozenset(map(fold, own)), str(organisation))


def _row(upload: Upload, one: PlannedEmployee) -> Row:
    return Row(
        upload=upload,
        number=one.number,
        name=one.name[:160],
        outcome=one.outcome,
        has_fault=one.has_fault,
        key=[one.identity, "", 1],
        values=one.as_stored,
        changes=one.changes,
    )


def _digest(planned: Sequence[PlannedEmployee]) -> str:
    """Two plans with the same digest do the same."""
    told = [
        [one.number, one.outcome, one.person, one.employment, one.as_stored, one.changes]
        for one in planned
        if not one.has_fault
    ]
    return hashlib.blake2b(
        orjson.dumps(told, option=orjson.OPT_SORT_KEYS), digest_size=32
    ).hexdigest()


def write_employees(by: Person, upload: Upload) -> None:
    """Bring in the rows without faults. Called by `confirm_upload`, which has asked.

    Raises ValidationError, code ``register-changed``, where people have changed since the preview.
    """
    stored = list(upload.rows.all())
    rows = [
        EmployeeRow(row.number, row.values)
        for row in stored
        if not row.has_fault and "leaver" not in row.values
    ]
    has_faults = any(row.has_fault for row in stored)
    planned, _findings = plan_employees(upload, rows, has_faults=has_faults)
    if _digest(planned) != upload.plan_digest:
        raise ValidationError(
            _("The people have changed since the preview. Look at the new preview."),
            code="register-changed",
        )
    _Writer(by, upload).write(planned)


class _Writer:
    """Joiners first, so that they can be somebody's manager; then movers; then leavers."""

    def __init__(self, by: Person, upload: Upload) -> None:
        self.by, self.organisation, self.upload = by, upload.organisation, upload
        self.day = upload.changes_from or today()
        self.known: dict[str, Person] = {}

    def write(self, planned: Sequence[PlannedEmployee]) -> None:
        for one in planned:
            if one.person is not None:
                person = Person.objects.get(pk=one.person)
                self.known |= dict.fromkeys(one.identities, person)
        joined = [(one, self._join(one)) for one in planned if one.outcome == RowOutcome.CREATED]
        for one, employment in joined:
            manager = self._manager(one)
            if manager is not None and employment.manager_id != manager.pk:
                self._change(one, employment, None)
        for one in _from_the_top(planned):
            if (
                one.outcome in {RowOutcome.CHANGED, RowOutcome.LEAVES, RowOutcome.HANDS_OVER}
                and one.employment
            ):
                self._move(one)
        for one in planned:
            if one.outcome in {RowOutcome.CREATED, RowOutcome.LEAVES} and one.last_day is not None:
                self._leave(one)

    def _manager(self, one: PlannedEmployee) -> Person | None:
        key = one.values.get("manager")
        if not key:
            return None
        return self.known.get(key) or self._in_register(key)

    def _in_register(self, key: str) -> Person | None:
        if key.startswith("@"):
            return Person.objects.filter(email__iexact=key[1:]).first()
        row = Employment.objects.not_ended(self.day).filter(
            organisation=self.organisation, external_number__iexact=key[1:]
        )
        found = row.select_related("person").first()
        return found.person if found else None

    def _join(self, one: PlannedEmployee) -> Employment:
        values = one.values
        manager = self._manager(one)
        facts: dict[str, Any] = {
            "unit": Unit.objects.filter(pk=values["unit"]).first() if values["unit"] else None,
            "title": values["title"] or "",
            "manager": manager if manager and manager.is_active else None,
            "external_number": values["number"] or "",
            "starts_on": one.first_day or self.day,
        }
        if one.person is None:
            person = actions.add_person(
                by=self.by,
                name=values["name"],
                email=values["email"],
                phone=values.get("phone") or "",
                organisation=self.organisation,
                **facts,
            )
            employment = person.employments.get()
        else:
            person = Person.objects.get(pk=one.person)
            employment = actions.employ(
                by=self.by, person=person, organisation=self.organisation, **facts
            )
        self.known |= dict.fromkeys(identities_of(values["number"], values["email"]), person)
        return employment

    def _change(self, one: PlannedEmployee, employment: Employment, day: dt.date | None) -> None:
        values = one.values
        unit = Unit.objects.get(pk=values["unit"]) if values["unit"] else employment.unit
        actions.change_employment(
            by=self.by,
            employment=employment,
            unit=unit,
            title=values["title"] or employment.title,
            manager=self._manager(one) or employment.manager,
            external_number=values["number"] or employment.external_number,
            starts_on=day,
        )

    def _move(self, one: PlannedEmployee) -> None:
        employment = Employment.objects.select_related("person", "unit", "manager").get(
            pk=one.employment or 0
        )
        changed = {field for field, _before, _after in one.changes}
        if changed & {"name", "email", "phone"}:
            person = employment.person
            actions.change_person(
                by=self.by,
                person=person,
                name=one.values["name"] or person.name,
                email=one.values["email"] or person.email,
                phone=one.values.get("phone") or person.phone,
            )
        if changed & {"unit", "title", "manager", "number"}:
            day = max(self.day, one.first_day or START_NOT_RECORDED)
            dated = changed & {"unit", "title", "manager"} and employment.holds_on(day)
            self._change(one, employment, day if dated else None)

    def _leave(self, one: PlannedEmployee) -> None:
        """The row that holds on the last day ends: a move may have begun another in the same file."""
        assert one.last_day is not None
        person = self.known[one.identities[0]] if one.identities else one.person
        rows = Employment.objects.filter(person=person, organisation=self.organisation)
        employment = rows.on(one.last_day).select_related("person", "organisation").get()
        actions.close_employment(
            by=self.by,
            employment=employment,
            ends_on=one.last_day,
            successors={},
            why=self.upload.file_name,
        )


def _from_the_top(planned: Sequence[PlannedEmployee]) -> list[PlannedEmployee]:
    """Managers before those they manage: two who change places are never each other's manager on the way."""
    rows = {identity: one for one in planned for identity in one.identities}

    def steps_below(one: PlannedEmployee) -> int:
        steps, at = 0, one
        while (above := rows.get(at.values.get("manager") or "")) and steps < len(planned):
            steps, at = steps + 1, above
        return steps

    return sorted(planned, key=steps_below)
