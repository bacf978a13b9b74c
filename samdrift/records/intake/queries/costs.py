"""The cost lines that a file of costs is compared with."""

from collections.abc import Iterable

from samdrift.foundation.organisations.models import Organisation
from samdrift.records.spending.models import CostLine


def standing_cost_lines(
    organisation: Organisation, years_and_kinds: Iterable[tuple[int, str]]
) -> list[CostLine]:
    """The municipality's lines of the years and kinds that a file speaks of; one query."""
    wanted = set(years_and_kinds)
    rows = CostLine.objects.filter(
        bearer=organisation, year__in={year for year, _kind in wanted}
    ).select_related("application", "initiative", "unit__organisation")
    return [line for line in rows.order_by("pk") if (line.year, line.kind) in wanted]
