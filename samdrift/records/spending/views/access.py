"""Who may see costs at all: asked before a page is shown."""

from samdrift.foundation.organisations.access import require_that
from samdrift.foundation.organisations.models import Person
from samdrift.records.spending.queries import sees_some_costs


def require_seeing(person: Person) -> None:
    """Refuse who neither sees a municipality's costs nor owns or approves anything that costs."""
    require_that(sees_some_costs(person))
