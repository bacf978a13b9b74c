"""Figures of population are stored."""

from collections.abc import Iterable

from samdrift.core.population import Inhabitants
from samdrift.foundation.audit.actions import record
from samdrift.foundation.audit.rules import change_rows, create_rows
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.models import (
    Organisation,
    Person,
    Population,
)
from samdrift.foundation.organisations.permissions import Permission


@verb
def store_population(
    *, by: Person, federation: Organisation, figures: Iterable[Inhabitants], source: str
) -> int:
    """Store published figures; one that is already there is replaced by what SCB says now. Returns how many differ."""
    require(by, Permission.MANAGE_ORGANISATIONS, federation)
    known = {(row.code, row.on): row for row in Population.objects.all()}
    fresh, changed = [], []
    for figure in figures:
        row = known.get((figure.code, figure.on))
        values = {
            "value": figure.value,
            "source_table": figure.source_table,
            "perturbed": figure.perturbed,
        }
        if row is None:
            fresh.append(Population(code=figure.code, on=figure.on, **values))
        elif any(getattr(row, key) != value for key, value in values.items()):
            for key, value in values.items():
                setattr(row, key, value)
            changed.append(row)
    create_rows(fresh, batch_size=2000)
    change_rows(changed, ["value", "source_table", "perturbed"], batch_size=500)
    record(
        "organisations.population_stored",
        federation,
        by=by,
        after={"new": len(fresh), "changed": len(changed), "source": source},
    )
    return len(fresh) + len(changed)
