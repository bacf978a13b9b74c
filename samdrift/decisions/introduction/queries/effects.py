"""What completing a step writes in the register: said before, and done in the same transaction."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from samdrift.core.introduction import Exit
from samdrift.decisions.governance.queries import decisions_by_member
from samdrift.decisions.introduction.models import Step, StepKind
from samdrift.records.agreements.models import Agreement
from samdrift.records.register.models import Application, LifecycleKind, Participation, Phase


class EffectKind(StrEnum):
    GIVE_NOTICE = "give_notice"
    INTRODUCED = "introduced"
    JOIN = "join"
    LEAVE = "leave"
    RETIRE = "retire"


@dataclass(frozen=True)
class RegisterEffect:
    """One thing that is written. words: the same to people. on: its day; decision: what it rests on."""

    kind: EffectKind
    words: str
    on: dt.date
    application: Application | None = None
    agreement: Agreement | None = None
    participation: Participation | None = None
    decision: str = ""


def effects_of(step: Step, on: dt.date) -> list[RegisterEffect]:
    """What is written when the step is completed on a day."""
    made = {
        StepKind.SETUP: _of_setup,
        StepKind.NOTICE: _of_notice,
        StepKind.INTRODUCTION: _of_introduction,
        StepKind.RETIREMENT: _of_retirement,
    }.get(StepKind(step.kind))
    return made(step, on) if made else []


def _of_setup(step: Step, on: dt.date) -> list[RegisterEffect]:
    """The installation is taken into operation for several."""
    target = step.move.target
    if (
        target is None
        or target.lifecycle_events.filter(kind=LifecycleKind.INTRODUCED, on=on).exists()
    ):
        return []
    words = _("%(name)s is recorded as taken into joint operation on %(day)s.")
    return [RegisterEffect(EffectKind.INTRODUCED, words % {"name": target, "day": on}, on, target)]


def _of_notice(step: Step, on: dt.date) -> list[RegisterEffect]:
    """Notice is given where the agreement is about the old application alone; else it is given by hand."""
    agreement = step.agreement
    if agreement is None or agreement.notice_given_on is not None:
        return []
    others = set(agreement.applications.values_list("pk", flat=True)) - {step.move.old_id}
    end = Exit(agreement.terms, bound_until=agreement.binding_until).ends_on(on)
    if others or end is None:
        return []
    words = _("Notice is recorded on %(agreement)s: it ends on %(end)s.")
    return [
        RegisterEffect(
            EffectKind.GIVE_NOTICE,
            words % {"agreement": agreement, "end": end},
            end,
            agreement=agreement,
        )
    ]


def _of_introduction(step: Step, on: dt.date) -> list[RegisterEffect]:
    """The municipality begins to use what it goes over to."""
    target, organisation = step.move.target, step.move.organisation
    if target is None:
        return []
    after = target.participations.filter(organisation=organisation).not_ended(on)
    if after.exists():
        return []
    words = _("%(municipality)s takes part in %(name)s from %(day)s.")
    told = words % {"municipality": organisation, "name": target, "day": on}
    return [RegisterEffect(EffectKind.JOIN, told, on, target)]


def _of_retirement(step: Step, on: dt.date) -> list[RegisterEffect]:
    """The municipality leaves the old; where nobody else uses it, it is retired."""
    old, organisation = step.move.old, step.move.organisation
    if old is None or old.phase == Phase.RETIRED:
        return []
    running = list(old.participations.not_ended(on))
    if all(each.organisation_id == organisation.pk for each in running):
        words = _(
            "%(name)s is retired on %(day)s, and its participations and responsibilities end."
        )
        told = words % {"name": old, "day": on}
        return [RegisterEffect(EffectKind.RETIRE, told, on, old, decision=_decision(step))]
    words = _("%(municipality)s takes part in %(name)s until %(day)s; the others stay.")
    told = words % {"municipality": organisation, "name": old, "day": on}
    return [
        RegisterEffect(EffectKind.LEAVE, told, on, old, participation=each)
        for each in running
        if each.organisation_id == organisation.pk
    ]


def _decision(step: Step) -> str:
    """The municipality's own decision on the plan, as it is referred to."""
    proposal = step.move.introduction.plan.proposal
    if proposal is None:
        return str(step.move.introduction)
    latest = next(
        (
            each.latest
            for each in decisions_by_member(proposal)
            if each.organisation == step.move.organisation
        ),
        None,
    )
    if latest is None:
        return str(proposal)
    parts = (latest.body_words, latest.on.isoformat(), latest.paragraph or latest.case_number)
    return " ".join(parts)
