"""The parts of the start page, each computed only for those whom it is for."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.decisions.collaboration.opportunities_kept import kept_opportunities
from samdrift.decisions.governance.queries import visible_proposals
from samdrift.decisions.notices.queries.notices import sees_notices
from samdrift.decisions.overview.joint_kept import joint_by_municipality
from samdrift.decisions.overview.present.guide import cost_links, year_guide
from samdrift.decisions.policy.present import STATUS_WORDS, state_sentence
from samdrift.decisions.policy.queries import CheckStatus, policy_figures
from samdrift.decisions.sharing.queries.visible import sees_costs
from samdrift.entrances.portal.first_steps import first_steps, first_steps_of_member
from samdrift.entrances.portal.queries import lacks_of_mine
from samdrift.entrances.portal.reader_kinds import ReaderKind
from samdrift.foundation.meetings.queries import visible_groups
from samdrift.foundation.organisations.access import may_anywhere
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of
from samdrift.foundation.ui.charts import bar_track
from samdrift.foundation.ui.templatetags.ui import estimate, figure, thousands
from samdrift.records.agreements.ahead import agreements_ahead
from samdrift.records.agreements.present import term_table
from samdrift.records.register.queries import (
    roles_on_applications,
    visible_applications,
    without_owner,
)

SHOWN_OF_MINE, SHOWN_AGREEMENTS, SHOWN_PAYERS, SHOWN_PROPOSALS, SHOWN_GROUPS = 8, 6, 7, 5, 3
#: For those who govern, whose page holds more.
FEWEST_OF_MINE = 2
THOUSAND_KRONOR = 100_000

Part = Callable[[Person, ReaderKind], dict[str, Any]]


def beginning(person: Person, kind: ReaderKind) -> dict[str, Any]:
    """The steps of the beginning, until they are done."""
    federation = federation_of(person)
    if federation is None:
        return {}
    if kind is ReaderKind.ADMINISTRATOR:
        return {"first_steps": first_steps(person, federation, policy_figures(person))}
    return {"first_steps": first_steps_of_member(person)}


def figures_in_a_strip(person: Person, kind: ReaderKind) -> dict[str, Any]:
    """How much there is of what the person governs, each figure with the list that it counts."""
    applications = visible_applications(person).on(today())
    number = applications.count()
    pressing = agreements_ahead(person, today()).to_act_on
    at_ease = "success" if number else "neutral"  # where there is nothing, nothing is well
    kpis = [
        _kpi(number, _("Applications in the register"), reverse("application_list")),
        _kpi(
            pressing,
            _("Agreements to act on"),
            reverse("agreement_list") + "?atgard=1",
            tone="warning" if pressing else at_ease,
        ),
    ]
    kept = kept_opportunities(person)
    if kept is not None:
        kpis.append(
            _kpi(
                len(kept.rows),
                _("Opportunities to collaborate"),
                reverse("opportunity_list"),
                note=_saving(sum(each.saving_ore or 0 for each in kept.rows)),
            )
        )
    if kind is not ReaderKind.CONTROLLER:
        ownerless = without_owner(applications, person, today()).count()
        kpis.append(
            _kpi(
                ownerless,
                _("Applications without a system owner"),
                reverse("application_list") + "?utan_agare=1",
                tone="warning" if ownerless else at_ease,
            )
        )
    policy = policy_figures(person)
    if policy is not None:
        kpis.append(_policy_kpi(policy.status.counts))
    told = state_sentence(policy.status.policy, policy.state) if policy else ""
    behind = [each for each in (kept, policy) if each is not None and each.is_behind]
    return {"kpis": kpis, "behind": behind[0] if behind else None, "policy_told": told}


def _policy_kpi(counts: Any) -> dict[str, object]:
    """How many clauses are fulfilled; where none is judged yet, how many are not."""
    is_judged = not counts[CheckStatus.NOT_JUDGED]
    status = CheckStatus.FULFILLED if is_judged else CheckStatus.NOT_JUDGED
    return _kpi(
        figure(counts[status], "thousands", "policy.clauses", status),
        _("Fulfilled clauses of the policy")
        if is_judged
        else _("The policy: %(status)s") % {"status": STATUS_WORDS[status]},
        reverse("policy"),
        note=_("of %(all)s") % {"all": sum(counts.values())},
    )


def _saving(ore: int) -> str:
    return _("%(kronor)s a year") % {"kronor": estimate(ore)} if ore else ""


def year_in_short(person: Person, _kind: ReaderKind) -> dict[str, Any]:
    """Where this year's joint costs stand, and last year's while it is not settled: for those who handle them."""
    if not may_anywhere(person, Permission.SETTLE_COSTS):
        return {}
    year = today().year
    last = year_guide(person, year - 1)
    open_before = last is not None and 0 < last["done"] < len(last["steps"])
    found = [last if open_before else None, year_guide(person, year)]
    return {"guides": [_shorten(guide) for guide in found if guide is not None]}


def _shorten(guide: dict[str, Any]) -> dict[str, Any]:
    now = next((step for step in guide["steps"] if step.state == "now"), None)
    url = f"{reverse('cost_overview')}?ar={guide['year']}"
    words = ngettext(
        "%(done)s of %(number)s step is done.",
        "%(done)s of %(number)s steps are done.",
        len(guide["steps"]),
    ) % {"done": guide["done"], "number": len(guide["steps"])}
    return {**guide, "now": now, "url": url, "words": words}


def terms_of_agreements(person: Person, _kind: ReaderKind) -> dict[str, Any]:
    ahead = agreements_ahead(person, today())
    shown = ahead.coming[:SHOWN_AGREEMENTS]
    return {"terms": term_table(shown), "agreement_count": ahead.number}


def joint_cost_bars(person: Person, _kind: ReaderKind) -> dict[str, Any]:
    """What each municipality pays this year for what is joint."""
    year = today().year
    paid = joint_by_municipality(person, year)
    if paid is None:
        return {}
    total, most = sum(each.ore for each in paid.rows), max(each.ore for each in paid.rows)
    rows = [
        {
            "label": each.name,
            "own": each.is_own,
            "words": thousands(round(each.ore / THOUSAND_KRONOR)),
            "share": f"{round(100 * each.ore / total) if total else 0} %",
            "picture": bar_track(max(0, each.ore) / most if most > 0 else 0, is_own=each.is_own),
        }
        for each in paid.rows[:SHOWN_PAYERS]
    ]
    heads = [_("Municipality"), _("Thousand kronor"), _("Share")]
    return {
        "bars": {"heads": heads, "rows": rows},
        "bars_heading": _("Joint costs %(year)s by municipality") % {"year": year},
    }


def own_applications(person: Person, kind: ReaderKind) -> dict[str, Any]:
    """The applications that the person answers for, and what they lack."""
    if not roles_on_applications(person):
        return {}
    mine = lacks_of_mine(person)
    most = FEWEST_OF_MINE if kind.governs else SHOWN_OF_MINE
    return {"mine": mine[:most], "mine_count": len(mine)}


def proposals(person: Person, _kind: ReaderKind) -> dict[str, Any]:
    rows = visible_proposals(person).select_related(None).order_by("-pk")
    return {"proposals": list(rows[:SHOWN_PROPOSALS])}


def front_door(_person: Person, kind: ReaderKind) -> dict[str, Any]:
    """The one question of who is to find something; an employee's comes first."""
    return {"door": "first" if kind is ReaderKind.EMPLOYEE else "later"}


def ways_on(person: Person, kind: ReaderKind) -> dict[str, Any]:
    """Where the rest is that the person may want."""
    links: list[dict[str, str]] = []
    if kind is not ReaderKind.EMPLOYEE:
        links += cost_links(person)
        if sees_costs(person) or sees_notices(person):
            links.append({"label": _("What changes for us"), "url": reverse("changes_for_us")})
        links += [
            {"label": str(group), "url": reverse("group_page", args=[group.pk])}
            for group in visible_groups(person).select_related(None)[:SHOWN_GROUPS]
        ]
    if not kind.governs and person.organisation is not None:
        number = visible_applications(person).used_by(person.organisation, today()).count()
        words = ngettext(
            "Your municipality uses %(number)s application",
            "Your municipality uses %(number)s applications",
            number,
        )
        links.append({"label": words % {"number": number}, "url": reverse("application_list")})
    return {"ways_on": links}


#: What stands on the page of whom, beside what waits for everybody.
PARTS: dict[ReaderKind, tuple[Part, ...]] = {
    ReaderKind.ADMINISTRATOR: (
        beginning,
        year_in_short,
        figures_in_a_strip,
        terms_of_agreements,
        joint_cost_bars,
        ways_on,
    ),
    ReaderKind.IT_MANAGER: (
        beginning,
        figures_in_a_strip,
        own_applications,
        terms_of_agreements,
        joint_cost_bars,
        ways_on,
    ),
    ReaderKind.CONTROLLER: (
        year_in_short,
        figures_in_a_strip,
        terms_of_agreements,
        joint_cost_bars,
        ways_on,
    ),
    ReaderKind.AUDITOR: (figures_in_a_strip, proposals, joint_cost_bars, ways_on),
    ReaderKind.DEPARTMENT_MANAGER: (front_door, own_applications, ways_on),
    ReaderKind.OWNER: (own_applications, front_door, ways_on),
    ReaderKind.NEIGHBOUR: (terms_of_agreements, ways_on),
    ReaderKind.SUPPLIER: (terms_of_agreements, ways_on),
    ReaderKind.EMPLOYEE: (front_door, ways_on),
}


def _kpi(
    value: object, label: str, url: str, *, tone: str = "neutral", note: str = ""
) -> dict[str, object]:
    return {"value": value, "label": label, "url": url, "tone": tone, "note": note}
