"""The introduction plan on paper, for the group or for one municipality."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from samdrift.core.money import format_decimals
from samdrift.decisions.introduction.queries import visible_introductions
from samdrift.decisions.introduction.timeline import (
    IntroductionTimeline,
    TimelineMove,
    build_timeline,
)
from samdrift.decisions.introduction.views.charts import moves_timeline
from samdrift.decisions.introduction.views.words import state_of, status_of
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.ui.documents import DocumentTable, Heading, Paragraph, Part, Report, as_pdf
from samdrift.foundation.ui.templatetags.ui import finding_text, whole_kronor


def introduction_report(request: HttpRequest, pk: int) -> HttpResponse:
    introduction = get_object_or_404(visible_introductions(signed_in(request)), pk=pk)
    told = build_timeline(introduction)
    asked = request.GET.get("kommun", "")
    moves = [each for each in told.moves if not asked or str(each.move.organisation_id) == asked]
    if not moves:
        raise Http404
    place = f": {moves[0].move.organisation}" if asked else ""
    report = Report(
        title=_("Introduction plan%(place)s") % {"place": place},
        lead=str(introduction),
        facts=[
            (_("As things stand on"), today().isoformat()),
            (
                _("Steps done"),
                f"{sum(each.done for each in moves)} / {sum(len(each.not_cancelled) for each in moves)}",
            ),
            (_("Everything is over"), max(each.ends_on for each in moves).isoformat()),
            (
                _("Delay and double running"),
                whole_kronor(sum(each.later_ore or 0 for each in moves)),
            ),
        ],
        parts=[*_moves(moves), *_steps(moves), *([] if asked else _findings(told))],
        digest=introduction.plan.proposal.digest if introduction.plan.proposal else "",
        landscape=True,
    )
    return as_pdf(report, f"inforandeplan-{pk}")


def _moves(moves: list[TimelineMove]) -> list[Part]:
    heads = [
        _("Area"),
        _("Municipality"),
        _("Goes over to"),
        _("New in use"),
        _("The old is gone"),
        _("Months of both"),
        _("Status"),
    ]
    rows = [
        [
            each.move.area,
            str(each.move.organisation),
            each.move.product,
            _day(each.turning.introduced_on),
            _day(each.turning.retired_on),
            format_decimals(each.double_months, 1),
            state_of(each)[1],
        ]
        for each in moves
    ]
    picture = moves_timeline(moves)
    return [
        Heading(_("Who goes over, and when")),
        DocumentTable(heads=heads, rows=rows, numeric=(5,)),
        *([picture] if picture else []),
    ]


def _day(day: object) -> str:
    return "–" if day is None else str(day)


def _steps(moves: list[TimelineMove]) -> list[Part]:
    heads = [
        _("Area"),
        _("Municipality"),
        _("Step"),
        _("From"),
        _("To"),
        _("As things stand"),
        _("Responsible"),
        _("Status"),
    ]
    rows = [
        [
            each.move.area,
            str(each.move.organisation),
            told.step.get_kind_display(),
            told.step.starts_on.isoformat(),
            told.step.ends_on.isoformat(),
            _day(told.step.done_on or told.forecast),
            str(told.step.responsible or "–"),
            status_of(told.step)[0],
        ]
        for each in moves
        for told in each.not_cancelled
    ]
    return [Heading(_("Step by step")), DocumentTable(heads=heads, rows=rows)]


def _findings(told: IntroductionTimeline) -> list[Part]:
    if not told.findings:
        return []
    return [
        Heading(_("What can't be kept, or is worth knowing")),
        *(Paragraph(f"{each.where}: {finding_text(each)}") for each in told.findings),
    ]
