"""Every act from a page is answered with what happened and what comes next, counted when the answer is given."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest
from django.urls import reverse

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.next_steps import events_with_next_steps, next_step
from tests import factories
from tests.history_plainly import LEFTOVER
from tests.integration import test_verbs
from tests.integration.test_verbs import Place
from tests.integration.verb_examples import EXAMPLES
from tests.people import Society, person

pytestmark = pytest.mark.reads_pages

place = test_verbs.place
ROOT = Path(__file__).resolve().parents[2] / "samdrift"
#: Acts after which nothing comes: what was taken away, closed or put beside, and what happens beside another act.
NOTHING_FOLLOWS = {
    "api.token_revoked",
    "portal.calendar_address_made",  # the answer shows it
    "portal.calendar_address_revoked",
    "collaboration.level_named",
    "competence.competence_taken_back",
    "costs.notice_discarded",
    "costs.share_discarded",
    "files.attachment_removed",
    "files.attachment_renamed",
    "governance.proposal_withdrawn",
    "handbook.addition_removed",
    "handbook.hint_closed",
    "intake.upload_abandoned",
    "meetings.group_changed",
    "meetings.item_moved",
    "meetings.item_taken_off",
    "meetings.notes_confirmed",
    "organisations.employment_withdrawn",
    "organisations.organisation_closed",
    "organisations.organisation_removed",
    "organisations.person_erased",
    "organisations.unit_closed",
    "organisations.unit_merged",
    "organisations.merged_into_another",
    "organisations.left_without_successor",
    "organisations.followed_into_another",
    "organisations.function_gone",
    "organisations.function_removed",
    "organisations.successor_has_it_already",
    "organisations.taken_away_with_its_organisation",
    "organisations.taken_away_with_its_unit",
    "organisations.unit_removed",
    "planning.scenario_removed",
    "policy.clause_removed",
    "policy.goal_removed",
    "policy.results_recorded",
    "register.audience_chosen",
    "register.dependency_removed",
    "register.synonym_added",
    "register.synonym_changed",
    "register.synonym_removed",
    "spending.cost_line_removed",
    "organisations.organisation_identified",
    "register.catalogue_loaded",
    # Beside another act, by a command, or by the work in the background:
    "costs.acknowledgement_handed_over",
    "files.virus_found",
    "intake.application_brought_in",
    "intake.application_changed",
    "meetings.item_carried_over",
    "organisations.double_dropped",
    "organisations.federation_founded",
    "organisations.file_taken_out",
    "organisations.personal_data_handed_out",
    "organisations.population_stored",
    "organisations.sign_in_failed",
    "organisations.signed_in",
    "organisations.taken_over_by_successor",
    "planning.plan_computed",
    "register.called_off_by_retirement",
    "register.ended_by_retirement",
}


def events() -> set[str]:
    """Every event that a verb records: their names are messages."""
    catalogues = ROOT.rglob("locale/sv/LC_MESSAGES/django.po")
    names = {entry.msgid for path in catalogues for entry in polib.pofile(str(path))}
    return {name for name in names if re.fullmatch(r"[a-z]+\.[a-z_]+", name)}


def test_after_every_act_something_comes_or_it_is_known_that_nothing_does() -> None:
    assert events() - events_with_next_steps() == NOTHING_FOLLOWS
    assert events_with_next_steps() - events() == set()


def test_no_page_tells_of_an_act_beside_the_one_place_that_adds_what_comes_next() -> None:
    told = re.compile(r"messages\.(success|info)\(")
    files = [path for path in ROOT.rglob("*.py") if told.search(path.read_text(encoding="utf-8"))]
    assert [path.name for path in files] == ["done.py"]


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_what_comes_next_is_a_sentence_without_words_of_the_code(place: Place, name: str) -> None:
    EXAMPLES[name](place)
    for event in AuditEvent.objects.all():
        words = next_step([event], place.people.anna)
        assert words == "" or words.endswith("."), event.event
        assert not LEFTOVER.search(words), event.event


def test_a_cost_says_who_approves_it(people: Society, as_person: Callable[..., Any]) -> None:
    application = factories.application(people.amal)
    row = {
        "about": "application",
        "application": application.pk,
        "bearer": people.amal.pk,
        "year": 2009,
        "phase": "maintenance",
        "type": "other",
        "kind": "budget",
        "amount_ore": "100",
    }
    sent = as_person(people.anna).post(reverse("cost_line_add"), row, follow=True)
    assert "Kostnadsrad tillagd" in sent.text
    assert "Ingen får attestera den i dag: utse först någon som ansvarar." in sent.text


def test_an_appointment_says_what_the_application_still_lacks(
    people: Society, as_person: Callable[..., Any]
) -> None:
    application = factories.application(people.amal)
    row = {"role": "system_manager", "person": people.anna.pk, "starts_on": "2009-01-01"}
    address = reverse("responsibility_add", args=[application.pk])
    sent = as_person(people.anna).post(address, row, follow=True)
    assert "Saknas ännu: systemägare" in sent.text
    assert sent.text.count("systemägare") > 1


@pytest.mark.parametrize(
    ("day", "said", "comes"),
    [
        ("2008-12-31", "slutade efter 2008-12-31.", "kan inte logga in längre."),
        ("2009-01-01", "slutar efter 2009-01-01.", "kan logga in till och med 2009-01-01."),
    ],
)
def test_who_has_left_is_not_said_to_sign_in(
    people: Society, as_person: Callable[..., Any], day: str, said: str, comes: str
) -> None:
    leaver = person("Linn", people.amal)
    address = reverse("employment_close", args=[leaver.pk, leaver.employments.get().pk])
    sent = as_person(people.administrator).post(address, {"ends_on": day}, follow=True)
    assert f"Linn {said}" in sent.text
    assert f"Linn {comes}" in sent.text


def test_what_was_refused_says_nothing_of_the_kind(
    people: Society, as_person: Callable[..., Any]
) -> None:
    application = factories.application(people.amal)
    address = reverse("responsibility_add", args=[application.pk])
    sent = as_person(people.anna).post(address, {"role": "system_manager", "starts_on": "i går"})
    assert sent.status_code == 422
    assert "Saknas ännu" not in sent.text
