"""What a file of costs can speak of: everything that a person sees and the municipality can have costs for."""

from collections import defaultdict
from collections.abc import Iterable

from samdrift.core.population import shipped_municipalities
from samdrift.core.tables.fields import fold
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.records.intake.convert.costs import CostLookup, Named
from samdrift.records.register.models import Participation
from samdrift.records.register.queries import visible_applications
from samdrift.records.spending.queries import visible_initiatives


def cost_lookup(person: Person, organisation: Organisation) -> CostLookup:
    """A fixed number of queries, whatever the number of rows."""
    taking_part = set(
        Participation.objects.filter(organisation=organisation).values_list(
            "application", flat=True
        )
    )
    applications = visible_applications(person).values_list("pk", "name", "host")
    initiatives = visible_initiatives(person).values_list("pk", "name")
    units = Unit.objects.filter(organisation=organisation).select_related("organisation")
    own_names = {organisation.name, str(organisation), f"{organisation} kommun", organisation.code}
    shipped = shipped_municipalities().get(organisation.municipality_code or "")
    if shipped is not None:
        own_names |= {shipped.name, shipped.official_name}
    return CostLookup(
        subjects={
            "application": _by_name(
                Named(pk, name, host == organisation.pk or pk in taking_part)
                for pk, name, host in applications.order_by("pk")
            ),
            "initiative": _by_name(Named(pk, name) for pk, name in initiatives.order_by("pk")),
            "unit": _by_name(
                Named(unit.pk, name)
                for unit in units.order_by("pk")
                for name in (unit.name, str(unit))
            ),
        },
        own_names=frozenset(map(fold, own_names)),
        municipality=str(organisation),
    )


def _by_name(many: Iterable[Named]) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = defaultdict(list)
    for each in many:
        found[fold(each.name)].append(each)
    return dict(found)
