"""The pages of notices, and what the policy says of them."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samdrift.decisions.notices import actions as notices
from samdrift.decisions.notices.models import Acknowledgement, ChangeNotice
from samdrift.decisions.policy.actions import adopt_policy
from samdrift.decisions.policy.convert import shipped_policy
from samdrift.decisions.policy.queries import CHECKS, read_facts
from samdrift.decisions.sharing import actions as sharing
from samdrift.foundation.organisations.models import Appointment
from samdrift.records.register.actions import retire_application
from samdrift.records.register.models import LifecycleEvent, LifecycleKind
from tests import factories
from tests.integration.notice_told import NEW_YEAR, Told, notice, own, platform, sent

PAGES = ["notice_list", "notice_add_platform", "notice_add_key", "changes_for_us"]


def test_pages_open_to_who_may_and_are_unknown_to_others(told: Told, as_person) -> None:
    made = sent(told)
    page = reverse("notice_page", args=[made.pk])
    anna = as_person(told.people.anna)
    for name in PAGES:
        assert anna.get(reverse(name)).status_code == 200, name
    assert anna.get(page).status_code == 200
    for stranger in (told.people.bo, told.people.cilla, told.people.seller):
        assert as_person(stranger).get(page).status_code == 404
    assert as_person(told.people.bo).get(reverse("notice_list")).status_code == 403
    manager = as_person(told.manager)
    assert "Ny nyckel" in manager.get("/").content.decode()
    assert "Socialförvaltningen" in manager.get(reverse("changes_for_us")).content.decode()
    assert manager.get(reverse("notice_send", args=[made.pk])).status_code == 403


def test_a_notice_goes_from_the_form_to_its_answer(told: Told, as_person) -> None:
    anna, manager = as_person(told.people.anna), as_person(told.manager)
    typed = {
        "title": "Ny server",
        "text": "Vi byter.",
        "application": told.application.pk,
        "lead_months": 6,
        "takes_effect_on": "2010-01-01",
        "change_2010": "42 000",
        "budget_deadline": "2009-06-01",
    }
    looked = anna.post(reverse("notice_add_platform"), typed | {"visa": "1"})
    assert looked.status_code == 200
    assert "13\u00a0500,00" in looked.content.decode()
    assert not ChangeNotice.objects.exists()
    wrong = anna.post(reverse("notice_add_platform"), typed | {"change_2009": "1"})
    assert wrong.status_code == 422
    assert "42 000" in wrong.content.decode()
    anna.post(reverse("notice_add_platform"), typed)
    made = ChangeNotice.objects.get()
    assert made.change_ore == {"2010": 4_200_000}
    anna.post(reverse("notice_change", args=[made.pk]), typed | {"change_2010": "21 000"})
    anna.post(reverse("notice_send", args=[made.pk]), {"on": ""})
    assert made.consequences.count() == 9  # three departments, three years
    answered = manager.post(reverse("notice_acknowledge", args=[made.pk]), {"comment": "Läst"})
    assert answered.status_code == 302
    assert Acknowledgement.objects.get(person=told.manager).comment == "Läst"
    page = anna.get(reverse("notice_page", args=[made.pk])).content.decode()
    assert "Läst" in page
    listed = anna.get(reverse("notice_list") + "?lage=sent&obesvarad=1").content.decode()
    assert "Ny server" not in listed
    assert anna.post(reverse("notice_withdraw", args=[made.pk]), {"why": "Fel"}).status_code == 302


def test_a_key_is_typed_and_changed(told: Told, as_person) -> None:
    anna = as_person(told.people.anna)
    typed = {
        "title": "Fasta andelar",
        "text": "Avtalat.",
        "application": told.application.pk,
        "lead_months": 6,
        "takes_effect_on": "2010-01-01",
        "key": "fixed",
        "weights": "Åmål; 60 %\nMellerud; 40 %",
        "origin": "Avtal 9",
        "years": 2,
        "rest": "population",
    }
    anna.post(reverse("notice_add_key"), typed)
    made = ChangeNotice.objects.get()
    assert made.new_rule == {"key": "fixed", "weights": {"1461": "2/5", "1492": "3/5"}}
    form = anna.get(reverse("notice_change", args=[made.pk])).content.decode()
    assert "1492; 60 %" in form
    mixed = typed | {"key": "mix", "weights": "", "base_percent": "30"}
    anna.post(reverse("notice_change", args=[made.pk]), mixed)
    made.refresh_from_db()
    assert made.new_rule["parts"][0][0] == "3/10"
    assert anna.get(reverse("notice_change", args=[made.pk])).status_code == 200


def test_the_list_costs_the_same_for_one_and_for_many(told: Told, as_person) -> None:
    anna = as_person(told.people.anna)
    sent(told)
    address = reverse("notice_list")
    anna.get(address)
    with CaptureQueriesContext(connection) as one:
        anna.get(address)
    for number in range(3):
        sent(told, notice(told, title=f"Nummer {number}"))
    with CaptureQueriesContext(connection) as many:
        anna.get(address)
    assert len(many) == len(one)


def test_the_policy_judges_what_is_told(told: Told) -> None:
    """P6.4: an untold change, one told late and one unanswered lack; one told in time and answered fulfils."""
    policy = adopt_policy(
        by=told.people.administrator, federation=told.people.federation, document=shipped_policy()
    )

    def judged() -> tuple[int, int]:
        result = CHECKS["changes_told"](read_facts(policy, NEW_YEAR))
        return result.done, result.total

    assert judged() == (0, 0)
    LifecycleEvent.objects.create(
        application=told.application, kind=LifecycleKind.MOVED, on=dt.date(2009, 10, 1)
    )
    assert judged() == (0, 1)
    sent(told, platform(told, takes_effect_on=dt.date(2009, 9, 1), change_ore={}))
    assert judged() == (1, 1)
    sent(told, platform(told, title="Sen", takes_effect_on=dt.date(2009, 2, 1), change_ore={}))
    unanswered = sent(told, on=dt.date(2008, 11, 1))
    assert judged() == (1, 3)
    for each in unanswered.acknowledgements.select_related("person"):
        notices.acknowledge_notice(by=each.person, notice=unanswered)
    assert judged() == (2, 3)


def test_where_nobody_can_be_told_the_page_says_so(told: Told, as_person) -> None:
    Appointment.objects.filter(person=told.people.controller).update(ends_on=dt.date(2008, 1, 1))
    Appointment.objects.filter(person=told.manager).update(ends_on=dt.date(2008, 1, 1))
    own(told, told.people.bo)
    application = told.application
    application.participations.filter(organisation=told.people.mellerud).delete()
    factories.participation(application, told.people.saffle)
    made = sent(told, platform(told))
    page = as_person(told.people.anna).get(reverse("notice_page", args=[made.pk]))
    assert page.context["nobody"] == []  # Nils is Säffle's IT manager
    Acknowledgement.objects.filter(organisation=told.people.saffle).delete()
    page = as_person(told.people.anna).get(reverse("notice_page", args=[made.pk]))
    assert page.context["nobody"] == [told.people.saffle]


def test_a_notice_begins_from_what_the_register_says(told: Told, as_person) -> None:
    """A retired application saves its cost; after its last day it is those who used it that save."""
    anna = as_person(told.people.anna)
    retire_application(
        by=told.people.anna,
        application=told.application,
        ends_on=dt.date(2009, 12, 31),
        decision="KS § 3",
    )
    event = LifecycleEvent.objects.get(kind=LifecycleKind.RETIRED)
    form = anna.get(reverse("notice_add_platform") + f"?handelse={event.pk}").content.decode()
    assert "-210 000,00" in form
    saved = platform(told, takes_effect_on=event.on, change_ore={"2010": -21_000_000})
    worked, *_rest = notices.previewed_notice(by=told.people.anna, notice=saved)
    after = {
        (row.organisation.code, row.unit): row.after_ore for row in worked.rows if row.year == 2010
    }
    assert after == {("1492", None): 0, ("1461", told.social): 0, ("1461", told.school): 0}
    rule = sharing.agree_on_rule(
        by=told.people.anna,
        federation=told.people.federation,
        key="equal",
        origin="Avtal 7",
        starts_on=dt.date(2010, 1, 1),
        application=told.application,
    )
    begun = anna.get(reverse("notice_add_key") + f"?regel={rule.pk}").content.decode()
    assert "Avtal 7" in begun
    stranger = as_person(told.people.bo)
    assert stranger.get(reverse("notice_add_key") + f"?regel={rule.pk}").status_code == 403
