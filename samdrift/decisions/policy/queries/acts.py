"""What is done about a row of a check, at which address, and which of these acts a person may do."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from samdrift.decisions.budgeting.queries import visible_requests
from samdrift.decisions.governance.queries import visible_proposals
from samdrift.decisions.introduction.queries import visible_steps
from samdrift.decisions.notices.queries.notices import (
    may_handle,
    may_tell_something,
    visible_notices,
)
from samdrift.decisions.planning.queries import visible_plans
from samdrift.foundation.organisations.access import (
    organisation_ids_where,
)
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_where
from samdrift.records.agreements.queries import visible_agreements
from samdrift.records.register.models import Application
from samdrift.records.register.queries import applications_where
from samdrift.records.spending.queries import (
    approvers_of,
    budgetable_lines,
    visible_cost_lines,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

Key = int | str


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that mends a row: its kind, the keys in its address, and what it is done over.

    over: the primary key of the application or the organisation over which the permission is asked; none where the
    keys say it. asked: what the form is begun with.
    """

    kind: str
    keys: tuple[Key, ...] = ()
    over: int | None = None
    asked: tuple[tuple[str, Key], ...] = ()

    @property
    def subject(self) -> Key:
        return self.keys[0] if self.over is None and self.keys else self.over or 0

    @property
    def label(self) -> "StrPromise":
        return ACTS[self.kind].label

    @property
    def url(self) -> str:
        address = reverse(ACTS[self.kind].address, args=self.keys)
        return f"{address}?{urlencode(self.asked)}" if self.asked else address


#: Which of these acts may the person do?
May = Callable[[Person, Collection[Act]], Collection[Act]]


@dataclass(frozen=True, slots=True)
class ActKind:
    """A kind of act: what it is called, its address, and who may do which."""

    label: "StrPromise"
    address: str
    may: May


def _over_applications(permission: Permission) -> May:
    def those(person: Person, acts: Collection[Act]) -> Collection[Act]:
        asked = applications_where(person, permission).filter(
            pk__in={each.subject for each in acts}
        )
        may = set(asked.values_list("pk", flat=True))
        return [each for each in acts if each.subject in may]

    return those


def _over_organisations(permission: Permission) -> May:
    def those(person: Person, acts: Collection[Act]) -> Collection[Act]:
        may = organisation_ids_where(person, permission)
        return [each for each in acts if each.subject in may]

    return those


def _in_group(permission: Permission) -> May:
    def those(person: Person, acts: Collection[Act]) -> Collection[Act]:
        return () if federation_where(person, permission) is None else acts

    return those


def _those_seen(visible: Callable[[Person], QuerySet[Any]], may: May) -> May:
    """Of those that the person sees: the first key of the address is a row's."""

    def those(person: Person, acts: Collection[Act]) -> Collection[Act]:
        rows = visible(person).filter(pk__in={each.keys[0] for each in acts})
        seen = set(rows.values_list("pk", flat=True))
        return may(person, [each for each in acts if each.keys[0] in seen])

    return those


def _whoever(person: Person, acts: Collection[Act]) -> Collection[Act]:
    return acts


def _approves(person: Person, acts: Collection[Act]) -> Collection[Act]:
    rows = visible_cost_lines(person).filter(pk__in={each.keys[0] for each in acts})
    lines = list(rows.select_related("application__host", "unit", "initiative"))
    may = {
        line
        for line, approvers in approvers_of(lines).items()
        if any(each.person.pk == person.pk for each in approvers)
    }
    return [each for each in acts if each.keys[0] in may]


def _tells(person: Person, acts: Collection[Act]) -> Collection[Act]:
    return acts if may_tell_something(person) else ()


def _handles(person: Person, acts: Collection[Act]) -> Collection[Act]:
    rows = visible_notices(person).filter(pk__in={each.keys[0] for each in acts})
    rows = rows.select_related("federation", "application__host", "initiative")
    may = {each.pk for each in rows if may_handle(person, each)}
    return [each for each in acts if each.keys[0] in may]


def _own(person: Person, acts: Collection[Act]) -> Collection[Act]:
    return [each for each in acts if each.over == person.organisation_id]


def _responsible_for_step(person: Person, acts: Collection[Act]) -> Collection[Act]:
    """The municipality's own people who introduce, and whoever is responsible for the step."""
    may = organisation_ids_where(person, Permission.INTRODUCE)
    own = visible_steps(person).filter(responsible=person, pk__in={each.keys[0] for each in acts})
    steps = set(own.values_list("pk", flat=True))
    return [each for each in acts if each.over in may or each.keys[0] in steps]


def _decides_itself(person: Person, acts: Collection[Act]) -> Collection[Act]:
    """Proposals put to some organisation for which the person records decisions."""
    may = organisation_ids_where(person, Permission.RECORD_DECISION)
    put = visible_proposals(person).filter(
        pk__in={each.keys[0] for each in acts}, organisations__in=may
    )
    proposals = set(put.values_list("pk", flat=True))
    return [each for each in acts if each.keys[0] in proposals]


_OWNER = _over_applications(Permission.APPOINT_OWNER)
_PROPOSE = _in_group(Permission.MAKE_PROPOSAL)
_DECIDE = _those_seen(visible_proposals, _over_organisations(Permission.RECORD_DECISION))
_AGREE = _over_applications(Permission.EDIT_AGREEMENT)
_UNITS = _over_organisations(Permission.MANAGE_UNITS)

ACTS = {
    "agree": ActKind(pgettext_lazy("act", "Register the agreement"), "agreement_add", _AGREE),
    "appoint_manager": ActKind(
        pgettext_lazy("act", "Appoint"),
        "responsibility_add",
        _over_applications(Permission.APPOINT_SYSTEM_MANAGER),
    ),
    "appoint_owner": ActKind(pgettext_lazy("act", "Appoint"), "responsibility_add", _OWNER),
    "approve": ActKind(pgettext_lazy("act", "Approve"), "cost_line_page", _approves),
    "begin_step": ActKind(
        pgettext_lazy("act", "Begin the step"),
        "step_begin",
        _those_seen(visible_steps, _responsible_for_step),
    ),
    "bind": ActKind(
        pgettext_lazy("act", "Add the party"),
        "agreement_party_add",
        _those_seen(visible_agreements, _over_organisations(Permission.EDIT_AGREEMENT)),
    ),
    "budget": ActKind(
        pgettext_lazy("act", "Budget"), "cost_line_add", _over_applications(Permission.EDIT_COSTS)
    ),
    "change_application": ActKind(
        pgettext_lazy("act", "Change the application"),
        "application_change",
        _over_applications(Permission.EDIT_APPLICATION),
    ),
    "change_line": ActKind(
        pgettext_lazy("act", "Change the line"),
        "cost_line_change",
        _those_seen(budgetable_lines, _whoever),
    ),
    "decide": ActKind(pgettext_lazy("act", "Record the decision"), "decision_add", _DECIDE),
    "decide_own": ActKind(
        pgettext_lazy("act", "Record the decision"),
        "decision_add",
        _those_seen(visible_proposals, _decides_itself),
    ),
    "fit": ActKind(
        pgettext_lazy("act", "Ask in the budget process"),
        "proposal_fits",
        _those_seen(visible_proposals, _over_organisations(Permission.HANDLE_BUDGET_REQUEST)),
    ),
    "introduce": ActKind(
        pgettext_lazy("act", "Make the introduction plan"),
        "introduction_add",
        _those_seen(visible_plans, _in_group(Permission.INTRODUCE)),
    ),
    "know": ActKind(
        pgettext_lazy("act", "Record competence"),
        "competence_record",
        _over_applications(Permission.EDIT_COMPETENCE),
    ),
    "level": ActKind(
        pgettext_lazy("act", "Record the level"),
        "level_record",
        _over_organisations(Permission.RECORD_LEVEL),
    ),
    "new_policy": ActKind(
        pgettext_lazy("act", "Read in a policy"), "policy_adopt", _in_group(Permission.EDIT_POLICY)
    ),
    "notice": ActKind(pgettext_lazy("act", "Tell"), "notice_add_platform", _tells),
    "notice_key": ActKind(pgettext_lazy("act", "Tell"), "notice_add_key", _tells),
    "plan": ActKind(
        pgettext_lazy("act", "Compute and propose a plan"),
        "plan_overview",
        _in_group(Permission.MAKE_PLAN),
    ),
    "propose": ActKind(pgettext_lazy("act", "Propose"), "proposal_add", _PROPOSE),
    "put_document": ActKind(pgettext_lazy("act", "Put to decision"), "policy", _PROPOSE),
    "read": ActKind(pgettext_lazy("act", "Say that you have read it"), "policy", _own),
    "refresh": ActKind(
        pgettext_lazy("act", "Record competence"),
        "competence_record",
        _over_organisations(Permission.EDIT_COMPETENCE),
    ),
    "remind": ActKind(pgettext_lazy("act", "Remind"), "notice_remind", _handles),
    "request": ActKind(
        pgettext_lazy("act", "Send into the budget process"),
        "budget_request_send",
        _those_seen(visible_requests, _over_organisations(Permission.HANDLE_BUDGET_REQUEST)),
    ),
    "frame": ActKind(
        pgettext_lazy("act", "Set a frame"), "frame_set", _over_organisations(Permission.EDIT_COSTS)
    ),
    "send": ActKind(pgettext_lazy("act", "Send"), "notice_send", _handles),
    "share": ActKind(
        pgettext_lazy("act", "Share the cost"), "share_add", _in_group(Permission.SHARE_COSTS)
    ),
    "share_propose": ActKind(
        pgettext_lazy("act", "Propose the share"),
        "share_propose",
        _in_group(Permission.SHARE_COSTS),
    ),
    "take_up": ActKind(
        pgettext_lazy("act", "Take it up"),
        "opportunity_page",
        _in_group(Permission.HANDLE_OPPORTUNITY),
    ),
    "train": ActKind(
        pgettext_lazy("act", "Write the training plan"),
        "training_plan",
        _over_applications(Permission.EDIT_COMPETENCE),
    ),
    "unit_add": ActKind(pgettext_lazy("act", "Add the IT unit"), "unit_add", _UNITS),
    "unit_change": ActKind(pgettext_lazy("act", "Change the unit"), "unit_change", _UNITS),
    "value": ActKind(
        pgettext_lazy("act", "Judge the value"),
        "value_assessment_add",
        _over_applications(Permission.ASSESS_OPERATION),
    ),
    "value_step": ActKind(
        pgettext_lazy("act", "Judge the value"),
        "value_assessment_add",
        _over_organisations(Permission.ASSESS_OPERATION),
    ),
    "withdraw": ActKind(
        pgettext_lazy("act", "Withdraw and propose anew"),
        "proposal_withdraw",
        _those_seen(visible_proposals, _PROPOSE),
    ),
}


def about(kind: str, application: Application, **asked: Key) -> Act:
    """An act at an address of the application's own."""
    return Act(kind, (application.pk,), asked=tuple(asked.items()))


def for_application(kind: str, application: Application, **asked: Key) -> Act:
    """An act at an address for everything, begun with the application."""
    return Act(kind, over=application.pk, asked=(("applikation", application.pk), *asked.items()))


def may_do(person: Person, acts: Iterable[Act]) -> set[Act]:
    """Those of the acts that the person may do; a fixed number of queries for each kind."""
    by_kind: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        by_kind[act.kind].append(act)
    if not person.is_active:
        return set()
    return {act for kind, found in by_kind.items() for act in ACTS[kind].may(person, found)}
