"""Who can bear a cost: an organisation that has to do with what it is for, in that year."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.records.register.models import Participation
from samdrift.records.spending.models import CostLine, InitiativeParticipation

Period = tuple[int, int | None]  # first and last year


def require_bearers(lines: Sequence[CostLine]) -> None:
    """Raises ValidationError beside the bearer where it has nothing to do with the cost; three queries for all lines.

    An application's cost is borne by its host, by whoever operates it or by those who take part in it that year, the
    year after for what is left to pay, and before for what it takes to join; an initiative's by those who take part in
    it, by its owner's or by its federation; a unit's by the unit's own organisation.
    """
    users = _years(
        Participation.objects.filter(
            application__in={each.application_id for each in lines} - {None}
        ).values_list("application", "organisation", "starts_on", "ends_on")
    )
    payers = _years(
        InitiativeParticipation.objects.filter(
            initiative__in={each.initiative_id for each in lines} - {None}
        ).values_list("initiative", "organisation", "starts_on", "ends_on")
    )
    wrong = [line for line in lines if not _may_bear(line, users, payers)]
    if wrong:
        words = _(
            "%(who)s has nothing to do with %(what)s in %(year)s, so it can't bear its costs."
        )
        line = wrong[0]
        told = {"who": line.bearer, "what": line.application or line.initiative, "year": line.year}
        raise ValidationError({"bearer": words % told})


def _years(rows: Iterable[tuple[int, int, object, object]]) -> dict[tuple[int, int], list[Period]]:
    found: dict[tuple[int, int], list[Period]] = {}
    for subject, organisation, starts_on, ends_on in rows:
        last = getattr(ends_on, "year", None)
        found.setdefault((subject, organisation), []).append((starts_on.year, last))  # type: ignore[attr-defined]
    return found


def _may_bear(
    line: CostLine,
    users: dict[tuple[int, int], list[Period]],
    payers: dict[tuple[int, int], list[Period]],
) -> bool:
    if line.application is not None:
        application = line.application
        operator = application.operating_unit
        if line.bearer_id in {application.host_id, operator.organisation_id if operator else None}:
            return True
        periods = users.get((application.pk, line.bearer_id), [])
    elif line.initiative is not None:
        near = {line.initiative.federation_id, line.initiative.owner.organisation_id}
        if line.bearer_id in near:
            return True
        periods = payers.get((line.initiative.pk, line.bearer_id), [])
    else:
        return True  # the unit's own: asked of the row itself
    return any(last is None or line.year <= last + 1 for _first, last in periods)
