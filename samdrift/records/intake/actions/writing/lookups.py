"""People, units and products that rows name: found, or made once."""

from collections.abc import Iterable, Sequence

from django.contrib.auth.hashers import make_password
from django.db.models.functions import Lower

from samdrift.core.tables.fields import fold
from samdrift.foundation.audit.actions import event_of, facts
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.rules import create_rows
from samdrift.foundation.organisations.models import (
    Employment,
    Organisation,
    Person,
    Unit,
    UnitKind,
)
from samdrift.foundation.organisations.models.person import START_NOT_RECORDED
from samdrift.records.intake.convert import Values
from samdrift.records.register.actions import NamedSuppliers
from samdrift.records.register.models import Area, Product, ProductStatus

Pair = Sequence[str]  # name, e-mail
CHUNK = 500


class People:
    """People by e-mail, else by name in the organisation. The unknown are added, and can't sign in with a password."""

    def __init__(self, by: Person, organisation: Organisation, pairs: Iterable[Pair]) -> None:
        wanted = list(dict.fromkeys((name, email) for name, email in pairs))
        self._by_email = _people_by_email([email for _name, email in wanted if email])
        colleagues = Person.objects.filter(organisation=organisation).order_by("-pk")
        self._by_name = {person.name.casefold(): person for person in colleagues}
        fresh: dict[str, Person] = {}
        for name, email in wanted:
            if self._known(name, email) is None:
                fresh.setdefault(email or name.casefold(), _person(name, email, organisation))
        made = create_rows(fresh.values(), batch_size=CHUNK)
        create_rows(
            (
                Employment(person=one, organisation=organisation, starts_on=START_NOT_RECORDED)
                for one in made
            ),
            batch_size=CHUNK,
        )
        for person in made:
            if person.email:
                self._by_email[person.email] = person
            else:
                self._by_name[person.name.casefold()] = person
        self.events = [
            event_of(
                "organisations.person_added",
                person,
                by=by,
                after=facts(person),
                parent=organisation,
            )
            for person in made
        ]

    def _known(self, name: str, email: str) -> Person | None:
        return self._by_email.get(email) if email else self._by_name.get(name.casefold())

    def of(self, pair: Pair) -> Person:
        person = self._known(pair[0], pair[1])
        assert person is not None
        return person


def _people_by_email(emails: Sequence[str]) -> dict[str, Person]:
    found: dict[str, Person] = {}
    for start in range(0, len(emails), CHUNK):
        known = Person.objects.annotate(lowered=Lower("email")).filter(
            lowered__in=emails[start : start + CHUNK]
        )
        found.update({(person.email or "").lower(): person for person in known})
    return found


def _person(name: str, email: str, organisation: Organisation) -> Person:
    return Person(
        name=name or _name_in(email),
        email=email or None,
        organisation=organisation,
        password=make_password(None),
    )


def _name_in(email: str) -> str:
    """«anna.berg@…» → «Anna Berg»; what does not look like a name is left as it is."""
    local = email.partition("@")[0]
    words = local.split(".")
    return " ".join(word.capitalize() for word in words) if len(words) > 1 and all(words) else local


#: Units that took over from each other, at most so many.
LONGEST_LINE = 50


class Units:
    """Departments along a path, each found by its name under the one above it, or made."""

    def __init__(
        self, by: Person, organisation: Organisation, paths: Iterable[Sequence[str]]
    ) -> None:
        self._units = {
            (unit.parent_id, fold(unit.name)): unit
            for unit in Unit.objects.filter(organisation=organisation).select_related("successor")
        }
        self._follow_successors(organisation)
        self.events: list[AuditEvent] = []
        wanted = {tuple(path) for path in paths}
        for depth in range(max(map(len, wanted), default=0)):
            fresh: dict[tuple[int | None, str], Unit] = {}
            for path in sorted(path for path in wanted if len(path) > depth):
                above = self.of(path[:depth])
                key = (above.pk if above else None, fold(path[depth]))
                if key not in self._units and key not in fresh:
                    fresh[key] = Unit(
                        organisation=organisation,
                        parent=above,
                        kind=UnitKind.DEPARTMENT,
                        name=path[depth],
                    )
            create_rows(fresh.values(), batch_size=CHUNK)
            self._units.update(fresh)
            self.events += [
                event_of(
                    "organisations.unit_added", unit, by=by, after=facts(unit), parent=organisation
                )
                for unit in fresh.values()
            ]

    def _follow_successors(self, organisation: Organisation) -> None:
        """A file that still names a closed unit means the one that took it over."""
        for key, named in self._units.items():
            unit, steps = named, 0
            while unit.ends_on is not None and unit.successor is not None and steps < LONGEST_LINE:
                unit, steps = unit.successor, steps + 1
            if unit.organisation_id == organisation.pk:
                self._units[key] = unit

    def of(self, path: Sequence[str]) -> Unit | None:
        unit: Unit | None = None
        for part in path:
            unit = self._units[unit.pk if unit else None, fold(part)]
        return unit


class Products:
    """Products and areas that rows name; a new product is proposed to the catalogue."""

    def __init__(
        self, by: Person, wanted: Iterable[Values], source: str, suppliers: NamedSuppliers
    ) -> None:
        settled = list(wanted)
        self._by_key = Product.objects.in_bulk(
            [one["id"] for one in settled if one["id"] is not None]
        )
        self._suppliers = suppliers
        names = {self._key_of(one): one for one in settled if one["id"] is None}
        events_of_suppliers = suppliers.write(by)
        self._new: dict[tuple[str, str], Product] = {}
        if names:
            known = Product.objects.exclude(status=ProductStatus.MERGED).order_by("-pk")
            for product in known.select_related("supplier"):
                self._new[fold(product.name), product.vendor] = product
        fresh = {
            key: Product(
                name=one["name"],
                supplier=suppliers.of(one.get("vendor", "")),
                status=ProductStatus.CONCEPT,
                source=source[:250],
            )
            for key, one in names.items()
            if key not in self._new
        }
        create_rows(fresh.values(), batch_size=CHUNK)
        self._new.update(fresh)
        self.events = [
            *events_of_suppliers,
            *(
                event_of("register.product_added", product, by=by, after=facts(product))
                for product in fresh.values()
            ),
        ]
        self.areas = {area.name: area for area in Area.objects.all()}

    def of(self, settled: Values) -> Product | None:
        if settled["id"] is not None:
            return self._by_key.get(settled["id"])
        return self._new[self._key_of(settled)]

    def _key_of(self, settled: Values) -> tuple[str, str]:
        """What tells products apart that are not in the catalogue: their name and who sells them."""
        supplier = self._suppliers.of(settled.get("vendor", ""))
        return fold(settled["name"]), supplier.name if supplier is not None else ""
