"""What each unit may spend in a year, and what of it is budgeted."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.audit.versions import version_now
from samdrift.foundation.organisations.access import (
    may_anywhere,
    require_anywhere,
    signed_in,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.editing import VERSION
from samdrift.foundation.ui.listing import Choices, Column, Flag, Kind, Listing
from samdrift.foundation.ui.page import form_page
from samdrift.records.spending import actions
from samdrift.records.spending.forms import FrameForm
from samdrift.records.spending.queries import FrameUse, frame_uses, visible_frames


def _years(request: HttpRequest) -> list[tuple[str, str]]:
    years = visible_frames(signed_in(request)).order_by("-year").values_list("year", flat=True)
    return [(str(year), str(year)) for year in years.distinct()]


def _lines_of(row: FrameUse) -> str:
    return f"{reverse('cost_line_list')}?enhet={row.frame.unit_id}&ar={row.year}"


def _use_in_words(row: FrameUse) -> str:
    if row.left_ore < 0:
        return _("Does not fit")
    return _("Fits") if row.budget_ore is not None else _("Nothing budgeted")


def _tone(row: FrameUse) -> str:
    if row.left_ore < 0:
        return "danger"
    return "success" if row.budget_ore is not None else "neutral"


FRAMES = Listing(
    name="ramar",
    columns=[
        Column("unit", gettext_lazy("Unit"), heading=True, link=_lines_of, sort=("unit",)),
        Column("year", gettext_lazy("Year"), sort=("year",)),
        Column("amount_ore", gettext_lazy("Frame"), kind=Kind.KRONOR, sort=("amount_ore",)),
        Column("budget_ore", gettext_lazy("Budget"), kind=Kind.KRONOR, sort=("budget_ore",)),
        Column("forecast_ore", gettext_lazy("Forecast"), kind=Kind.KRONOR, sort=("forecast_ore",)),
        Column("actual_ore", gettext_lazy("Actual"), kind=Kind.KRONOR, sort=("actual_ore",)),
        Column("left_ore", gettext_lazy("Left of the frame"), kind=Kind.KRONOR, sort=("left_ore",)),
        Column("said", gettext_lazy("Fits"), value=_use_in_words, tag=_tone),
        Column("decision", gettext_lazy("Decision"), visible=False),
    ],
    filters=[
        Choices("ar", gettext_lazy("Year"), _years, field="year"),
        Flag(
            "over",
            gettext_lazy("Does not fit"),
            lambda rows: [row for row in rows if row.left_ore < 0],
        ),
    ],
    search=("unit",),
    order=("-year",),
    values=False,
)


def frame_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    require_anywhere(person, Permission.SEE_COSTS)
    new = {"label": _("Set a frame"), "url": reverse("frame_set"), "icon": "plus", "primary": True}
    title = _("Budget frames")
    context = {
        "title": title,
        "lead": _("What each unit may spend on IT in a year, beside the cost lines in its name."),
        "breadcrumbs": [
            {"label": _("Cost lines"), "url": reverse("cost_line_list")},
            {"label": title},
        ],
        "actions": [new] if may_anywhere(person, Permission.EDIT_COSTS) else [],
        "empty_title": _("No frames yet"),
        "empty_text": _("The frame that the municipality has decided for a unit stands here."),
    }
    return FRAMES.answer(request, frame_uses(visible_frames(person)), "ui/listing.html", context)


def frame_set(request: HttpRequest) -> HttpResponse:
    """Set a unit's frame for a year; what was set before is changed, and the history keeps it."""
    person = signed_in(request)
    require_anywhere(person, Permission.EDIT_COSTS)
    initial = {"year": today().year, "unit": request.GET.get("enhet")}
    form = FrameForm(request.POST or None, person=person, initial=initial)

    def save() -> str:
        actions.set_budget_frame(by=person, seen=request.POST.get(VERSION, ""), **form.cleaned_data)
        return f"{reverse('frame_list')}?ar={form.cleaned_data['year']}"

    title = _("Set a frame")
    context = {
        "title": title,
        "lead": _("A frame that stands already for the unit and the year is changed."),
        "breadcrumbs": [
            {"label": _("Budget frames"), "url": reverse("frame_list")},
            {"label": title},
        ],
        "cancel_url": reverse("frame_list"),
    }
    return form_page(request, form, save, context, version=version_now())
