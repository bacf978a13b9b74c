"""The rows behind a figure as one person may see them: who acts on each, since when, and where."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.policy.queries.acts import Act, may_do
from samdrift.decisions.policy.queries.facts import Facts
from samdrift.decisions.policy.queries.measures import Check
from samdrift.decisions.policy.queries.places import openable
from samdrift.decisions.policy.queries.results import Evidence, Grade, Result
from samdrift.decisions.policy.queries.seen import applications_showing
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.models import FieldGroup

ROWS_A_PAGE = 50
TO_MEND = {Grade.LACKING, Grade.VULNERABLE}


@dataclass(frozen=True)
class EvidenceRow:
    """One row as a person sees it. acting: who is to mend it, in words; act: what the person may do about it."""

    evidence: Evidence
    acting: str
    act: Act | None = None


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
    shown, hidden = _divide(person, check, result.evidence)
    lacking = Counter(_key(each) for each in shown if each.grade in TO_MEND)
    page = Paginator(sorted(shown, key=_place_in_list), ROWS_A_PAGE).get_page(number)
    rows = list(page.object_list)
    about = {each.about.pk for each in rows if each.about is not None}
    named = applications_showing(person, FieldGroup.PEOPLE, about)
    acts = {each.act for each in rows if each.act is not None and each.grade in TO_MEND}
    may_act = may_do(person, acts)
    groups: list[MunicipalityRows] = []
    for each in rows:
        acting = _acting(facts, check, each, named)
        is_to_mend = each.grade in TO_MEND and each.act in may_act
        row = EvidenceRow(each, acting, each.act if is_to_mend else None)
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


def _divide(
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


def _acting(facts: Facts, check: Check, evidence: Evidence, named: Collection[int]) -> str:
    """Who is to mend a row, by name; where nobody is named, who then acts."""
    if evidence.grade not in TO_MEND:
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
    if municipality is None or municipality.pk == facts.federation.pk:
        return _it_managers(facts, evidence.concerns)
    return _it_manager(facts, municipality)


def _it_managers(facts: Facts, concerns: Collection[str]) -> str:
    """Those of the municipalities concerned; of all where none is said."""
    members = [each for each in facts.members if not concerns or str(each) in concerns]
    names = [str(facts.it_managers[each.pk]) for each in members if each.pk in facts.it_managers]
    if not names:
        return _("the IT managers' group together")
    return _("the IT managers together: %(names)s") % {"names": ", ".join(names)}


def _it_manager(facts: Facts, municipality: Organisation | None) -> str:
    if municipality is None or municipality.pk == facts.federation.pk:
        return _it_managers(facts, ())
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
