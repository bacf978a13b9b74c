"""A policy from the template, written on pages until it is put to decision."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from samdrift.decisions.governance.actions import withdraw_proposal
from samdrift.decisions.policy import actions
from samdrift.decisions.policy.convert import read_policy, template_policy
from samdrift.decisions.policy.models import Clause, Goal, Policy
from samdrift.decisions.policy.queries import CHECKS
from samdrift.foundation.organisations.clauses import Duty
from tests.people import Society

TODAY = dt.date(2009, 1, 1)
NEW_CLAUSE = {"code": "6.3", "chapter": "6", "text": "Allt dokumenteras.", "target": "100"}


@pytest.fixture
def draft(people: Society) -> Policy:
    return actions.adopt_policy(
        by=people.administrator, federation=people.federation, document=template_policy(TODAY)
    )


def test_the_template_holds_as_it_stands() -> None:
    text = read_policy(template_policy(TODAY), CHECKS)
    assert (text.valid_from, text.valid_until) == (TODAY, dt.date(2013, 12, 31))
    assert {duty for each in text.clauses for duty in each.duties} == {str(each) for each in Duty}
    measured = [each for each in text.clauses if each.check]
    assert len(measured) >= 25
    assert all(each.due is None or each.due > TODAY for each in text.clauses)
    assert {each.chapter for each in text.clauses} == {each["number"] for each in text.chapters}
    leap = read_policy(template_policy(dt.date(2028, 2, 29)), CHECKS)
    assert leap.valid_until == dt.date(2032, 12, 31)


def test_an_empty_federation_takes_the_template_by_one_button(people: Society, as_person) -> None:
    client = as_person(people.administrator)
    template = reverse("policy_template")
    assert f'href="{template}"' in client.get(reverse("policy")).content.decode()
    assert "systemägare" in client.get(template).content.decode()
    answer = client.post(template, follow=True)
    policy = Policy.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("policy_draft", args=[policy.pk])
    assert policy.clauses.count() == len(template_policy(TODAY)["clauses"])
    assert client.get(reverse("policy")).status_code == 200
    assert client.post(template).status_code == 422  # a second time
    assert Policy.objects.count() == 1


def test_a_clause_is_added_changed_and_removed(draft: Policy, people: Society, as_person) -> None:
    client = as_person(people.administrator)
    page = reverse("policy_draft", args=[draft.pk])
    assert client.post(reverse("draft_clause_add", args=[draft.pk]), NEW_CLAUSE).status_code == 302
    clause = draft.clauses.get(code="6.3")
    assert clause.order == max(draft.clauses.values_list("order", flat=True))
    change = reverse("draft_clause_change", args=[clause.pk])
    assert client.post(change, NEW_CLAUSE | {"text": "Allt skrivs ned."}).status_code == 302
    assert "Allt skrivs ned." in client.get(page).content.decode()
    assert client.post(reverse("draft_clause_remove", args=[clause.pk])).status_code == 302
    assert not draft.clauses.filter(code="6.3").exists()


def test_a_goal_is_added_changed_and_removed(draft: Policy, people: Society, as_person) -> None:
    client = as_person(people.administrator)
    clause = draft.clauses.get(code="1.4")
    typed = {"area": "Samverkan", "text": "Klart.", "year": "2010", "clause": str(clause.pk)}
    assert client.post(reverse("draft_goal_add", args=[draft.pk]), typed).status_code == 302
    goal = draft.goals.get(text="Klart.")
    change = reverse("draft_goal_change", args=[goal.pk])
    assert client.post(change, typed | {"year": "2011"}).status_code == 302
    goal.refresh_from_db()
    assert goal.year == 2011
    refused = client.post(reverse("draft_clause_remove", args=[clause.pk]))
    assert refused.status_code == 422
    assert "Ett mål följs av punkten" in refused.content.decode()
    assert client.post(reverse("draft_goal_remove", args=[goal.pk])).status_code == 302
    assert not Goal.objects.filter(pk=goal.pk).exists()


def test_a_check_of_its_own_goes_when_a_goal_is_followed_by_another_clause(
    draft: Policy, people: Society
) -> None:
    goal = draft.goals.exclude(check_name="").first()
    assert goal is not None
    goal.clause = draft.clauses.get(code="1.4")
    assert actions.change_goal(by=people.administrator, goal=goal).check_name == ""


def test_title_days_and_chapters_are_changed(draft: Policy, people: Society, as_person) -> None:
    client = as_person(people.administrator)
    change = reverse("policy_draft_change", args=[draft.pk])
    lines = [f"{each['number']} {each['title']}" for each in draft.chapters]
    typed = {"title": "Vår policy", "valid_from": "2009-02-01", "valid_until": "2012-12-31"}
    new = typed | {"chapter_lines": "\n".join([*lines, "7 Ord och begrepp"])}
    assert client.post(change, new).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.chapters[-1]) == (
        "Vår policy",
        {"number": "7", "title": "Ord och begrepp"},
    )
    for wrong, said in (
        ("\n".join(lines[1:]), "Det finns punkter i kapitel 1"),
        ("\n".join([*lines, lines[0]]), "samma nummer"),
        ("Inledning", "Skriv ett nummer"),
    ):
        answer = client.post(change, typed | {"chapter_lines": wrong})
        assert answer.status_code == 422
        assert said in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": "ny"}, "code"),
        ({"code": "1.4"}, ""),
        ({"chapter": "9"}, "chapter"),
        ({"check_name": "finns_inte"}, "check_name"),
        ({"target": 101}, "target"),
    ],
)
def test_a_clause_that_cannot_be_is_refused(
    draft: Policy, people: Society, wrong, field: str
) -> None:
    values = {"code": "6.3", "chapter": "6", "text": "Allt dokumenteras."} | wrong
    with pytest.raises(ValidationError) as refusal:
        actions.add_clause(by=people.administrator, policy=draft, **values)
    assert not field or field in refusal.value.message_dict


def test_what_is_put_to_decision_stands_until_it_is_withdrawn(
    draft: Policy, people: Society, as_person
) -> None:
    document = draft.documents.get()
    proposal = actions.propose_document(by=people.administrator, document=document)
    clause = draft.clauses.get(code="1.4")
    client = as_person(people.administrator)
    assert (
        "ändras inte längre"
        in client.get(reverse("policy_draft", args=[draft.pk])).content.decode()
    )
    assert (
        reverse("policy_draft", args=[draft.pk])
        not in client.get(reverse("policy")).content.decode()
    )
    for act in (
        lambda: actions.change_policy(by=people.administrator, policy=draft),
        lambda: actions.change_clause(by=people.administrator, clause=clause),
        lambda: actions.remove_clause(by=people.administrator, clause=clause),
        lambda: actions.remove_goal(by=people.administrator, goal=draft.goals.all()[0]),
    ):
        with pytest.raises(ValidationError, match="framlagd för beslut"):
            act()
    withdraw_proposal(by=people.administrator, proposal=proposal, why="Skrivs om")
    actions.remove_clause(by=people.administrator, clause=clause)
    assert not Clause.objects.filter(pk=clause.pk).exists()


def test_only_the_administrator_writes(draft: Policy, people: Society, as_person) -> None:
    clause, goal = draft.clauses.all()[0], draft.goals.all()[0]
    pages = [
        reverse("policy_draft", args=[draft.pk]),
        reverse("policy_draft_change", args=[draft.pk]),
        reverse("draft_clause_add", args=[draft.pk]),
        reverse("draft_goal_add", args=[draft.pk]),
        reverse("draft_clause_change", args=[clause.pk]),
        reverse("draft_clause_remove", args=[clause.pk]),
        reverse("draft_goal_change", args=[goal.pk]),
        reverse("draft_goal_remove", args=[goal.pk]),
    ]
    for path in pages:
        assert as_person(people.administrator).get(path).status_code == 200
        assert as_person(people.anna).get(path).status_code == 403
        assert as_person(people.cilla).get(path).status_code == 404
    assert as_person(people.anna).get(reverse("policy_template")).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.add_clause(by=people.anna, policy=draft, code="6.3", chapter="6", text="x")
    with pytest.raises(PermissionDenied):
        actions.change_policy(by=people.anna, policy=draft)
