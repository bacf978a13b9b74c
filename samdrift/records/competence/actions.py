"""Everything that can happen to competence and training plans."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act
from samdrift.foundation.organisations.access import require, require_that
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.competence.models import Competence, Confirmation, TrainingPlan
from samdrift.records.competence.queries import may_take_back, require_confirming
from samdrift.records.register.models import Application, Product


@verb
def record_competence(
    *, by: Person, person: Person, product: Product, level: int, refreshed_on: dt.date
) -> Competence:
    """Say what somebody knows. Anyone may say it of themselves, and somebody else then confirms it.

    To say of oneself no more than what is confirmed already changes nothing in that.
    """
    if by.pk != person.pk:
        require(by, Permission.EDIT_COMPETENCE, person)
    known = Competence.objects.filter(person=person, product=product).first()
    before = facts(known) if known else {}
    competence = known or Competence(person=person, product=product)
    claims_more = known is None or not known.is_confirmed or level > known.level
    competence.level, competence.refreshed_on = level, refreshed_on
    if by.pk != person.pk:
        _judge(competence, by, Confirmation.CONFIRMED, "")
    elif claims_more:
        competence.confirmation, competence.grounds = Confirmation.WAITING, ""
        competence.judged_by = competence.judged_on = None
    competence.full_clean()
    competence.save()
    record(
        "competence.competence_recorded",
        competence,
        by=by,
        before=before,
        after=facts(competence),
        parent=product,
    )
    return competence


def _judge(competence: Competence, by: Person, confirmation: Confirmation, grounds: str) -> None:
    competence.confirmation, competence.grounds = confirmation, grounds.strip()
    competence.judged_by, competence.judged_on = by, today()


@verb
def confirm_competence(*, by: Person, competence: Competence, grounds: str = "") -> Competence:
    """Confirm what somebody has said of themselves; `grounds` is a course, a certificate or what was seen."""
    require_confirming(by, competence)
    lock_for_act(competence)
    before = facts(competence)
    _judge(competence, by, Confirmation.CONFIRMED, grounds)
    competence.full_clean()
    competence.save()
    record(
        "competence.competence_confirmed",
        competence,
        by=by,
        before=before,
        after=facts(competence),
        parent=competence.product,
        why=grounds,
    )
    return competence


@verb
def refuse_competence(*, by: Person, competence: Competence, grounds: str) -> Competence:
    """Refuse to confirm what somebody has said of themselves, and say why."""
    require_confirming(by, competence)
    if not grounds.strip():
        raise ValidationError({"grounds": _("Say why it is not confirmed.")})
    lock_for_act(competence)
    before = facts(competence)
    _judge(competence, by, Confirmation.REFUSED, grounds)
    competence.full_clean()
    competence.save()
    record(
        "competence.competence_refused",
        competence,
        by=by,
        before=before,
        after=facts(competence),
        parent=competence.product,
        why=grounds,
    )
    return competence


@verb
def take_back_competence(*, by: Person, competence: Competence) -> None:
    """Take away what one has said of oneself while nobody has confirmed it; the history keeps what was said."""
    require_that(may_take_back(by, lock_for_act(competence)))
    record(
        "competence.competence_taken_back",
        competence,
        by=by,
        before=facts(competence),
        parent=competence.product,
    )
    competence.delete()


@verb
def make_training_plan(
    *, by: Person, application: Application, year: int, content: str, joint: bool = False
) -> TrainingPlan:
    """The owner's plan for how the users are trained in a year; a second one for the year replaces the first."""
    require(by, Permission.EDIT_COMPETENCE, application)
    known = TrainingPlan.objects.filter(application=application, year=year).first()
    before = facts(known) if known else {}
    plan = known or TrainingPlan(application=application, year=year)
    plan.content, plan.joint = content, joint
    plan.full_clean()
    plan.save()
    record(
        "competence.training_plan_made",
        plan,
        by=by,
        before=before,
        after=facts(plan),
        parent=application,
    )
    return plan
