"""Suppliers that texts name, in forms, files and the shipped catalogue: found by any of their names, or added once."""

from samdrift.foundation.audit.actions import event_of, facts
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.rules import create_rows
from samdrift.foundation.organisations.models import Kind, Organisation, Person
from samdrift.records.register.queries import SupplierNames

LONGEST = 120  # of an organisation's name


class NamedSuppliers:
    """Ask `of` for each text, then `write` before anything that refers to them is stored."""

    def __init__(self) -> None:
        self._names = SupplierNames()
        self._fresh: list[Organisation] = []

    def of(self, text: str) -> Organisation | None:
        """The supplier that is meant, not stored yet where none is known; None where nothing is said."""
        name = " ".join(text.split())[:LONGEST]
        known = self._names.of(name)
        if known is None and name:
            known = Organisation(kind=Kind.SUPPLIER, name=name)
            self._names.add(name, known)
            self._fresh.append(known)
        return known

    def write(self, by: Person) -> list[AuditEvent]:
        """Store those that were not known; answers with an event for each, not stored yet."""
        made = create_rows(self._fresh)
        self._fresh = []
        return [
            event_of("organisations.organisation_added", each, by=by, after=facts(each))
            for each in made
        ]
