"""The pages of the policy: what each kind of person sees behind a figure, where it holds, and earlier policies."""

import datetime as dt
import re
from copy import deepcopy

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samdrift.core.findings import InvalidInput
from samdrift.decisions.governance.actions import record_decision
from samdrift.decisions.governance.models import Decision
from samdrift.decisions.policy import actions
from samdrift.decisions.policy.models import CheckResult, Clause, Goal, Policy
from samdrift.decisions.policy.queries import CHECKS, CheckStatus, followed_policy
from samdrift.decisions.policy.queries.status import clauses_to_cite
from samdrift.foundation.organisations.clauses import Duty, cite_clauses, citing, clauses_about
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.records.register.models import Audience, FieldAudience, FieldGroup
from tests import factories
from tests.people import Society
from tests.policy_place import POLICY, Small, make_small


@pytest.fixture
def small(people: Society) -> Small:
    return make_small(people)


def measured(small: Small, name: str, **fields: object) -> Clause:
    """The first clause, measured by a check."""
    clause = small.policy.clauses.get(code="A1")
    clause.check_name, clause.asks = name, small.asks.get(name, {})
    for field, value in fields.items():
        setattr(clause, field, value)
    clause.save()
    return clause


def clause_page(as_person, person: Person, code: str = "A1") -> str:
    answer = as_person(person).get(reverse("clause_page", args=[code]))
    assert answer.status_code == 200
    return answer.content.decode()


def links(page: str) -> set[str]:
    main = page[page.index("<main") : page.index("</main>")]
    return {each for each in re.findall(r'href="(/[^"#]*)', main) if "hjalp" not in each}


#: Pages that draw a plan: the plan of this small register holds its totals alone, so they are asked for permission.
DRAW_A_PLAN = ("/planer/", "/inforande/")


def _opens(client: Client, address: str) -> bool:
    client.raise_request_exception = not address.startswith(DRAW_A_PLAN)
    status = client.get(address).status_code
    return status == 200 or (address.startswith(DRAW_A_PLAN) and status not in {403, 404})


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_whoever_sees_a_figure_may_open_its_rows_or_is_told_why_not(
    small: Small, as_person, name: str
) -> None:
    measured(small, name)
    for person in (small.people.anna, small.people.bo, small.people.controller, small.magnus):
        page = clause_page(as_person, person)
        closed = [
            each
            for each in links(page)
            if not _opens(as_person(person), each.replace("&amp;", "&"))
        ]
        assert closed == [], (person, closed)


def test_a_definition_stands_on_the_page_in_a_sentence(small: Small, as_person) -> None:
    measured(small, "owner_appointed")
    page = clause_page(as_person, small.people.bo)
    assert "2 av 4 applikationer i bruk eller under införande har en systemägare i dag." in page
    assert "Räknas inte: ägare vars tid är slut eller inte har börjat." in page
    assert all(str(check.of) and str(check.fulfilling) for check in CHECKS.values())


def test_a_row_names_who_acts_and_who_where_nobody_is_named(small: Small, as_person) -> None:
    measured(small, "training_plans")
    page = clause_page(as_person, small.people.anna)
    assert "Bo, systemägare" in page  # the school's
    assert "Ingen systemägare är utsedd: Magnus, IT-chef i Mellerud, utser en" in page  # finance
    assert "2009-01-01" in page  # since the year began


def test_what_a_host_hides_is_counted_and_not_shown(small: Small, as_person) -> None:
    measured(small, "agreements_signed")
    reader = small.people.controller  # in Mellerud; the map and the archive are Åmål's
    assert "Kartan" in clause_page(as_person, reader)
    FieldAudience.objects.create(
        federation=small.people.federation, group=FieldGroup.AGREEMENTS, audience=Audience.OWN
    )
    page = clause_page(as_person, reader)
    assert "Kartan" not in page
    assert "2 rader till finns bakom siffran. Du ser dem inte:" in page
    assert "2 av 4 applikationer" in page


def test_a_clause_that_nothing_measures_says_what_would(small: Small, as_person) -> None:
    page = clause_page(as_person, small.people.bo, "A3")
    assert "Mäts inte ännu" in page
    assert "Nätverk med möten." in page
    assert "människor följer upp" in clause_page(as_person, small.people.bo, "A4")


def test_a_check_that_measures_a_part_never_says_that_all_is_fulfilled(
    small: Small, as_person
) -> None:
    measured(small, "coordination_reached", unmeasured="Resten.")
    page = clause_page(as_person, small.people.bo)
    assert "En del av punkten mäts inte ännu: Resten." in " ".join(page.split())
    assert ">Uppfyllt" not in page


def test_the_page_says_where_the_policy_holds(small: Small, as_person) -> None:
    page = as_person(small.people.bo).get(reverse("policy")).content.decode()
    assert "Gäller 2009-01-01 – 2011-12-31 i 1 kommun av 2. Avslagen i: Mellerud." in page
    assert "Gäller inte: avslagen" in page


def test_another_body_than_the_one_that_decides_does_not_make_it_hold(
    small: Small, as_person
) -> None:
    Decision.objects.filter(organisation=small.people.amal).update(body="delegate")
    page = as_person(small.people.bo).get(reverse("policy")).content.decode()
    assert "Ingen kommun har antagit policyn än." in page
    assert "men Kommunfullmäktige ska besluta" in page


def test_a_decision_begins_with_the_body_that_is_to_decide(small: Small, as_person) -> None:
    for document, body in zip(small.policy.documents.all(), ("council", "committee"), strict=False):
        document.proposal, document.decided_by = None, body
        document.save()
        proposal = actions.propose_document(by=small.people.administrator, document=document)
        page = as_person(small.people.anna).get(reverse("decision_add", args=[proposal.pk]))
        assert page.context["form"]["body"].value() == body


def test_a_document_is_put_to_decision_once_by_those_who_may(small: Small) -> None:
    document = small.policy.documents.all()[0]
    for other in (small.people.bo, small.people.cilla):
        with pytest.raises(PermissionDenied):
            actions.propose_document(by=other, document=document)
    with pytest.raises(ValidationError):
        actions.propose_document(by=small.people.anna, document=document)


def test_an_earlier_policy_stays_with_its_readings_and_results(small: Small, as_person) -> None:
    actions.record_results(by=small.people.anna, policy=small.policy)
    later = deepcopy(POLICY) | {"title": "Nästa policy", "documents": []}
    later["clauses"][0]["text"] = "Var applikation har två ägare."  # type: ignore[index]
    del later["clauses"][3]  # type: ignore[attr-defined]
    new = actions.adopt_policy(
        by=small.people.administrator, federation=small.people.federation, document=later
    )
    browser = as_person(small.people.bo)
    listed = browser.get(reverse("policy_list")).content.decode()
    assert "Provpolicyn" in listed
    followed = r"Nästa policy(\s|<[^>]*>)*Följs nu"
    assert re.search(followed, listed), "the latest is followed"
    assert listed.index("Nästa policy") < listed.index("Provpolicyn")
    old = browser.get(reverse("earlier_policy_page", args=[small.policy.pk])).content.decode()
    assert "1 anställd har bekräftat att policyn är läst." in old
    one = browser.get(reverse("earlier_clause_page", args=[small.policy.pk, "A1"]))
    assert "2/4" in one.content.decode()
    changes = browser.get(reverse("policy_comparison", args=[small.policy.pk, new.pk]))
    assert "<del>en </del>" in changes.content.decode()
    assert "<ins>två </ins>" in changes.content.decode()
    assert "Borttagen" in changes.content.decode()
    cilla = as_person(small.people.cilla)
    for name in ("policy_list", "earlier_policy_page"):
        arguments = [] if name == "policy_list" else [small.policy.pk]
        assert cilla.get(reverse(name, args=arguments)).status_code == 404


def test_a_newer_policy_is_followed_when_a_municipality_has_adopted_it(
    small: Small, as_person
) -> None:
    federation, by = small.people.federation, small.people.administrator
    document = deepcopy(POLICY) | {"title": "Nästa policy"}
    new = actions.adopt_policy(by=by, federation=federation, document=document)
    assert followed_policy({federation.pk}) == small.policy
    assert {each.policy for each in clauses_to_cite({federation.pk})} == {"Provpolicyn"}
    browser = as_person(by)
    assert "En nyare policy följs inte ännu" in browser.get(reverse("policy")).text
    page = browser.get(reverse("earlier_policy_page", args=[new.pk])).text
    assert "Ingen kommun har antagit policyn än." in page
    for document in new.documents.all():
        browser.post(reverse("policy_document_propose", args=[document.pk]))
        document.refresh_from_db()
        record_decision(
            by=small.people.anna,
            proposal=document.proposal,
            organisation=small.people.amal,
            body=document.decided_by,
            outcome="adopted",
            on=today(),
            paragraph="§ 1",
        )
    assert followed_policy({federation.pk}) == new
    assert actions.keep_results_of_the_day() == 1
    assert CheckResult.objects.filter(clause__policy=new).exists()


def test_results_are_kept_once_a_night(small: Small) -> None:
    assert actions.keep_results_of_the_day() == 1
    kept = CheckResult.objects.count()
    assert actions.keep_results_of_the_day() == 0
    assert CheckResult.objects.count() == kept == 2  # two of four clauses are measured


def test_the_days_kept_are_drawn(small: Small, as_person) -> None:
    clause = small.policy.clauses.get(code="A1")
    actions.record_results(by=small.people.anna, policy=small.policy)
    assert "punktens-historia" not in clause_page(as_person, small.people.bo)
    CheckResult.objects.create(
        clause=clause,
        on="2008-12-31",
        status="partly",
        check_name=clause.check_name,
        done=1,
        total=4,
    )
    assert "Andel uppfyllt, dag för dag" in clause_page(as_person, small.people.bo)


def test_a_page_of_rows_costs_the_same_for_many(small: Small, as_person) -> None:
    measured(small, "owner_appointed")
    browser, address = as_person(small.people.anna), reverse("clause_page", args=["A1"])
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    for number in range(60):
        factories.application(small.people.amal, f"App {number}")
    with CaptureQueriesContext(connection) as many:
        page = browser.get(address).content.decode()
    assert len(many) == len(few)
    assert "2 av 64 applikationer" in page
    assert page.count("<tr>") < 60


def test_rooms_cite_the_policy_that_is_followed_and_nothing_without(
    people: Society, as_person
) -> None:
    words, federations = "Ingen äger den.", {people.federation.pk}
    assert cite_clauses(words, Duty.SYSTEM_OWNER, federations) == words
    assert citing(Duty.SYSTEM_OWNER, people.federation) == {"serves": (), "cites_none_because": ""}
    actions.adopt_policy(by=people.administrator, federation=people.federation, document=POLICY)
    assert cite_clauses(words, Duty.SYSTEM_OWNER, federations) == "Ingen äger den (A1)."
    assert cite_clauses(words, Duty.SYSTEM_OWNER, {people.amal.pk}) == words
    assert clauses_about(Duty.CHANGES_TOLD, federations) == ()
    assert citing(Duty.CHANGES_TOLD, people.federation)["cites_none_because"]
    made = factories.application(people.amal)
    page = as_person(people.anna).get(reverse("application_page", args=[made.pk]))
    assert "(A1)" in page.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"documents": [{"name": "Policyn", "decided_by": "folket"}]},
        {"documents": [{"name": "X", "decided_by": "board"}, {"name": "x", "decided_by": "board"}]},
        {"clauses": [{"id": "A1", "chapter": "1", "text": "T", "duties": ["allt"]}]},
        {"clauses": [{"id": "A1", "chapter": "1", "text": "T", "duties": [["x"]]}]},
        {"clauses": [{"id": "A1", "chapter": "1", "text": "T", "asks": {"areas": "GIS"}}]},
        {"clauses": [{"id": "A1", "chapter": "1", "text": "T", "check": "plan_exists"}]},
        {"clauses": [{"id": "A1", "chapter": "1", "text": "T", "target": 0}]},
    ],
)
def test_a_policy_that_asks_for_what_is_not_is_refused(people: Society, wrong) -> None:
    with pytest.raises(InvalidInput):
        actions.adopt_policy(
            by=people.administrator, federation=people.federation, document=POLICY | wrong
        )
    assert not Policy.objects.exists()


@pytest.mark.parametrize(
    ("years", "state", "said"),
    [
        ((2009, 2011), "not_adopted", "Ingen kommun har antagit policyn än."),
        ((2010, 2011), "not_begun", "Policyn gäller från 2010-01-01."),
        ((2005, 2008), "over", "den gällde 2005-01-01 – 2008-12-31"),
        ((2005, 2008), "over_unadopted", "och ingen kommun antog den."),
        ((2009, 2011), "holds", ""),
    ],
)
def test_a_policy_that_does_not_hold_is_said_so_on_every_page_and_is_not_judged(
    small: Small, as_person, years: tuple[int, int], state: str, said: str
) -> None:
    """Its goals as its clauses; one that has held and is over is judged by what it came to."""
    if state.endswith("adopted"):
        Decision.objects.all().delete()
    first, last = dt.date(years[0], 1, 1), dt.date(years[1], 12, 31)
    Policy.objects.update(valid_from=first, valid_until=last)
    clause = small.policy.clauses.get(code="A1")
    Goal.objects.create(policy=small.policy, clause=clause, text="Alla", year=2012, order=1)
    browser = as_person(small.people.anna)
    is_judged = state in {"holds", "over"}
    pages = {
        name: browser.get(address)
        for name, address in {
            "policy": reverse("policy"),
            "start": "/",
            "clause": reverse("clause_page", args=["A1"]),
        }.items()
    }
    for name, answer in pages.items():
        page = " ".join(answer.content.decode().split())
        assert said in page, name
        assert ("Policyns tid är över" in page) is state.startswith("over"), name
        assert ("Bedöms inte än" in page) is not is_judged, name
    shown = pages["policy"].context
    assert {each.clause.status for each in shown["goals"]} & {CheckStatus.NOT_JUDGED} == (
        set() if is_judged else {CheckStatus.NOT_JUDGED}
    )
    told = browser.get("/api/v1/policy/clauses").json()["items"]
    assert {each["policy_state"] for each in told} == {state}
    assert ("not_judged" in {each["status"] for each in told}) is not is_judged
    assert pages["clause"].context["judged"].status == next(
        each["status"] for each in told if each["code"] == "A1"
    )
