"""The rows behind a figure as one person may see them: who acts on each, since when, and where."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.policy.queries.facts import Facts
from samdrift.decisions.policy.queries.measures import Check
from samdrift.decisions.policy.queries.places import openable
from samdrift.decisions.policy.queries.results import Evidence, Grade, Result
from samdrift.decisions.policy.queries.seen import applications_showing
from samdrift.foundation.organisations.access import organisation_ids_where
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.roles import ROLES, Role
from samdrift.records.register.models import FieldGroup, Responsibility

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Act:
    """The page where a row of a check is mended, and what it takes to open it."""

    label: "StrPromise"
    address: str
    permission: Permission


_APPOINT = Act(gettext_lazy("Appoint"), "responsibility_add", Permission.APPOINT_OWNER)
_TRAIN = Act(gettext_lazy("Write the training plan"), "training_plan", Permission.EDIT_COMPETENCE)
#: What is done about an application, by check.
ACTS = {
    "owner_appointed": _APPOINT,
    "owner_without_gaps": _APPOINT,
    "roles_complete": _APPOINT,
    "manager_appointed": Act(
        gettext_lazy("Appoint"), "responsibility_add", Permission.APPOINT_SYSTEM_MANAGER
    ),
    "operating_unit_said": Act(
        gettext_lazy("Say who operates it"), "application_change", Permission.EDIT_APPLICATION
    ),
    "training_plans": _TRAIN,
    "training_joint": _TRAIN,
    "introductions_trained": _TRAIN,
}


@dataclass(frozen=True)
class EvidenceRow:
    """One row as a person sees it. acting: who is to mend it, in words; act: where, if the person may."""

    evidence: Evidence
    acting: str
    act: Act | None = None

    @property
    def act_url(self) -> str:
        assert self.act is not None
        assert self.evidence.about is not None
        return reverse(self.act.address, args=[self.evidence.about.pk])


@dataclass(frozen=True)
class MunicipalityRows:
    municipality: Organisation | None
    rows: Sequence[EvidenceRow]
    lacking: int  # of the municipality, on all pages


@dataclass(frozen=True)
class VisibleEvidence:
    """A page of rows by municipality, and how many rows the person may not see, with why."""

    groups: Sequence[MunicipalityRows]
    page: Page[Evidence]
    hidden: Sequence[tuple[int, str]]


def visible_evidence(
    person: Person, check: Check, result: Result, facts: Facts, number: int = 1
) -> VisibleEvidence:
    """A fixed number of queries, however many rows there are."""
    shown, hidden = _divided(person, check, result.evidence)
    lacking = Counter(
        _key(each) for each in shown if each.grade in {Grade.LACKING, Grade.VULNERABLE}
    )
    page = Paginator(sorted(shown, key=_place_in_list), ROWS_A_PAGE).get_page(number)
    rows = list(page.object_list)
    about = {each.about.pk for each in rows if each.about is not None}
    named = applications_showing(person, FieldGroup.PEOPLE, about)
    act = ACTS.get(check.name)
    may_act = _where_may(person, act.permission, rows) if act else set()
    groups: list[MunicipalityRows] = []
    for each in rows:
        acting = _acting(facts, check, each, named)
        is_to_mend = each.about is not None and each.about.pk in may_act and not each.fulfils
        row = EvidenceRow(each, acting, act if is_to_mend else None)
        if groups and _key(groups[-1].rows[0].evidence) == _key(each):
            groups[-1] = MunicipalityRows(
                each.municipality, [*groups[-1].rows, row], lacking[_key(each)]
            )
        else:
            groups.append(MunicipalityRows(each.municipality, [row], lacking[_key(each)]))
    return VisibleEvidence(groups, page, hidden)


def _key(evidence: Evidence) -> int | None:
    return evidence.municipality.pk if evidence.municipality else None


def _place_in_list(evidence: Evidence) -> tuple[str, int, int, str]:
    owner = evidence.municipality
    return (
        str(owner or ""),
        owner.pk if owner else 0,
        list(Grade).index(evidence.grade),
        evidence.label,
    )


def _divided(
    person: Person, check: Check, evidence: Sequence[Evidence]
) -> tuple[list[Evidence], list[tuple[int, str]]]:
    """The rows that the person may see, and how many of the others there are for each reason."""
    may_open = openable(person, {each.place for each in evidence})
    about = {each.about.pk for each in evidence if each.about is not None}
    showing = applications_showing(person, check.group, about) if check.group else about
    shown, hidden = [], Counter[str]()
    for each in evidence:
        if each.place not in may_open:
            hidden[str(_WHY.get(each.place.kind, _WHY_NOT_OPEN))] += 1
        elif check.group and each.about is not None and each.about.pk not in showing:
            words = _("the host municipality has chosen who sees this: %(group)s")
            hidden[words % {"group": check.group.label}] += 1
        else:
            shown.append(each)
    return shown, [(number, why) for why, number in sorted(hidden.items())]


_WHY_NOT_OPEN = gettext_lazy("the pages are not for your role")
_COSTS = gettext_lazy("costs are for those who see costs in the municipality")
_WHY = {
    "cost_line": _COSTS,
    "budget_request": _COSTS,
    "proposal_fits": _COSTS,
    "share": _COSTS,
    "initiative": _COSTS,
    "opportunity": gettext_lazy("opportunities are for those who work with collaboration"),
    "notice": gettext_lazy("change notices are for those who see costs, and for those told"),
    "notices": gettext_lazy("change notices are for those who see costs, and for those told"),
}


def _where_may(person: Person, permission: Permission, rows: Sequence[Evidence]) -> set[int]:
    """The applications over which the person has a permission, by appointment or by a role of the application."""
    organisations = organisation_ids_where(person, permission)
    about = {each.about.pk: each.about for each in rows if each.about is not None}
    held = Responsibility.objects.on(today()).filter(person=person, application__in=about)
    by_role = {
        application
        for application, role in held.values_list("application", "role")
        if permission in ROLES[Role(role)]
    }
    return by_role | {key for key, each in about.items() if each.host_id in organisations}


def _acting(facts: Facts, check: Check, evidence: Evidence, named: Collection[int]) -> str:
    """Who is to mend a row, by name; where nobody is named, who then acts."""
    if evidence.grade not in {Grade.LACKING, Grade.VULNERABLE}:
        return ""
    about, municipality = evidence.about, evidence.municipality
    if check.acts == Role.SYSTEM_OWNER and about is not None:
        owner = facts.owners.get(about.pk)
        if owner is not None:
            words = _("%(name)s, system owner") if about.pk in named else _("the system owner")
            return words % {"name": owner}
        return _("No system owner is appointed: %(who)s appoints one") % {
            "who": _it_manager(facts, municipality)
        }
    if check.acts == Role.FEDERATION_ADMINISTRATOR:
        return _administrator(facts)
    if check.acts == Role.CONTROLLER and municipality is not None:
        controller = facts.controllers.get(municipality.pk)
        if controller is not None:
            return _("%(name)s, controller") % {"name": controller}
        return _("No controller is appointed: %(who)s acts") % {
            "who": _it_manager(facts, municipality)
        }
    return _it_manager(facts, municipality)


def _it_manager(facts: Facts, municipality: Organisation | None) -> str:
    if municipality is None or municipality.pk == facts.federation.pk:
        return _("the IT managers' group together")
    manager = facts.it_managers.get(municipality.pk)
    if manager is not None:
        return _("%(name)s, IT manager in %(municipality)s") % {
            "name": manager,
            "municipality": municipality,
        }
    return _("no IT manager is appointed in %(municipality)s: %(who)s appoints one") % {
        "municipality": municipality,
        "who": _administrator(facts),
    }


def _administrator(facts: Facts) -> str:
    if not facts.administrators:
        return _("nobody is named at the federation")
    return _("%(name)s, federation administrator") % {"name": facts.administrators[0]}
