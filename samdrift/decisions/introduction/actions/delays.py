"""A step is late, or early, and what waits for it moves with it."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.core.introduction import last_day_of
from samdrift.decisions.introduction.delays import DelayConsequences, consequences_of_delay
from samdrift.decisions.introduction.models import Step, within_reach
from samdrift.foundation.audit.actions import event_of, facts, store_events
from samdrift.foundation.audit.rules import change_rows
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission


def delay_step(*, by: Person, step: Step, ends_on: dt.date, why: str) -> DelayConsequences:
    """Plan a step to be over on another day; every step that waits for it moves as far as it must.

    Refused where what the step itself waits for, today or an agreement does not let it be over then.
    """
    require(by, Permission.INTRODUCE, step.move)
    if not step.is_open:
        raise ValidationError(_("The step is done or cancelled already."))
    if not why.strip():
        raise ValidationError({"why": _("Say why the step is moved.")})
    within_reach(ends_on)
    told = consequences_of_delay(step, ends_on)
    if told.reached_on > last_day_of(ends_on, 1):
        raise ValidationError(
            {"ends_on": _("It can't be over before %(day)s.") % {"day": told.reached_on}}
        )
    if not told.moved:
        raise ValidationError({"ends_on": _("The step is planned to be over then already.")})
    _move(told, by, why)
    return told


@verb
def _move(told: DelayConsequences, by: Person, why: str) -> None:
    keys = [each.step.pk for each in told.moved]
    rows = Step.objects.select_for_update(of=("self",)).select_related(
        "move__organisation", "move__introduction"
    )
    stored = rows.in_bulk(keys)
    events = []
    for each in told.moved:
        step = stored[each.step.pk]
        if (step.starts_on, step.ends_on, step.status) != (
            each.step.starts_on,
            each.step.ends_on,
            each.step.status,
        ):
            raise ValidationError(
                _("Somebody has changed the steps meanwhile: look at them again.")
            )
        before = facts(step)
        step.starts_on = min(each.after.starts_on, each.after.ends_on)
        step.ends_on = each.after.ends_on
        events.append(
            event_of(
                "introduction.step_moved",
                step,
                by=by,
                before=before,
                after=facts(step),
                parent=step.move.introduction,
                why=why,
            )
        )
    change_rows(stored.values(), ["starts_on", "ends_on"], batch_size=200)
    store_events(events)
