"""What is asked for before an application is introduced and before it comes into use: its worth, and training.

One place for every way in: the form, the API, the verbs and files that are read in. What already runs when it is
first registered is not introduced: nothing is asked of it. Training lies in a room above, which answers here.
"""

from collections.abc import Callable, Collection

from django.utils.translation import gettext as _

from samdrift.foundation.organisations.clock import today
from samdrift.records.register.models import Application, Phase, ValueAssessment

IN_USE = {Phase.MAINTENANCE, Phase.DEVELOPMENT}
#: Which of these applications have their users' training planned?
Planned = Callable[[Collection[int]], set[int]]
_TRAINING: list[Planned] = []


def answer_for_training(planned: Planned) -> None:
    """Called by the room that keeps training plans, when it is made ready."""
    if planned not in _TRAINING:
        _TRAINING.append(planned)


def assessments_of(hosts: Collection[int]) -> list[ValueAssessment]:
    """The value assessments of some municipalities, the latest last."""
    return list(ValueAssessment.objects.filter(organisation__in=hosts).order_by("on", "pk"))


def is_judged_worth_it(
    application: Application, assessments: Collection[ValueAssessment] | None = None
) -> bool:
    """Does the host's latest value assessment, of the application or of what has its name, speak for it?

    assessments: those of `assessments_of`, where many applications are asked about at once.
    """
    rows = assessments_of([application.host_id]) if assessments is None else assessments
    name = application.name.casefold()
    about = [
        each
        for each in rows
        if each.organisation_id == application.host_id
        and (
            each.what.casefold() == name
            if each.application_id is None
            else each.application_id == application.pk
        )
    ]
    return bool(about) and about[-1].speaks_for_it


def lacking_for_introduction(
    application: Application,
    before: Application | None,
    assessments: Collection[ValueAssessment] | None = None,
) -> list[str]:
    """What is lacking for what a change would do, in words; `before` is the application as stored, None when new.

    Introduced is what goes into the phase «being introduced»: it is judged worth it first. Comes into use: what
    leaves that phase for use, or is new and begins today or later. Then its training is planned as well.
    """
    was = before.phase if before else None
    begins = application.phase == Phase.INTRODUCTION and was != Phase.INTRODUCTION
    is_new = before is None and application.starts_on >= today()
    comes_into_use = application.phase in IN_USE and (was == Phase.INTRODUCTION or is_new)
    lacking = []
    if (begins or comes_into_use) and not is_judged_worth_it(application, assessments):
        lacking.append(
            _("There is no value assessment of it that speaks for introducing it: write one first.")
        )
    if comes_into_use and not _training_is_planned(application):
        lacking.append(
            _("The training of its users is not planned: write the training plan first.")
        )
    return lacking


def _training_is_planned(application: Application) -> bool:
    if not application.pk:
        return False  # a plan is of an application that is registered
    return any(application.pk in planned([application.pk]) for planned in _TRAINING)
