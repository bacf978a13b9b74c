"""What people judge and choose about applications: assessments, dependencies, audiences."""

import datetime as dt

from django.core.exceptions import PermissionDenied

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.models import (
    Application,
    Assessment,
    Audience,
    Dependency,
    FieldAudience,
    FieldGroup,
    Side,
    ValueAssessment,
)
from samdrift.records.register.queries import may_assess_value


@verb
def assess(
    *,
    by: Person,
    application: Application,
    side: Side,
    on: dt.date,
    fit: int | None = None,
    verdict: str = "",
    competence_is_hard_to_keep: bool = False,
    comment: str = "",
) -> Assessment:
    """Judge how an application works; IT and the operation judge separately, and earlier judgements stay."""
    require(
        by, Permission.ASSESS_IT if side == Side.IT else Permission.ASSESS_OPERATION, application
    )
    assessment = Assessment(
        application=application,
        side=side,
        on=on,
        fit=fit,
        verdict=verdict,
        comment=comment,
        by=by,
        competence_is_hard_to_keep=competence_is_hard_to_keep,
    )
    assessment.full_clean()
    assessment.save()
    record(
        "register.application_assessed",
        assessment,
        by=by,
        after=facts(assessment),
        parent=application,
    )
    return assessment


@verb
def assess_value(*, by: Person, assessment: ValueAssessment) -> ValueAssessment:
    """Judge whether a municipality should introduce something; earlier judgements stay, the latest counts."""
    if not may_assess_value(by, assessment.organisation, assessment.application):
        raise PermissionDenied("may not judge for that organisation")
    assessment.by = by
    assessment.full_clean()
    assessment.save(force_insert=True)
    record(
        "register.value_assessed",
        assessment,
        by=by,
        after=facts(assessment),
        parent=assessment.application,
    )
    return assessment


@verb
def add_dependency(
    *,
    by: Person,
    application: Application,
    needs: Application | None = None,
    outside: str = "",
    note: str = "",
) -> Dependency:
    """An application needs another, or something outside the register."""
    require(by, Permission.EDIT_APPLICATION, application)
    dependency = Dependency(application=application, needs=needs, outside=outside, note=note)
    dependency.full_clean()
    dependency.save()
    record(
        "register.dependency_added", dependency, by=by, after=facts(dependency), parent=application
    )
    return dependency


@verb
def remove_dependency(*, by: Person, dependency: Dependency) -> Dependency:
    """It does not need it any longer."""
    require(by, Permission.EDIT_APPLICATION, dependency.application)
    lock_for_act(dependency)
    record(
        "register.dependency_removed",
        dependency,
        by=by,
        before=facts(dependency),
        parent=dependency.application,
    )
    dependency.delete()
    return dependency


@verb
def choose_audience(
    *, by: Person, federation: Organisation, group: FieldGroup, audience: Audience
) -> FieldAudience:
    """Decide who sees one part of applications' pages."""
    require(by, Permission.MANAGE_ORGANISATIONS, federation)
    chosen = FieldAudience.objects.select_for_update().filter(federation=federation, group=group)
    before = facts(stored) if (stored := chosen.first()) else {}
    choice, _made = FieldAudience.objects.update_or_create(
        federation=federation, group=group, defaults={"audience": audience}
    )
    record(
        "register.audience_chosen",
        choice,
        by=by,
        before=before,
        after=facts(choice),
        parent=federation,
    )
    return choice
