"""Checks of what people know, and of how they are trained."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samdrift.core.periods import add_months
from samdrift.decisions.introduction.models import Step, StepKind, StepStatus
from samdrift.decisions.policy.queries.acts import Act, about
from samdrift.decisions.policy.queries.checks_roles import IN_USE, JOINT, role_row
from samdrift.decisions.policy.queries.facts import Facts
from samdrift.decisions.policy.queries.measures import Asks, measures
from samdrift.decisions.policy.queries.places import RowPage
from samdrift.decisions.policy.queries.results import Evidence, Grade, row_about
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.models import Application, Phase

ENOUGH_SPECIALISTS = 2
FRESH_MONTHS = 24
BEGUN = {StepStatus.UNDER_WAY, StepStatus.DONE}


def _knowing(application: Application) -> Act:
    product = (("produkt", application.product_id),) if application.product_id else ()
    return Act("know", over=application.pk, asked=product)


@measures(
    of=JOINT,
    fulfilling=gettext_lazy("have at least two specialists employed by the municipalities"),
    includes=gettext_lazy(
        "people with specialist competence on the application's product; with one alone the application is vulnerable"
    ),
    excludes=gettext_lazy("competence that nobody has confirmed, and people who have left"),
)
def specialists(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for each in facts.joint:
        number = len(facts.specialists.get(each.product_id or 0, ()))
        few = Grade.VULNERABLE if number else Grade.LACKING
        grade = Grade.FULFILS if number >= ENOUGH_SPECIALISTS else few
        words = ngettext("%(number)s specialist", "%(number)s specialists", number)
        yield Evidence(
            each.name,
            RowPage("application", each.pk),
            grade,
            words % {"number": number} if number else _("no specialist"),
            about=each,
            since=None if grade is Grade.FULFILS else facts.joint_since[each.pk],
            act=None if grade is Grade.FULFILS else _knowing(each),
        )


@measures(
    of=IN_USE,
    fulfilling=gettext_lazy("have a training plan for this year"),
    excludes=gettext_lazy("plans of other years"),
)
def training_plans(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for each in facts.applications:
        lacking = "" if each.pk in facts.training else _("no training plan this year")
        yield row_about(each, lacking, since=dt.date(facts.on.year, 1, 1), act=about("train", each))


@measures(
    of=JOINT,
    fulfilling=gettext_lazy(
        "have a training plan this year by which users are trained together with other municipalities"
    ),
    excludes=gettext_lazy("applications without a training plan: they lack"),
)
def training_joint(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for each in facts.joint:
        plan = facts.training.get(each.pk)
        if plan is None:
            lacking = _("no training plan this year")
        else:
            lacking = "" if plan.joint else _("each municipality trains on its own")
        yield row_about(each, lacking, since=dt.date(facts.on.year, 1, 1), act=about("train", each))


@measures(
    of=gettext_lazy("recorded competences of people employed by the municipalities"),
    fulfilling=gettext_lazy("have been refreshed within two years"),
    excludes=gettext_lazy("competence that nobody has confirmed"),
    acts=Role.IT_MANAGER,
)
def competence_fresh(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    limit: dt.date = add_months(facts.on, -FRESH_MONTHS)
    for each in facts.competences:
        is_fresh = each.refreshed_on >= limit
        yield Evidence(
            f"{each.person}: {each.product}",
            RowPage("person", each.person_id),
            Grade.FULFILS if is_fresh else Grade.LACKING,
            _("refreshed %(day)s") % {"day": each.refreshed_on},
            organisation=each.person.organisation,
            since=None if is_fresh else add_months(each.refreshed_on, FRESH_MONTHS),
            act=Act(
                "refresh", over=each.person.organisation_id, asked=(("produkt", each.product_id),)
            ),
        )


@measures(
    of=gettext_lazy("introductions of new technology"),
    fulfilling=gettext_lazy("have had, or have planned, the training of those who are to use it"),
    includes=gettext_lazy(
        "applications being introduced, with a training plan for this year; and begun introductions of adopted plans, "
        "with a training step that is begun or a training plan for this year"
    ),
)
def introductions_trained(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for each in facts.applications:
        if each.phase == Phase.INTRODUCTION:
            lacking = "" if each.pk in facts.training else _("no training plan this year")
            new_year = dt.date(facts.on.year, 1, 1)
            yield row_about(each, lacking, since=new_year, act=about("train", each))
    trained = {step.move_id: step for step in facts.steps if step.kind == StepKind.TRAINING}
    for step in facts.steps:
        if step.kind == StepKind.INTRODUCTION and step.status in BEGUN:
            training = trained.get(step.move_id)
            has_begun = training is not None and training.status in BEGUN
            is_planned = step.move.target_id in facts.training
            fulfils = has_begun or is_planned
            yield Evidence(
                str(step),
                RowPage("step", step.pk),
                Grade.FULFILS if fulfils else Grade.LACKING,
                "" if fulfils else _("training neither done nor planned"),
                organisation=step.move.organisation,
                since=None if fulfils else step.began_on,
                act=None if fulfils else _training_for(step, training),
            )


def _training_for(step: Step, training: Step | None) -> Act | None:
    """Begin the training step; without one, write the plan of what is introduced."""
    if training is not None:
        return Act("begin_step", (training.pk,), over=step.move.organisation_id)
    target = step.move.target
    return about("train", target) if target is not None else None


@measures(
    of=gettext_lazy("rows: each adopted plan, and each application in use or being introduced"),
    fulfilling=gettext_lazy(
        "have what the clause asks for: the plan its introduction plan, the application its roles and a training plan "
        "for this year"
    ),
    excludes=gettext_lazy("plans that everybody has not adopted"),
)
def introduction_roles_and_training(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    introduced = {each.plan_id: each for each in facts.introductions}
    adopted = [plan for plan in facts.plans if plan.is_adopted or plan.pk in introduced]
    for plan in adopted:
        introduction = introduced.get(plan.pk)
        yield Evidence(
            str(introduction or plan),
            RowPage("introduction", introduction.pk) if introduction else RowPage("plan", plan.pk),
            Grade.FULFILS if introduction else Grade.LACKING,
            "" if introduction else _("adopted, without an introduction plan"),
            organisation=facts.federation,
            since=None if introduction else plan.computed_on,
            act=None if introduction else Act("introduce", (plan.pk,)),
        )
    if not adopted:
        yield Evidence(
            _("Introduction plan for systems"),
            RowPage("policy"),
            Grade.LACKING,
            _("there is none"),
            organisation=facts.federation,
            since=facts.policy.valid_from,
            act=Act("plan"),
        )
    for each in facts.applications:
        new_year = dt.date(facts.on.year, 1, 1)
        lacking = {} if each.pk in facts.training else {_("training plan this year"): new_year}
        yield role_row(facts, each, lacking, about("train", each))
