"""The shares that are kept: the latest of each subject, year and kind of cost."""

from collections.abc import Iterable

from django.db.models import QuerySet

from samdrift.decisions.sharing.models import Share, ShareLine
from samdrift.decisions.sharing.queries.joint import Subject
from samdrift.decisions.sharing.queries.visible import visible_shares
from samdrift.foundation.organisations.models import Person

YearAndKind = tuple[int, str]


def latest_kept_by_year(
    person: Person, **wanted: object
) -> dict[YearAndKind, dict[Subject, Share]]:
    """The latest kept share of each subject that the person may see, by year and kind of cost; one query."""
    return latest_by_year(visible_shares(person).filter(**wanted))


def latest_by_year(shares: QuerySet[Share]) -> dict[YearAndKind, dict[Subject, Share]]:
    """The latest of some kept shares, by year and kind of cost and by subject; one query."""
    rows = shares.exclude(cost_kind="")
    found: dict[YearAndKind, dict[Subject, Share]] = {}
    for each in rows.order_by("made_on", "pk"):
        if each.application_id or each.initiative_id:
            here = found.setdefault((each.year, each.cost_kind), {})
            here[each.application_id, each.initiative_id] = each
    return found


def latest_kept(person: Person, year: int, kind: str) -> dict[Subject, Share]:
    """The latest kept share of each subject of a year that the person may see."""
    return latest_kept_by_year(person, year=year, cost_kind=kind).get((year, kind), {})


def kept_line_ids(shares: Iterable[Share]) -> dict[tuple[int, int, int], int]:
    """Lines of kept shares by (share, organisation, öre); one query."""
    rows = ShareLine.objects.filter(share__in=[each.pk for each in shares])
    found = rows.values_list("pk", "share", "organisation", "amount_ore")
    return {(share, organisation, ore): pk for pk, share, organisation, ore in found}
