"""What each participant would pay alone, with where the figure comes from; what is not known is said, not guessed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from statistics import median

from django.utils.translation import gettext, ngettext

from samdrift.core.money import format_decimals
from samdrift.core.population import Inhabitants
from samdrift.decisions.fairness.models import StandAloneCost
from samdrift.decisions.fairness.queries import OwnCase, own_cases, said_costs
from samdrift.decisions.sharing.convert.shared import SharedCost
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.queries import population
from samdrift.records.spending.models import CostKind


class Source(StrEnum):
    """Where a stand-alone cost comes from, the surest first."""

    TYPED = "typed"  # tried on the page, not kept
    SAID = "said"  # kept, with its origin
    OWN = "own"  # its own system in the area
    LIKE = "like"  # other municipalities' own systems, by inhabitant
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AloneFigure:
    """A participant's stand-alone cost, öre; None where it is not known. origin: in words."""

    code: str
    name: str
    amount_ore: int | None
    source: Source
    origin: str


def alone_figures(
    person: Person, costs: Sequence[SharedCost], typed_ore: Mapping[str, int] | None = None
) -> list[dict[str, AloneFigure]]:
    """For each joint cost of one year what its participants would pay alone, by code; four queries for all of them.

    typed_ore: by code, of a page's only cost: goes before everything else.
    """
    if not costs:
        return []
    year, kind = costs[0].year, costs[0].kind
    applications, initiatives, shares = (
        [pk for each in costs if (pk := each.subject[place]) is not None] for place in range(3)
    )
    said: dict[tuple[tuple[int | None, ...], int], StandAloneCost] = {
        ((row.application_id, row.initiative_id, row.share_id), row.organisation_id): row
        for row in said_costs(
            year, applications=applications, initiatives=initiatives, shares=shares
        )
    }
    areas = {each.area_id for each in costs if each.area_id is not None}
    cases = own_cases(person, areas, year, kind) if areas else []
    on = costs[0].on
    inhabitants = population([case.code for case in cases], on) if cases and on else {}
    return [
        _figures(each, said, cases, {**inhabitants, **each.basis.population}, typed_ore or {})
        for each in costs
    ]


def _figures(
    cost: SharedCost,
    said: Mapping[tuple[tuple[int | None, ...], int], StandAloneCost],
    cases: Iterable[OwnCase],
    inhabitants: Mapping[str, Inhabitants],
    typed_ore: Mapping[str, int],
) -> dict[str, AloneFigure]:
    here = [case for case in cases if case.area_id == cost.area_id]
    found = {}
    for each in cost.taking_part:
        code, name = each.code, str(each.organisation)
        row = said.get((cost.subject, each.organisation.pk))
        own = [case for case in here if case.organisation_id == each.organisation.pk]
        if code in typed_ore:
            words = gettext("Tried here, not kept")
            found[code] = AloneFigure(code, name, typed_ore[code], Source.TYPED, words)
        elif row is not None:
            words = f"{row.origin} ({row.said_by}, {row.said_on.isoformat()})"
            found[code] = AloneFigure(code, name, row.amount_ore, Source.SAID, words)
        elif own:
            sum_ore = sum(case.amount_ore for case in own)
            found[code] = AloneFigure(code, name, sum_ore, Source.OWN, _own_words(own))
        else:
            found[code] = _like(code, name, here, inhabitants)
    return found


def _own_words(own: Iterable[OwnCase]) -> str:
    told = ", ".join(
        f"{case.application} {case.year} ({CostKind(case.kind).label.lower()})" for case in own
    )
    return gettext("Its own: %(what)s") % {"what": told}


def _like(
    code: str, name: str, cases: Iterable[OwnCase], known: Mapping[str, Inhabitants]
) -> AloneFigure:
    """An estimate: the median cost by inhabitant of what others have of their own in the area."""
    inhabitants = known.get(code)
    by_inhabitant = [
        (Fraction(case.amount_ore, figure.value), case)
        for case in cases
        if (figure := known.get(case.code)) is not None and figure.value
    ]
    if inhabitants is None or not by_inhabitant:
        return AloneFigure(code, name, None, Source.UNKNOWN, gettext("Not known"))
    each_ore = median(cost for cost, _case in by_inhabitant)
    told = ", ".join(
        f"{case.name}: {case.application} {case.year}" for _cost, case in by_inhabitant
    )
    origin = ngettext(
        "Estimate: %(kronor)s kr an inhabitant, as in a like case (%(cases)s)",
        "Estimate: %(kronor)s kr an inhabitant, the median of %(number)s like cases (%(cases)s)",
        len(by_inhabitant),
    ) % {
        "kronor": format_decimals(float(each_ore) / 100, 2),
        "number": len(by_inhabitant),
        "cases": told,
    }
    return AloneFigure(code, name, round(each_ore * inhabitants.value), Source.LIKE, origin)
