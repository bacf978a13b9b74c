"""The balance of responsibility: who owns and operates what for whom, against people and capacity."""

from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.core.balance import Handover, ResponsibilityLoad, SharedApplication, percent
from samdrift.core.swedish import swedish_key
from samdrift.decisions.introduction.queries import Sides, balance_sides
from samdrift.decisions.introduction.queries.balance import BalanceSide
from samdrift.decisions.introduction.views.plans import reader
from samdrift.decisions.introduction.views.words import crumbs
from samdrift.foundation.organisations.clauses import Duty, cite_clauses
from samdrift.foundation.ui.charts import (
    Cell,
    Matrix,
    MatrixRow,
    Series,
    StackedBars,
    level_matrix,
    stacked_bars,
)
from samdrift.foundation.ui.page import page

LEVELS = {"both": 5, "operates": 4, "owns": 3, "uses": 1}


def balance_page(request: HttpRequest) -> HttpResponse:
    person = reader(request)
    sides = balance_sides(person)
    context: dict[str, Any] = {
        "title": _("Balance of responsibility"),
        "lead": cite_clauses(
            _("Who owns and operates what for whom, beside inhabitants and capacity."),
            Duty.RESPONSIBILITY_DIVIDED,
            person.federation_ids,
        ),
        "breadcrumbs": crumbs(None, (_("Balance of responsibility"), "")),
        "sides": sides,
    }
    if sides is not None and sides.now.known.joint:
        context |= {
            "kpis": _figures(sides),
            "rows": _rows(sides),
            "bars": _bars(sides),
            "matrix": _matrix(sides.now, "ansvar-i-dag", _("Who owns and operates what, today")),
            "suggested": [_suggestion(sides, each) for each in sides.suggested],
            "empty_handed": [
                str(member)
                for member in sides.now.known.members
                if not sides.now.found.of(member.code).share
            ],
        }
        if sides.planned is not None:
            title = _("Who owns and operates what, when the plan is carried out")
            context["planned_matrix"] = _matrix(sides.planned, "ansvar-i-planen", title)
    return page(request, "introduction/balance_page.html", context)


def _figures(sides: Sides) -> list[dict[str, Any]]:
    def index(side: BalanceSide) -> str:
        return f"{percent(side.found.index)} %"

    uneven = sum(not each.is_even for each in sides.now.found.standings)
    figures: list[dict[str, Any]] = [
        {"value": len(sides.now.known.joint), "label": _("Joint applications")},
        {
            "value": index(sides.now),
            "label": _("Imbalance today"),
            "note": _("the share of responsibility that would have to change hands"),
        },
        {
            "value": uneven,
            "label": _("Municipalities far from their share"),
            "tone": "warning" if uneven else "success",
        },
    ]
    if sides.planned is not None:
        figures.insert(2, {"value": index(sides.planned), "label": _("Imbalance by the plan")})
    return figures


def _rows(sides: Sides) -> list[dict[str, Any]]:
    """One municipality a row, today and by the plan."""
    planned = sides.planned.found if sides.planned else None
    return [
        {
            "municipality": member,
            "now": _load_context(sides.now.found.of(member.code)),
            "planned": _load_context(planned.of(member.code)) if planned else None,
        }
        for member in sides.now.known.members
    ]


def _load_context(standing: ResponsibilityLoad) -> dict[str, Any]:
    return {
        "owns": standing.owns,
        "operates": standing.operates,
        "weight": round(standing.weight),
        "share": percent(standing.share),
        "fair": percent(standing.fair),
        "load": round(standing.load, 2),
        "capacity": standing.capacity,
        "is_even": standing.is_even,
        "is_overloaded": standing.is_overloaded,
    }


def _bars(sides: Sides) -> object:
    """Per cent of all responsibility that each carries today and by the plan, beside its inhabitants."""
    groups, owned, operated, people = [], [], [], []
    for member in sides.now.known.members:
        pairs = [(_("today"), sides.now)] + (
            [(_("by the plan"), sides.planned)] if sides.planned else []
        )
        for words, side in pairs:
            owns, operates = parts(side, member.code)
            groups.append(f"{member}, {words}")
            owned.append(owns)
            operated.append(operates)
            people.append(0)
        groups.append(_("%(name)s, inhabitants") % {"name": member})
        owned.append(0)
        operated.append(0)
        people.append(percent(sides.now.found.of(member.code).fair))
    return stacked_bars(
        StackedBars(
            name="ansvarsbalans",
            title=_("Responsibility beside inhabitants, per cent"),
            description=_(
                "For each municipality its part of all responsibility for what is joint, "
                "and its part of the inhabitants."
            ),
            groups=groups,
            group_head=_("Municipality"),
            series=[
                Series(_("Operates"), operated),
                Series(_("Owns"), owned),
                Series(_("Inhabitants"), people),
            ],
            unit="%",
        )
    )


def parts(side: BalanceSide, code: str) -> tuple[int, int]:
    """Per cent of all responsibility that a municipality carries as owner and as operator; together its share."""
    carried = sum((each.weight for each in side.found.standings), Fraction(0))
    people = side.known.inhabitants
    served = [each.users for each in side.known.joint if each.operator == code]
    weight = sum(people.get(user, 0) for users in served for user in users)
    operates = percent(Fraction(weight, 2) / carried) if carried else 0
    return percent(side.found.of(code).share) - operates, operates


def _matrix(side: BalanceSide, name: str, title: str) -> object:
    rows = [
        MatrixRow(
            label=str(side.known.applications[each.key]),
            cells=[_cell(each, code) for code in side.known.codes],
            url=reverse("application_page", args=[int(each.key)]),
        )
        for each in sorted(
            side.known.joint, key=lambda one: swedish_key(str(side.known.applications[one.key]))
        )
    ]
    return level_matrix(
        Matrix(
            name=name,
            title=title,
            description=_("A row for each joint application, a column for each municipality."),
            columns=[str(member) for member in side.known.members],
            rows=rows,
            row_head=_("Application"),
        )
    )


def _cell(joint: SharedApplication, code: str) -> Cell | None:
    owns, operates = joint.owner == code, joint.operator == code
    if owns and operates:
        return Cell(LEVELS["both"], _("owns, operates"))
    if operates:
        return Cell(LEVELS["operates"], _("operates"))
    if owns:
        return Cell(LEVELS["owns"], _("owns"))
    return Cell(LEVELS["uses"], _("uses")) if code in joint.users else None


def _suggestion(sides: Sides, suggestion: Handover) -> dict[str, Any]:
    known = sides.now.known
    names = {member.code: str(member) for member in known.members}
    words = (
        _("take over the operation of %(name)s from %(giver)s")
        if suggestion.part == "operator"
        else _("own %(name)s instead of %(giver)s")
    )
    application = known.applications[suggestion.key]
    return {
        "municipality": names[suggestion.code],
        "words": words % {"name": application, "giver": names[suggestion.giver]},
        "url": reverse("application_page", args=[application.pk]),
        "index": percent(suggestion.index),
    }
