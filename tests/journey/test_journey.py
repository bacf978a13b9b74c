"""The main road end to end, stretch by stretch, with its numbers."""

import datetime as dt
from fractions import Fraction

from samdrift.core.planning import read_areas, read_problem
from samdrift.core.planning.objective import cost
from samdrift.decisions.collaboration.models import Opportunity
from samdrift.decisions.governance.models import ProposalStatus
from samdrift.decisions.governance.queries import decisions_by_member
from samdrift.decisions.introduction.models import Move, Step
from samdrift.decisions.introduction.queries import balance_sides, missing_for
from samdrift.decisions.introduction.timeline import build_timeline
from samdrift.decisions.policy.queries import CheckStatus
from samdrift.decisions.settlement.convert.settling import recompute_content
from samdrift.decisions.sharing.convert.share_calculation import recalculation_agrees
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.queries import population
from samdrift.journey.joint import JOINT
from samdrift.records.register.actions import end_participation
from samdrift.records.register.models import Application
from samdrift.records.register.queries import owner_on, visible_applications
from tests.journey.conftest import Walked

DAY = dt.date(2009, 1, 1)


def test_the_federation_has_five_members_with_scbs_population(walked: Walked) -> None:
    codes = [member.code for member in walked.society.members]
    assert sorted(codes) == ["1438", "1439", "1460", "1461", "1492"]
    figures = population(codes, dt.date(2008, 12, 31))
    assert len(figures) == 5
    assert all(3_000 < each.value < 15_000 for each in figures.values())
    assert {each.source_table for each in figures.values()} == {"TAB638"}


def test_the_registers_are_in(walked: Walked) -> None:
    assert Application.objects.count() == 60
    assert Application.objects.exclude(is_example=True).count() == 0


def test_telephony_is_one_row_of_seven(walked: Walked) -> None:
    telephony = Application.objects.get(name__startswith="Telefoni")
    assert telephony.participations.on(DAY).count() == 7
    for member in [*walked.society.members, walked.society.organisations["saffle"]]:
        assert telephony in Application.objects.used_by(member, DAY)
    saffle = telephony.participations.get(organisation=walked.society.organisations["saffle"])
    end_participation(
        by=walked.society.it_manager("amal"), participation=saffle, ends_on=dt.date(2009, 1, 31)
    )
    assert telephony.participations.on(dt.date(2009, 2, 1)).count() == 6


def test_a_neighbour_sees_only_what_it_takes_part_in(walked: Walked) -> None:
    seen = visible_applications(walked.society.people["it.saffle"])
    assert [str(each) for each in seen] == [
        str(Application.objects.get(name__startswith="Telefoni"))
    ]


def test_who_owned_it_on_that_day(walked: Walked) -> None:
    finance = Application.objects.get(name__startswith="Ekonomisystem", host__short_name="Åmål")
    holder = owner_on(finance, DAY)
    assert holder is not None
    assert holder.person == walked.society.people["agare"]
    assert owner_on(finance, dt.date(1990, 1, 1)) is None


def test_opportunities_are_found_ranked_and_handled(walked: Walked) -> None:
    found = walked.decided.opportunities
    assert len(found) == 29
    scores = [each.found.rank.score for each in found]
    assert scores == sorted(scores, reverse=True)
    assert all(each.found.triggers for each in found)
    assert Opportunity.objects.count() == 2


def test_shares_add_up_and_follow_the_population(walked: Walked) -> None:
    shares = walked.decided.shares
    assert len(shares) == sum(each.starts_on <= DAY for each in JOINT) + 1  # and the joint project
    for share in shares:
        lines = list(share.lines.all())
        assert sum(line.amount_ore for line in lines) == share.total_ore
        assert recalculation_agrees(share, lines)
        assert all(
            sum(part.amount_ore for part in line.departments.all()) == line.amount_ore
            for line in lines
        )
        if share.key != "population":
            continue
        figures = population([line.code for line in lines], share.key_date)
        whole = sum(each.value for each in figures.values())
        for line in lines:
            exact = Fraction(share.total_ore * figures[line.code].value, whole)
            assert exact - 1 < line.amount_ore < exact + 1


def test_the_year_is_charged_by_quarter_and_everyone_bears_its_share(walked: Walked) -> None:
    charged = walked.decided.charged
    assert charged is not None
    assert charged.is_unchanged
    assert recompute_content(charged) == charged.content
    borne: dict[str, int] = {}
    for share in charged.shares.all():
        for fact in share.cost_lines:
            borne[fact["bearer"]] = borne.get(fact["bearer"], 0) + fact["amount_ore"]
    for charge in charged.charges.all():
        borne[str(charge.payer)] = borne.get(str(charge.payer), 0) + charge.amount_ore
        borne[str(charge.payee)] -= charge.amount_ore
    shares = [line for share in charged.shares.all() for line in share.lines.all()]
    for name in {line.name for line in shares}:
        assert borne[name] == sum(line.amount_ore for line in shares if line.name == name)
    assert {"Säffle", "Årjäng"} <= {str(charge.payer) for charge in charged.charges.all()}


def test_the_plan_is_proven_and_its_cost_is_counted_anew(walked: Walked) -> None:
    plan = walked.decided.plan
    assert plan is not None
    assert plan.status == "optimal"
    assert plan.objective_ore is not None
    counted = cost(read_problem(plan.problem_document), read_areas(plan.answer_document))
    assert round(counted * 100) == plan.objective_ore
    assert 0 < plan.saving_ore < plan.today_ore
    assert plan.basis["applications"] == 60
    assert len(plan.explanation["measures"]) == 42
    assert plan.explanation["untried"] == 0


def test_what_is_settled_beforehand_is_kept_and_priced(walked: Walked) -> None:
    plan = walked.decided.plan
    assert plan is not None
    care = [
        each for each in plan.explanation["measures"] if each["area"] == "socialtjänst och omsorg"
    ]
    assert {each["period"] for each in care} <= {"2010", "2011", "2012", "2013"}
    priced = {each["pin"]["kind"]: each["cost_ore"] for each in plan.explanation["pins"]}
    assert priced["keep_product"] == 0
    assert priced["not_before"] > 0


def test_the_variants_are_computed_beside_it(walked: Walked) -> None:
    plan, (thrifty, eager) = walked.decided.plan, walked.decided.variants
    assert plan is not None
    assert thrifty.objective_ore > plan.objective_ore > eager.objective_ore
    assert {each.started_from for each in (thrifty, eager)} == {plan}
    budgets = thrifty.problem_document["municipalities"]
    assert all(set(each["budget"]) == {180_000} for each in budgets)
    spent = thrifty.explanation["bills"].values()
    assert all(max(each["investment_ore"]) <= 18_000_000 for each in spent)


def test_decisions_stand_by_municipality(walked: Walked) -> None:
    document = walked.decided.proposals[0]
    decided = {str(each.organisation): each.latest for each in decisions_by_member(document)}
    assert len(decided) == 5
    assert [name for name, latest in decided.items() if latest is None] == ["Färgelanda"]
    assert document.status == ProposalStatus.WAITING
    assert all(each.is_unchanged for each in walked.decided.proposals)


def test_the_adopted_plan_is_on_its_way(walked: Walked) -> None:
    made = walked.decided.introduced
    assert made.introduction is not None
    assert missing_for(made.introduction.plan) == []
    steps = Step.objects.filter(move__introduction=made.introduction)
    assert Move.objects.filter(introduction=made.introduction).count() == 38
    assert (len(made.done), len(made.begun), steps.overdue(DAY).count()) == (5, 5, 4)
    for step in steps.prefetch_related("waits_for"):
        assert all(each.ends_on < step.starts_on for each in step.waits_for.all())
    told = build_timeline(made.introduction)
    assert {each.rule for each in told.findings} == {"bound-beyond"}
    assert made.slipped is not None
    moved = {each.step.kind for each in made.slipped.moved}
    assert moved == {"training", "introduction", "notice", "retirement"}
    assert made.slipped.total_ore > 0


def test_responsibility_is_more_even_with_the_plan(walked: Walked) -> None:
    sides = balance_sides(walked.society.it_manager("amal"))
    assert sides is not None
    assert sides.planned is not None
    assert sides.planned.found.index < sides.now.found.index
    assert sides.now.found.of("1439").share == 0  # Färgelanda owns and operates nothing
    assert {each.code for each in sides.suggested} >= {"1439"}
    numbers = sum(each.operates for each in sides.now.found.standings)
    assert numbers == len(sides.now.known.joint) == 6


def test_the_policy_judges_itself(walked: Walked) -> None:
    results = walked.decided.results
    assert len(results) >= 20
    by_code = {each.clause.code: each for each in results}
    plan = by_code["P2.20"]
    assert (plan.done, plan.total, plan.status) == (
        5,
        5,
        CheckStatus.FULFILLED,
    )  # every member's costs
    assert (by_code["P6.2"].done, by_code["P6.2"].total) == (97, 97)  # those of initiatives too
    assert (by_code["P1.4"].done, by_code["P1.4"].total) == (3, 96)  # every employee is asked
    assert (by_code["P2.18"].done, by_code["P2.18"].total) == (
        7,
        7,
    )  # charged, and other keys agreed
    assert (by_code["P1.6"].done, by_code["P1.6"].total) == (7, 10)  # four councils, three boards
    assert by_code["P1.11"].status == CheckStatus.PARTLY  # three municipalities have adopted both
    assert by_code["P1.3"].status == CheckStatus.PARTLY
    assert not {"P1.10", "P2.10", "P3.2", "P3.7", "P5.6"} & set(
        by_code
    )  # nothing measures them yet
    assert (
        by_code["P2.4"].status == CheckStatus.PARTLY
    )  # five introductions are assessed, and PA/lön is not
    statuses = {each.status for each in results}
    assert {CheckStatus.FULFILLED, CheckStatus.PARTLY} <= statuses


def test_everything_that_happened_is_in_the_history(walked: Walked) -> None:
    told = set(AuditEvent.objects.values_list("event", flat=True))
    assert {
        "costs.cost_shared",
        "planning.plan_computed",
        "policy.policy_adopted",
        "governance.decision_recorded",
        "register.application_added",
    } <= told


def test_the_api_says_what_the_pages_show(walked: Walked, as_person) -> None:
    client = as_person(walked.society.it_manager("amal"))
    shares = client.get("/api/v1/shares").json()["items"]
    assert all(
        sum(line["amount_ore"] for line in each["lines"]) == each["total_ore"] for each in shares
    )
    assert len([each for each in shares if each["year"] == 2009]) == len(walked.decided.shares)
    plan = client.get("/api/v1/plans").json()["items"][0]
    whole = client.get(f"/api/v1/plans/{plan['id']}").json()
    assert whole["problem"]["format"] == "samdrift-plan/1"
    assert whole["answer"]["status"] == plan["status"] == "optimal"
    proposals = client.get("/api/v1/proposals").json()["items"]
    assert next(len(each["decisions"]) for each in proposals) == 4
    clauses = client.get("/api/v1/policy/clauses?limit=1000").json()["items"]
    assert sum(each["done"] is not None for each in clauses) == len(walked.decided.results)
