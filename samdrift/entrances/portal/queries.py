"""What a person's own applications lack: a question that spans rooms."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from samdrift.core.swedish import swedish_key
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.records.agreements.models import Agreement, AgreementKind
from samdrift.records.competence.models import TrainingPlan
from samdrift.records.register.models import Application, Responsibility
from samdrift.records.register.queries import with_people
from samdrift.records.spending.models import CostLine


@dataclass(frozen=True)
class Mine:
    """One of a person's own applications, and what it lacks."""

    application: Application
    role: str
    lacks: list[str]


def lacks_of_mine(person: Person) -> list[Mine]:
    """The applications a person owns or manages today, those that lack most first; a fixed number of queries."""
    held = Responsibility.objects.held_by(person)
    roles: dict[int, list[str]] = {}
    for row in held:
        roles.setdefault(row.application_id, []).append(row.get_role_display())

    def has_agreement(*kinds: AgreementKind) -> Exists:
        return Exists(
            Agreement.objects.in_force(today()).filter(kind__in=kinds, applications=OuterRef("pk"))
        )

    applications = with_people(
        Application.objects.on(today()).filter(pk__in=list(roles)), person, today()
    ).annotate(
        has_operating=has_agreement(AgreementKind.OPERATING),
        has_supplier=has_agreement(AgreementKind.SUPPLIER, AgreementKind.LICENCE),
        has_training=Exists(
            TrainingPlan.objects.filter(application=OuterRef("pk"), year=today().year)
        ),
        has_budget=Exists(
            CostLine.objects.filter(application=OuterRef("pk"), year=today().year, kind="budget")
        ),
    )
    mine = [Mine(each, ", ".join(roles[each.pk]), _lacks(each)) for each in applications]
    return sorted(mine, key=lambda each: (-len(each.lacks), swedish_key(each.application.name)))


def _lacks(application: Any) -> list[str]:
    """What the policy's chapter 3 asks for and the register does not hold."""
    asked = [
        (application.manager_name, _("system manager")),
        (application.has_operating, _("operating agreement")),
        (application.has_supplier, _("supplier agreement")),
        (application.has_training, _("training plan this year")),
        (application.has_budget, _("budget this year")),
        (application.classified_on, _("information classification")),
    ]
    return [words for held, words in asked if not held]
