"""Pictures of introductions: who goes over when, and each step of one municipality."""

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.core.periods import add_months
from samdrift.decisions.introduction.timeline import TimelineMove, TimelineStep
from samdrift.decisions.introduction.views.words import state_of
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.ui.charts import Span, Timeline, Urgency, time_axis


def moves_chart(moves: Sequence[TimelineMove]) -> object:
    """A bar for each move, from its first step to its last; nothing where there is none."""
    chart = moves_timeline(moves)
    return time_axis(chart) if chart else None


def moves_timeline(moves: Sequence[TimelineMove]) -> Timeline | None:
    """The moves on a time axis, for the page and for paper."""
    spans = [
        Span(
            label=str(each.move),
            note=each.move.product,
            starts_on=each.starts_on,
            ends_on=each.ends_on,
            state=state_of(each)[0],
            said=state_of(each)[1],
            url=reverse(
                "introduction_of_one", args=[each.move.introduction_id, each.move.organisation_id]
            ),
        )
        for each in moves
    ]
    return _timeline(
        "inforanden",
        _("Who goes over, and when"),
        _(
            "Each bar is a municipality's way in one area, from its first step until the old is retired."
        ),
        spans,
        [
            (Urgency.OK, _("In time")),
            (Urgency.WARN, _("Later than the plan's period")),
            (Urgency.DANGER, _("Has an overdue step")),
        ],
    )


def steps_chart(steps: Sequence[TimelineStep]) -> object:
    """A bar for each step; nothing where there is none."""
    spans = [
        Span(
            label=f"{each.step.move.area}: {each.step.get_kind_display()}",
            starts_on=each.step.began_on or each.step.starts_on,
            ends_on=max(each.forecast, each.step.began_on or each.step.starts_on),
            state=_state(each),
            said=each.step.get_status_display(),
            url=reverse("step_page", args=[each.step.pk]),
        )
        for each in steps
    ]
    chart = _timeline(
        "steg",
        _("Step by step"),
        _(
            "Each bar is a step, from the day it is planned to begin until it will be over as things stand."
        ),
        spans,
        [
            (Urgency.OK, _("Planned, under way or done")),
            (Urgency.WARN, _("Waits for something late")),
            (Urgency.DANGER, _("Overdue")),
        ],
    )
    return time_axis(chart) if chart else None


def _state(told: TimelineStep) -> Urgency:
    if told.step.is_overdue:
        return Urgency.DANGER
    return Urgency.WARN if told.is_forecast_later else Urgency.OK


def _timeline(
    name: str, title: str, description: str, spans: list[Span], words: list[tuple[Urgency, str]]
) -> Timeline | None:
    if not spans:
        return None
    begun = [each.starts_on for each in spans if each.starts_on]
    first = min(begun).replace(day=1)
    last = max([*begun, *(each.ends_on for each in spans if each.ends_on)])
    shown_to = add_months(last.replace(day=1), 1) - dt.timedelta(days=1)
    return Timeline(
        name=name,
        title=title,
        description=description,
        spans=spans,
        first=first,
        last=shown_to,
        today=today(),
        span_words=words[0][1],
        state_words=words[1:],
    )
