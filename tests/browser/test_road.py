"""Every page of the main road in a real browser, on the demonstration: accessible, within its width, without errors."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, ConsoleMessage, expect

from samdrift.decisions.governance.models import Proposal
from samdrift.decisions.introduction.models import Step
from samdrift.decisions.sharing.models import (
    DepartmentLine,
    DepartmentRule,
    KeyKind,
    Share,
    ShareLine,
    SharingRule,
)
from samdrift.foundation.audit.models import ChangeSet
from samdrift.foundation.messages.models import Message
from samdrift.foundation.messages.unsubscribing import unsubscribe_url
from samdrift.foundation.messages.waiting_digest import WAITING_DIGEST
from samdrift.foundation.organisations.models import Function
from samdrift.journey.decide import Decided
from samdrift.journey.organisations import Society
from samdrift.records.agreements.models import Agreement
from samdrift.records.register.models import Application
from samdrift.records.spending.models import CostLine, JointInitiative
from tests.browser.conftest import faults

pytestmark = pytest.mark.django_db(transaction=True)
LISTS = [
    "start",
    "application_list",
    "application_search",
    "application_add",
    "product_list",
    "area_list",
    "supplier_list",
    "audience_page",
    "agreement_list",
    "agreement_add",
    "opportunity_list",
    "level_overview",
    "plan_overview",
    "scenario_add",
    "introduction_list",
    "balance_page",
    "value_assessment_list",
    "value_assessment_add",
    "cost_overview",
    "fairness_overview",
    "all_costs_key",
    "share_list",
    "share_add",
    "share_all",
    "sharing_rule_list",
    "sharing_rule_add",
    "department_rule_list",
    "cost_line_list",
    "cost_approval",
    "initiative_list",
    "initiative_add",
    "settlement_list",
    "cost_line_add",
    "ledger_account_list",
    "billing_list",
    "notice_list",
    "notice_add_platform",
    "notice_add_key",
    "changes_for_us",
    "budget_request_list",
    "proposal_list",
    "proposal_add",
    "policy",
    "organisation_list",
    "function_list",
    "it_unit_comparison",
    "person_list",
    "upload_list",
    "upload_new",
    "competence_list",
    "token_list",
    "api_description",
    "accessibility",
    "personal_data",
]


BUDGETS = [
    "cost_follow_up",
    "cost_waiting",
    "cost_copy",
    "cost_derive",
    "frame_list",
    "frame_set",
    "delegation_list",
    "approval_rule_list",
    "cost_sheets",
    "cost_upload_new",
]


def _addresses(society: Society, decided: Decided) -> list[str]:
    finance = Application.objects.get(name__startswith="Ekonomisystem", host__short_name="Åmål")
    assert decided.plan is not None
    agreement = Agreement.objects.filter(applications=finance)[0]
    one = finance.pk
    assert decided.charged is not None
    assert decided.settled is not None
    initiative = JointInitiative.objects.get()
    return [
        *(reverse(name) for name in [*LISTS, *BUDGETS]),
        *_letters(society),
        reverse("settlement_page", args=[decided.charged.pk]),
        reverse("charge_page", args=[decided.charged.charges.all()[0].pk]),
        *(
            reverse("charge_page", args=[made.charges.all()[0].pk])
            for made in (decided.settled.settled, decided.settled.corrected)
        ),
        reverse("settlement_page", args=[decided.settled.corrected.pk]),
        reverse("export_list", args=[decided.charged.pk]),
        reverse("export_page", args=[decided.charged.pk, finance.host_id]),
        reverse("export_page", args=[decided.settled.charged.pk, finance.host_id]),
        reverse(
            "share_line_page", args=[ShareLine.objects.filter(share__application=finance)[0].pk]
        ),
        reverse("share_line_page", args=[ShareLine.objects.filter(share__key="mix")[0].pk]),
        *(reverse("sharing_rule_add") + f"?nyckel={key}" for key in KeyKind.values),
        *(
            reverse(name, args=[SharingRule.objects.all()[0].pk])
            for name in ("sharing_rule_page", "sharing_rule_change", "sharing_rule_end")
        ),
        *(
            reverse(name, args=[DepartmentRule.objects.filter(organisation=finance.host)[0].pk])
            for name in ("department_rule_page", "department_rule_end")
        ),
        reverse("department_rule_add", args=[finance.host_id]),
        reverse("municipality_page", args=[finance.host_id]),
        reverse("municipality_page", args=[finance.host_id]) + "?ar=2008&slag=actual",
        reverse("initiative_page", args=[initiative.pk]),
        reverse("initiative_join", args=[initiative.pk]),
        reverse("initiative_cost_page", args=[initiative.pk]),
        reverse("cost_line_page", args=[CostLine.objects.filter(application=finance)[0].pk]),
        reverse("cost_line_change", args=[CostLine.objects.filter(application=finance)[0].pk]),
        reverse("application_follow_up", args=[one]),
        reverse("cost_follow_up") + f"?kommun={finance.host_id}&ar=2008",
        reverse("cost_copy") + "?ar=2008&slag=budget&till_ar=2010&till_slag=budget&index=2,5",
        reverse("application_search") + "?q=karta",
        reverse("application_page", args=[one]) + "?dag=2008-06-01",
        *(
            reverse(name, args=[one])
            for name in (
                "application_change",
                "application_retire",
                "participation_add",
                "responsibility_add",
                "assessment_add",
                "dependency_add",
                "lifecycle_add",
            )
        ),
        reverse("product_page", args=[finance.product_id]),
        reverse("function_page", args=[Function.objects.get(name="Utbildning").pk]),
        reverse("area_page", args=[finance.area_id]),
        reverse("agreement_page", args=[agreement.pk]),
        reverse("opportunity_page", args=[decided.opportunities[0].address]),
        reverse("opportunity_propose", args=[decided.opportunities[0].address]),
        *(
            reverse(name, args=[decided.plan.scenario_id])
            for name in (
                "scenario_page",
                "scenario_change",
                "scenario_copy",
                "scenario_remove",
                "pin_add",
                "limit_add",
            )
        ),
        *(
            reverse(name, args=[decided.plan.pk])
            for name in (
                "plan_page",
                "plan_target",
                "plan_measures",
                "plan_costs",
                "plan_limits",
                "plan_alternatives",
                "plan_assumptions",
                "plan_proof",
                "plan_what_if",
            )
        ),
        reverse("run_page", args=[decided.plan.run.pk]),
        reverse("plan_compare"),
        reverse("plan_compare") + f"?plan={decided.plan.pk}&plan={decided.variants[0].pk}",
        *_introductions(decided),
        reverse("joint_cost_page", args=[one]),
        reverse("joint_cost_fairness", args=[one])
        + "?modell=fixed&foljer=licence&nyckel=mix&bas=20",
        reverse("joint_cost_alone", args=[one]),
        reverse("joint_cost_key", args=[one]),
        reverse("initiative_fairness", args=[initiative.pk]),
        reverse("share_page", args=[Share.objects.filter(application=finance)[0].pk]),
        reverse("proposal_page", args=[Proposal.objects.order_by("pk")[0].pk]),
        reverse("clause_page", args=["P5.1"]),
        *(reverse("notice_page", args=[each.pk]) for each in decided.notices),
        *(
            reverse(name, args=[decided.notices[2].pk])
            for name in ("notice_change", "notice_send", "notice_discard")
        ),
        reverse("notice_withdraw", args=[decided.notices[0].pk]),
        reverse("notice_remind", args=[decided.notices[0].pk]),
        reverse("notice_acknowledge", args=[decided.notices[0].pk]),
        reverse("proposal_fits", args=[decided.requests[0].proposal_id]),
        reverse("person_page", args=[society.people["agare"].pk]),
        reverse("supplier_page", args=[finance.product.supplier_id]),
        reverse("attachment_add", args=["avtal", agreement.pk]),
        reverse(
            "change_set", args=[ChangeSet.objects.filter(by_id=society.people["it.amal"].pk)[0].pk]
        ),
        *_meetings(decided),
    ]


def _meetings(decided: Decided) -> list[str]:
    """The group, what it is called to, and what it has noted."""
    assert decided.group is not None
    noted, called = (decided.group.meetings.get(state=each) for each in ("noted", "called"))
    return [
        reverse("group_list"),
        reverse("group_page", args=[decided.group.pk]),
        *(reverse(name, args=[noted.pk]) for name in ("meeting_page", "notes_write")),
        *(reverse(name, args=[called.pk]) for name in ("meeting_page", "item_add")),
    ]


def _letters(society: Society) -> list[str]:
    """One's own letters, what one chooses, one that could not be mailed, and where a letter is declined."""
    owner = society.people["agare"]
    Message.objects.create(
        person=owner, kind=WAITING_DIGEST.name, state="failed", problem="TimeoutError", attempts=5
    )
    return [
        reverse("message_list"),
        reverse("message_choices"),
        reverse("message_failed"),
        urlsplit(unsubscribe_url(owner, WAITING_DIGEST)).path,
    ]


def _of_the_controller(society: Society, decided: Decided) -> list[str]:
    """What a controller is let in to and an IT manager is not; and the own municipality's departments and requests."""
    assert decided.settled is not None
    own = society.organisations["mellerud"].pk
    return [
        reverse("approval_rule_set", args=[own]),
        reverse("billing_change", args=[own]),
        reverse(
            "department_page",
            args=[DepartmentLine.objects.filter(unit__organisation=own)[0].unit_id],
        ),
        reverse(
            "budget_request_page",
            args=[next(each.pk for each in decided.requests if each.organisation_id == own)],
        ),
        reverse("ledger_account_add"),
        reverse("settlement_add"),
        reverse("settlement_correct", args=[decided.settled.corrected.pk]),
    ]


def _visits(society: Society, decided: Decided) -> list[tuple[str, str]]:
    """Who opens what."""
    return [
        *(("it.amal", address) for address in _addresses(society, decided)),
        *(("controller", address) for address in _of_the_controller(society, decided)),
    ]


def _introductions(decided: Decided) -> list[str]:
    introduction = decided.introduced.introduction
    assert introduction is not None
    step = Step.objects.filter(kind="training", move__organisation__short_name="Åmål")[0]
    told = ("step_page", "step_begin", "step_complete", "step_slip", "step_assign", "step_cancel")
    return [
        reverse("introduction_page", args=[introduction.pk]),
        reverse("introduction_add", args=[introduction.plan_id]),
        reverse("introduction_of_one", args=[introduction.pk, step.move.organisation_id]),
        reverse("step_list", args=[introduction.pk]),
        *(reverse(name, args=[step.pk]) for name in told),
        reverse("step_reopen", args=[decided.introduced.done[0].pk]),
        reverse("value_assessment_page", args=[decided.introduced.assessments[0].pk]),
    ]


def _cookie(url: str, email: str) -> dict[str, str]:
    from samdrift.foundation.organisations.models import Person

    client = Client()
    client.force_login(Person.objects.get(email=email))
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}


def _cookies(url: str) -> dict[str, dict[str, str]]:
    return {who: _cookie(url, f"{who}@demo.example") for who in ("it.amal", "controller")}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_the_road_is_open_to_everyone(
    chromium: Browser, live_server, demonstration, scheme: str, width: int
) -> None:
    wrong: list[str] = []

    def heard(said: ConsoleMessage) -> None:
        if said.type == "error":
            wrong.append(said.text)

    context = chromium.new_context(viewport={"width": width, "height": 900}, locale="sv-SE")
    context.add_cookies([{"name": "utseende", "value": scheme, "url": live_server.url}])
    page = context.new_page()
    page.on("console", heard)
    cookies = _cookies(live_server.url)
    for place, (who, address) in enumerate(_visits(*demonstration)):
        context.add_cookies([cookies[who]])
        answer = page.goto(live_server.url + address)
        assert answer is not None
        if answer.status != 200:
            wrong.append(f"{address}: {answer.status}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{address}: wider than {width}")
        if scheme == "light" or place % 2:  # what is dark has the same elements in other colours
            wrong += [f"{address} {scheme}: {rule} {places}" for rule, places in faults(page)]
    context.close()
    assert not wrong, "\n".join(wrong)


def test_what_opportunities_are_ordered_by_is_on_the_screen(
    chromium: Browser, live_server, demonstration
) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
    context.add_cookies([_cookies(live_server.url)["it.amal"]])
    page = context.new_page()
    page.goto(live_server.url + reverse("opportunity_list"))
    points = page.get_by_role("columnheader", name="Poäng").bounding_box()
    assert points is not None
    assert points["x"] + points["width"] <= 1280
    context.close()


def test_the_road_is_open_without_javascript(chromium: Browser, live_server, demonstration) -> None:
    without = chromium.new_context(java_script_enabled=False, locale="sv-SE")
    page = without.new_page()
    cookies = _cookies(live_server.url)
    for who, address in _visits(*demonstration)[
        ::3
    ]:  # every third page: they share their components
        without.add_cookies([cookies[who]])
        page.goto(live_server.url + address)
        expect(page.locator("h1").first).to_be_visible()
    without.close()


def test_the_three_questions_are_answered_by_clicking(
    chromium: Browser, live_server, demonstration
) -> None:
    """Who owned this on that day, why is this an opportunity, how was this share computed: from the start page."""
    context = chromium.new_context(locale="sv-SE", java_script_enabled=False)
    context.add_cookies([_cookie(live_server.url, "it.amal@demo.example")])
    page = context.new_page()
    start = live_server.url + "/"
    page.goto(start)
    page.get_by_role("link", name="Applikationer i registret").click()
    page.get_by_role("link", name="Ekonomisystem", exact=True).first.click()
    page.locator(".tabs").get_by_role("link", name="Historik").click()
    page.get_by_label("Dag", exact=True).fill("2008-06-01")
    page.get_by_role("button", name="Visa", exact=True).click()
    expect(page.get_by_text("Den 2008-06-01 ägdes den av")).to_contain_text("Eva Ekman")
    page.goto(start)
    page.get_by_role("link", name="Möjligheter till samverkan").first.click()
    page.locator("tbody").get_by_role("rowheader").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("#rank")).to_contain_text("poäng")
    page.goto(start)
    page.get_by_role("link", name="Så räknas andelarna").click()
    page.get_by_role("link", name="Ekonomisystem", exact=True).first.click()
    expect(page.locator("#workings")).to_be_visible()
    expect(page.locator("tfoot").last).to_contain_text("2 150 000,00".replace(" ", "\u00a0"))
    context.close()
