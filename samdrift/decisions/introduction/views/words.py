"""Words, colours and the way back, the same on every page of the room."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.introduction.models import Introduction, Step, StepStatus
from samdrift.decisions.introduction.timeline import TimelineMove
from samdrift.foundation.ui.charts import Urgency

TONES = {
    StepStatus.PLANNED: "neutral",
    StepStatus.UNDER_WAY: "info",
    StepStatus.DONE: "success",
    StepStatus.CANCELLED: "neutral",
}


def status_of(step: Step) -> tuple[str, str]:
    """The status in words, and the colour of its tag."""
    if step.is_overdue:
        return _("Overdue"), "danger"
    return str(StepStatus(step.status).label), TONES[StepStatus(step.status)]


def state_of(move: TimelineMove) -> tuple[Urgency, str]:
    """How a move is coloured in the picture, and the word for it."""
    if move.is_overdue:
        return Urgency.DANGER, _("Overdue")
    if move.turning.introduced_on and move.turning.introduced_on > move.move.goes_over_by:
        return Urgency.WARN, _("Later than the plan's period")
    if move.not_cancelled and move.done == len(move.not_cancelled):
        return Urgency.OK, _("Done")
    return Urgency.OK, _("In time")


def crumbs(
    introduction: Introduction | None = None, *more: tuple[str, str]
) -> list[dict[str, str]]:
    """The way from the list; the last is where one is, and has no link."""
    places = [(_("Introduction plans"), reverse("introduction_list"))]
    if introduction is not None:
        places.append((str(introduction), reverse("introduction_page", args=[introduction.pk])))
    places += more
    found = [{"label": label, "url": url} for label, url in places]
    del found[-1]["url"]
    return found


def of_step(step: Step, *more: str) -> list[dict[str, str]]:
    """The way to a step, and to what is done with it."""
    introduction = step.move.introduction
    one = reverse("introduction_of_one", args=[introduction.pk, step.move.organisation_id])
    places = [(str(step.move.organisation), one)]
    places.append(
        (f"{step.move.area}: {step.get_kind_display()}", reverse("step_page", args=[step.pk]))
    )
    places += [(label, "") for label in more]
    return crumbs(introduction, *places)
