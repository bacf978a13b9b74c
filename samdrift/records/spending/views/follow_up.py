"""Budget against forecast and actual: a municipality's year, and an application over the years."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.organisations.access import require_anywhere, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.listing import Choices, Column, Flag, Kind, Listing
from samdrift.foundation.ui.page import page
from samdrift.foundation.ui.templatetags.ui import thousands, whole_kronor
from samdrift.records.register.models import Application
from samdrift.records.register.queries import visible_applications
from samdrift.records.spending.models import CostKind, CostType
from samdrift.records.spending.queries import (
    FineSums,
    Followed,
    SumsByKind,
    fine_sums,
    follow_up_rows,
    followed_organisations,
    follows_all_of,
    frame_uses,
    sum_by,
    total_of,
    visible_cost_lines,
    visible_frames,
    year_totals,
)
from samdrift.records.spending.views.access import require_seeing
from samdrift.records.spending.views.pictures import Bar, kinds_by_type, over_the_years, typed_bars

MOST_APPLICATIONS = 5
YEARS_BACK = 5


def _percent(row: SumsByKind) -> str:
    value = row.difference_percent
    return "" if value is None else f"{'+' if value > 0 else ''}{thousands(value)} %"


def _approved_share(row: Followed) -> str:
    value = row.approved_budget_percent
    return "" if value is None else f"{value} %"


FOLLOWED = Listing(
    name="uppfoljning",
    columns=[
        Column(
            "what",
            gettext_lazy("What the cost is for"),
            heading=True,
            sort=("what",),
            link=lambda row: row.address,
        ),
        Column("budget_ore", gettext_lazy("Budget"), kind=Kind.KRONOR, sort=("budget_ore",)),
        Column("forecast_ore", gettext_lazy("Forecast"), kind=Kind.KRONOR, sort=("forecast_ore",)),
        Column("actual_ore", gettext_lazy("Actual"), kind=Kind.KRONOR, sort=("actual_ore",)),
        Column(
            "difference_ore",
            gettext_lazy("Actual less budget"),
            kind=Kind.KRONOR,
            sort=("difference_ore",),
            note=_percent,
        ),
        Column(
            "approved",
            gettext_lazy("Approved budget"),
            value=_approved_share,
            sort=("approved_budget_percent",),
            tag=lambda row: "success" if row.approved_budget_percent == 100 else "warning",
        ),
    ],
    filters=[
        Choices(
            "vad",
            gettext_lazy("What"),
            field="about",
            options=[
                ("application", gettext_lazy("Applications")),
                ("initiative", gettext_lazy("Joint initiatives")),
                ("unit", gettext_lazy("Own units")),
            ],
        ),
        Flag(
            "over",
            gettext_lazy("Actual above budget"),
            lambda rows: [row for row in rows if (row.difference_ore or 0) > 0],
        ),
        Flag(
            "utan_utfall",
            gettext_lazy("Budget without actual"),
            lambda rows: [
                row for row in rows if row.budget_ore is not None and row.actual_ore is None
            ],
        ),
    ],
    search=("what",),
    order=(),
    values=False,
)


def cost_follow_up(request: HttpRequest) -> HttpResponse:
    """A municipality's year: figures, pictures and a row for each application, initiative and unit."""
    person = signed_in(request)
    require_anywhere(person, Permission.SEE_COSTS)
    organisations = list(followed_organisations(person))
    if not organisations:
        return page(request, "spending/nothing_to_follow.html", {"title": _("Budget and actual")})
    bearer = _asked_organisation(request, person, organisations)
    own = visible_cost_lines(person).filter(bearer=bearer)
    years = year_totals(own)
    year = _asked_year(request, years)
    fines = fine_sums(own.filter(year=year))
    rows, whole = follow_up_rows(fines), total_of(fines)
    types = sum_by(fines, lambda fine: fine.type)
    for row in rows:
        row.address = f"{reverse('cost_line_list')}?{row.address}&kommun={bearer.pk}&ar={year}"
    frames = frame_uses(visible_frames(person).filter(unit__organisation=bearer, year=year))
    title = _("Budget and actual, %(name)s %(year)s") % {"name": bearer, "year": year}
    lead = _("What the municipality pays itself, before joint costs are shared. Excluding VAT.")
    if not follows_all_of(person, bearer):
        lead = _(
            "Only what you may see of what the municipality pays: other units' own costs are not here."
        )
    context: dict[str, Any] = {
        "title": title,
        "lead": lead,
        "breadcrumbs": [
            {"label": _("Cost lines"), "url": reverse("cost_line_list")},
            {"label": _("Budget and actual")},
        ],
        "organisations": organisations,
        "bearer": bearer,
        "years": sorted(years, reverse=True),
        "year": year,
        "kpis": _figures(whole, frames),
        "types": _rows_by_type(types),
        "type_chart": kinds_by_type(types, year),
        "application_chart": _largest(fines, rows, year),
        "year_chart": over_the_years(_recent(years, year)),
        "frames": frames,
        "drill": f"{reverse('cost_line_list')}?kommun={bearer.pk}&ar={year}",
        "empty_title": _("No cost lines that year"),
        "empty_text": _(
            "Add costs by hand, read them in from a spreadsheet or copy last year's forward."
        ),
        "empty_url": reverse("cost_copy"),
        "empty_label": _("Copy forward"),
    }
    return FOLLOWED.answer(request, rows, "spending/cost_follow_up.html", context)


def _asked_organisation(
    request: HttpRequest, person: Person, organisations: Sequence[Organisation]
) -> Organisation:
    """The one asked for among those the person follows, else the person's own, else the first."""
    asked = request.GET.get("kommun", "")
    wanted = [each for each in organisations if str(each.pk) == asked]
    if asked and not wanted:
        raise Http404
    own = [each for each in organisations if each.pk == person.organisation_id]
    return (wanted or own or list(organisations))[0]


def _asked_year(request: HttpRequest, years: Mapping[int, Any]) -> int:
    asked = request.GET.get("ar", "")
    if asked.isascii() and asked.isdigit() and len(asked) == 4:
        return int(asked)
    return today().year if today().year in years or not years else max(years)


def _recent(years: Mapping[int, dict[str, int]], year: int) -> dict[int, dict[str, int]]:
    return {each: years[each] for each in sorted(years) if year - YEARS_BACK <= each <= year + 1}


def _figures(whole: SumsByKind, frames: Sequence[Any]) -> list[dict[str, Any]]:
    over = (whole.difference_ore or 0) > 0
    approved = whole.approved_percent(CostKind.BUDGET)
    figures = [
        {"value": whole_kronor(whole.budget_ore), "label": _("Budget"), "tone": "info"},
        {"value": whole_kronor(whole.forecast_ore), "label": _("Forecast"), "tone": "neutral"},
        {"value": whole_kronor(whole.actual_ore), "label": _("Actual"), "tone": "neutral"},
        {
            "value": whole_kronor(whole.difference_ore),
            "label": _("Actual less budget"),
            "note": _percent(whole),
            "tone": "warning" if over else "success",
        },
        {
            "value": "–" if approved is None else f"{approved} %",
            "label": _("Approved budget"),
            "tone": "success" if approved == 100 else "warning",
        },
    ]
    if frames:
        left = sum(frame.left_ore for frame in frames)
        figures.append(
            {
                "value": whole_kronor(left),
                "label": _("Left of the units' frames"),
                "url": reverse("frame_list"),
                "tone": "success" if all(frame.left_ore >= 0 for frame in frames) else "danger",
            }
        )
    return figures


def _rows_by_type(types: Mapping[str, SumsByKind]) -> list[tuple[str, str, SumsByKind, str]]:
    """(type, its words, sums, difference in per cent) in the order of the types."""
    return [
        (value, str(label), types[value], _percent(types[value]))
        for value, label in CostType.choices
        if value in types
    ]


def _largest(fines: Iterable[FineSums], rows: Sequence[Followed], year: int) -> SafeString | None:
    """The largest applications: budget and actual, each made up of its types."""
    chosen = [row for row in rows if row.about == "application"][:MOST_APPLICATIONS]
    sums = sum_by(fines, lambda fine: (fine.place, fine.type))
    bars = [
        Bar(
            f"{row.what}: {kind.label}",
            {
                each: found.sums.get(kind, 0)
                for each in CostType.values
                if (found := sums.get(((row.about, row.pk), each))) is not None
            },
        )
        for row in chosen
        for kind in (CostKind.BUDGET, CostKind.ACTUAL)
    ]
    return typed_bars(
        "applikationer",
        _("The largest applications %(year)s") % {"year": year},
        _("Budget and actual of the applications with the largest budget, by type."),
        bars,
    )


def application_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """An application over the years, and one year by type; every figure leads to its lines."""
    person = signed_in(request)
    application: Application = get_object_or_404(visible_applications(person), pk=pk)
    require_seeing(person)
    lines = visible_cost_lines(person).filter(application=application)
    fines = fine_sums(lines)
    years = sum_by(fines, lambda fine: fine.year)
    year = _asked_year(request, years)
    types = sum_by([fine for fine in fines if fine.year == year], lambda fine: fine.type)
    title = _("Budget and actual, %(name)s") % {"name": application}
    context = {
        "title": title,
        "lead": _("What it costs before it is shared. Excluding VAT."),
        "breadcrumbs": [
            {"label": _("Applications"), "url": reverse("application_list")},
            {"label": str(application), "url": reverse("application_page", args=[pk])},
            {"label": _("Budget and actual")},
        ],
        "application": application,
        "years": [
            (each, years[each], _percent(years[each])) for each in sorted(years, reverse=True)
        ],
        "year": year,
        "kpis": _figures(years.get(year, SumsByKind()), []),
        "types": _rows_by_type(types),
        "type_chart": kinds_by_type(types, year),
        "year_chart": over_the_years(
            _recent({each: kinds.sums for each, kinds in years.items()}, year)
        ),
        "drill": f"{reverse('cost_line_list')}?applikation={pk}&ar={year}",
        "drill_years": f"{reverse('cost_line_list')}?applikation={pk}&ar=",
    }
    return page(request, "spending/application_follow_up.html", context)
