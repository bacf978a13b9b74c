"""Pages of scenarios, computations and plans: what they say, whom they let in, what survives a refusal."""

import io
import json
import re

import openpyxl
import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samdrift.core.planning import Pin, PinKind, Rule
from samdrift.core.planning.answer import solve_document
from samdrift.decisions.planning import actions
from samdrift.decisions.planning.actions.computing import compute
from samdrift.decisions.planning.convert.register import read_register
from samdrift.decisions.planning.models import Plan, Run, RunState, Scenario
from samdrift.decisions.planning.views.proof import recount
from samdrift.records.register.models import Application, Participation
from tests import factories
from tests.integration.test_planning_actions import NEW_YEAR, add_scenario, fill_register, silent
from tests.people import Society

PAGES = (
    "plan_page",
    "plan_target",
    "plan_measures",
    "plan_costs",
    "plan_limits",
    "plan_alternatives",
    "plan_assumptions",
    "plan_proof",
)
FILES = ("plan_problem", "plan_answer", "plan_workbook", "plan_report")


@pytest.fixture
def scenario(people: Society) -> Scenario:
    fill_register(people)
    return add_scenario(people)


@pytest.fixture
def plan(people: Society, scenario: Scenario) -> Plan:
    return actions.compute_plan(by=people.anna, scenario=scenario)


@pytest.fixture
def anna(people: Society, as_person) -> Client:
    return as_person(people.anna)


@pytest.mark.parametrize("name", [*PAGES, *FILES])
def test_who_opens_a_plans_pages(people: Society, plan: Plan, as_person, name: str) -> None:
    address = reverse(name, args=[plan.pk])
    assert as_person(people.anna).get(address).status_code == 200
    for stranger in (people.bo, people.cilla, people.seller):
        assert as_person(stranger).get(address).status_code == 404
    actions.propose_plan(by=people.anna, plan=plan)
    assert (
        as_person(people.bo).get(address).status_code == 200
    )  # a proposal is for everyone in the federation
    assert as_person(people.cilla).get(address).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_the_same_however_much_is_planned(
    people: Society, plan: Plan, anna: Client, name: str
) -> None:
    def cost(pk: int) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            anna.get(reverse(name, args=[pk]))
        return len(queries)

    actions.compute_plan(by=people.anna, scenario=add_scenario(people, name="Bredvid"))
    cost(plan.pk)
    few = cost(plan.pk)
    for number in range(3):
        area = factories.area(f"område {number}")
        for organisation in (people.amal, people.mellerud):
            made = factories.application(
                organisation,
                f"System {number}",
                area=area,
                product=factories.product(f"Produkt {number}"),
            )
            factories.participation(made, organisation)
            made.cost_lines.create(bearer=organisation, year=2009, amount_ore=9_000_000)
    larger = actions.compute_plan(by=people.anna, scenario=add_scenario(people, name="Större"))
    assert len(larger.basis["areas"]) == 4
    assert cost(larger.pk) <= few + 1  # the history's page of one more event


def test_the_register_is_read_in_a_fixed_number_of_queries(people: Society) -> None:
    fill_register(people)
    scenario = add_scenario(people)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            read_register(scenario, NEW_YEAR)
        return len(queries)

    def add(number: int) -> None:
        area = factories.area("karta")
        rows = Application.objects.bulk_create(
            Application(name=f"System {at}", host=people.amal, area=area, starts_on=NEW_YEAR)
            for at in range(number)
        )
        Participation.objects.bulk_create(
            Participation(application=row, organisation=people.amal, starts_on=NEW_YEAR)
            for row in rows
        )

    add(3)
    few = cost()
    add(2_000)
    assert cost() == few


def test_an_empty_installation_says_what_to_do(people: Society, anna: Client) -> None:
    assert "Inget scenario" in anna.get(reverse("plan_overview")).content.decode()
    scenario = add_scenario(people)
    run = actions.ask_for_plan(by=people.anna, scenario=scenario)
    compute(run.pk)
    page = anna.get(reverse("run_page", args=[run.pk])).content.decode()
    assert "inga applikationer som medlemmarna använder" in page


def test_a_computation_is_asked_for_watched_and_found(
    people: Society, scenario: Scenario, anna: Client
) -> None:
    sent = anna.post(reverse("plan_compute", args=[scenario.pk]))
    run = Run.objects.get()
    address = reverse("run_page", args=[run.pk])
    assert sent["Location"] == address
    assert 'http-equiv="refresh"' in anna.get(address).content.decode()  # without script
    again = anna.post(reverse("plan_compute", args=[scenario.pk]), follow=True)
    assert "beräknas redan" in again.content.decode()
    part = anna.get(f"{address}?framdrift=1", headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<div id="progress"')
    compute(run.pk)
    run.refresh_from_db()
    moved = anna.get(f"{address}?framdrift=1", headers={"HX-Request": "true"})
    assert moved["HX-Redirect"] == reverse("plan_page", args=[run.plan_id])
    assert reverse("plan_page", args=[run.plan_id]) in anna.get(address).content.decode()


def test_a_silent_computation_can_be_put_back(
    people: Society, scenario: Scenario, anna: Client
) -> None:
    run = silent(people, scenario)
    address = reverse("run_page", args=[run.pk])
    assert reverse("run_resume", args=[run.pk]) in anna.get(address).content.decode()
    anna.post(reverse("run_resume", args=[run.pk]))
    run.refresh_from_db()
    assert run.state == RunState.WAITING
    anna.post(reverse("run_stop", args=[run.pk]))
    run.refresh_from_db()
    assert run.state == RunState.BROKEN


def test_a_pin_says_what_it_lacks_and_keeps_what_was_typed(
    scenario: Scenario, anna: Client
) -> None:
    address = reverse("pin_add", args=[scenario.pk])
    refused = anna.post(address, {"kind": "keep_product", "area": "karta"})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Den här sortens låsning kräver att det anges" in page
    assert '<option value="karta" selected>' in page
    assert (
        anna.post(
            address, {"kind": "keep_product", "area": "karta", "product": "ArcGIS"}
        ).status_code
        == 302
    )
    page = anna.get(reverse("scenario_page", args=[scenario.pk])).content.decode()
    assert "Behåll ArcGIS i karta" in page
    anna.post(reverse("pin_remove", args=[scenario.pk, 0]))
    scenario.refresh_from_db()
    assert scenario.pins == []


def test_a_limit_is_for_its_own_kind(scenario: Scenario, anna: Client) -> None:
    address = reverse("limit_add", args=[scenario.pk])
    wrong = {"rule": "unit-capacity", "of": "1492", "amount": "2,5"}
    refused = anna.post(address, wrong)
    assert refused.status_code == 422
    assert "Välj en IT-enhet" in refused.content.decode()
    assert 'value="2,5"' in refused.content.decode()
    assert (
        anna.post(address, {"rule": "change-days", "of": "1492", "amount": "12,5"}).status_code
        == 302
    )
    scenario.refresh_from_db()
    assert scenario.own_limits == [
        {"rule": "change-days", "of": "1492", "amount": 12.5, "year": None}
    ]
    anna.post(reverse("limit_remove", args=[scenario.pk, 0]))
    scenario.refresh_from_db()
    assert scenario.own_limits == []


def test_a_scenario_is_copied_and_changed_in_the_browser(scenario: Scenario, anna: Client) -> None:
    sent = anna.post(reverse("scenario_copy", args=[scenario.pk]), {"name": "Kopia"})
    copy = Scenario.objects.get(name="Kopia")
    assert sent["Location"] == reverse("scenario_page", args=[copy.pk])
    taken = anna.post(reverse("scenario_copy", args=[scenario.pk]), {"name": "Kopia"})
    assert taken.status_code == 422
    assert anna.post(reverse("scenario_change", args=[copy.pk]), {"name": ""}).status_code == 422


def test_what_if_is_answered_beside_the_plan(plan: Plan, anna: Client) -> None:
    address = reverse("plan_what_if", args=[plan.pk])
    assert anna.post(address, {"more_days": ""}).status_code == 422
    sent = anna.post(address, {"more_days": "-60"})
    run = Run.objects.order_by("-pk")[0]
    assert sent["Location"] == reverse("run_page", args=[run.pk])
    compute(run.pk)
    run.refresh_from_db()
    beside = f"{reverse('plan_compare')}?plan={plan.pk}&plan={run.plan_id}"
    assert beside.replace("&", "&amp;") in anna.get(sent["Location"]).content.decode()
    page = anna.get(beside).content.decode()
    assert "som i dag i stället för ArcGIS" in page
    assert anna.get(reverse("plan_compare")).status_code == 200


def test_the_dearest_limit_is_said_aloud(people: Society, scenario: Scenario, anna: Client) -> None:
    """Åmål is made ready for 40 000, and Mellerud needs ten days to move; with nine it must stay."""
    limited = actions.set_limit(
        by=people.anna, scenario=scenario, rule=Rule.CHANGE_DAYS, of="1461", amount=9
    )
    limited = actions.set_limit(
        by=people.anna, scenario=limited, rule=Rule.CHANGE_DAYS, of="1492", amount=9
    )
    plan = actions.compute_plan(by=people.anna, scenario=limited)
    page = anna.get(reverse("plan_limits", args=[plan.pk])).content.decode()
    assert plan.saving_ore == 0
    assert "taket för arbetsdagar för förändring kostar" in page


def test_an_infeasible_plan_names_limits_and_leads_to_them(
    people: Society, scenario: Scenario, anna: Client
) -> None:
    own = people.mellerud.units.get(kind="it_unit")
    for pin in (
        Pin(PinKind.GOES_OVER, area="karta", municipality="1461"),
        Pin(PinKind.FORBID_HOST, unit=f"u{own.pk}"),
    ):
        scenario = actions.add_pin(by=people.anna, scenario=scenario, pin=pin)
    scenario = actions.set_limit(
        by=people.anna, scenario=scenario, rule=Rule.CHANGE_DAYS, of="1461", amount=1
    )
    plan = actions.compute_plan(by=people.anna, scenario=scenario)
    page = anna.get(reverse("plan_page", args=[plan.pk])).content.decode()
    assert "<li>Mellerud: arbetsdagar för förändring, 2009, 2010, 2011</li>" in page
    assert "<li>Mellerud får vara kvar i karta</li>" in page
    assert "Så lite skulle räcka" in page
    assert reverse("scenario_change", args=[scenario.pk]) in page
    for name in ("plan_target", "plan_report", "plan_workbook"):
        assert anna.get(reverse(name, args=[plan.pk])).status_code == 404
    for name in ("plan_assumptions", "plan_proof"):
        assert anna.get(reverse(name, args=[plan.pk])).status_code == 200


def test_the_proof_counts_anew_and_sees_what_was_tampered_with(plan: Plan, anna: Client) -> None:
    assert recount(plan)["agrees"]
    assert (
        "Ingen plan är billigare"
        in anna.get(reverse("plan_proof", args=[plan.pk])).content.decode()
    )
    problem = json.loads(anna.get(reverse("plan_problem", args=[plan.pk])).content)
    answer = solve_document(problem, gap=0)
    assert round(answer["objective"] * 100) == plan.objective_ore
    Plan.objects.filter(pk=plan.pk).update(objective_ore=plan.objective_ore - 100)
    assert not recount(Plan.objects.get(pk=plan.pk))["agrees"]
    assert "Inte detsamma" in anna.get(reverse("plan_proof", args=[plan.pk])).content.decode()


def test_the_files_say_what_the_pages_say(plan: Plan, anna: Client) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(anna.get(reverse("plan_workbook", args=[plan.pk])).content)
    )
    assert {"kommuner", "atgarder", "rattvisa", "kanslighet", "ar-1492"} <= set(book.sheetnames)
    measures = book["atgarder"]
    assert measures.max_row == 1 + len(plan.explanation["measures"])
    heads = [cell.value for cell in measures[1]]
    saving = heads.index("Besparing")
    total = sum(row[saving] for row in measures.iter_rows(min_row=2, values_only=True))
    assert total * 100 == pytest.approx(plan.saving_ore, abs=5)
    *each, together = book["kommuner"].iter_rows(min_row=2, values_only=True)
    assert together[0] == "Alla tillsammans"
    for at in range(1, len(together)):
        assert together[at] == pytest.approx(sum(row[at] for row in each), abs=0.05)
    report = pypdf.PdfReader(io.BytesIO(anna.get(reverse("plan_report", args=[plan.pk])).content))
    text = "\n".join(page.extract_text() for page in report.pages)
    for words in ("Åmål", "ArcGIS", "Tjänar alla på det?", "Gränser och regler"):
        assert words in text


def test_a_scenario_is_removed_after_a_warning(
    scenario: Scenario, plan: Plan, anna: Client
) -> None:
    address = reverse("scenario_remove", args=[scenario.pk])
    assert "Scenariot och dess 1 plan tas bort" in anna.get(address).content.decode()
    assert anna.post(address)["Location"] == reverse("plan_overview")
    assert not Scenario.objects.exists()


def test_the_overview_costs_the_same_for_many_scenarios(
    people: Society, plan: Plan, anna: Client
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page = anna.get(reverse("plan_overview"))
        assert page.status_code == 200
        return len(queries)

    cost()
    few = cost()
    Scenario.objects.bulk_create(
        Scenario(
            federation=people.federation,
            name=f"Nummer {number}",
            first_year=2009,
            made_by=people.anna,
        )
        for number in range(200)
    )
    assert cost() == few
    assert "Nummer 199" in anna.get(reverse("plan_overview")).content.decode()
    assert "Nummer 100" not in anna.get(reverse("plan_overview")).content.decode()
    assert "Nummer 100" in anna.get(reverse("plan_overview") + "?sida=2").content.decode()


def test_hundreds_of_areas_are_shown_some_at_a_time(plan: Plan, anna: Client) -> None:
    """Every area is on one page of the measures and of the target; the workbook has all; queries stay as many."""
    basis, told = plan.basis, plan.explanation
    (name, *_rest) = {each["area"] for each in told["measures"]}
    addresses = [
        reverse(page, args=[plan.pk]) for page in ("plan_measures", "plan_target", "plan_page")
    ]

    def counts() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as caught:
                assert anna.get(address).status_code == 200
            found.append(len(caught))
        return found

    counts()
    few = counts()
    like = [each for each in told["measures"] if each["area"] == name]
    for number in range(300):
        area = f"område {number}"
        basis["installed"][area], basis["options"][area] = (
            basis["installed"][name],
            basis["options"][name],
        )
        told["measures"] += [{**each, "area": area} for each in like]
    Plan.objects.filter(pk=plan.pk).update(
        basis_json=json.dumps(basis), explanation_json=json.dumps(told)
    )
    assert counts() == few
    for page in ("plan_measures", "plan_target"):
        seen = set()
        for number in range(1, 15):
            text = anna.get(reverse(page, args=[plan.pk]), {"sida": number}).content.decode()
            here = set(re.findall(r"område \d+", text))
            assert len(here) <= 25
            seen |= here
        assert len(seen) == 300
    assert "områden till" in anna.get(reverse("plan_page", args=[plan.pk])).content.decode()
