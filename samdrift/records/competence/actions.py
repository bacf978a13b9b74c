"""Everything that can happen to competence and training plans."""

import datetime as dt

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.competence.models import Competence, TrainingPlan
from samdrift.records.register.models import Application, Product


@verb
def record_competence(
    *, by: Person, person: Person, product: Product, level: int, refreshed_on: dt.date
) -> Competence:
    """Say what somebody knows; anyone may say it of themselves."""
    if by.pk != person.pk:
        require(by, Permission.EDIT_COMPETENCE, person)
    known = Competence.objects.filter(person=person, product=product).first()
    before = facts(known) if known else {}
    competence = known or Competence(person=person, product=product)
    competence.level, competence.refreshed_on = level, refreshed_on
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
