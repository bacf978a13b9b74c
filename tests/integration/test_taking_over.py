"""A unit or an organisation is closed: each kind of what goes on is named and taken over, or left with the reason."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from samdrift.decisions.notices.models import ChangeNotice, NoticeConsequence
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.models import Appointment, Organisation, Person, Unit
from samdrift.foundation.organisations.references import Reference, asked_of, references_to
from samdrift.foundation.organisations.succession import Succession, Without, said_of
from samdrift.records.agreements.actions import add_agreement, add_party
from samdrift.records.agreements.models import Agreement
from samdrift.records.register.models import Participation
from samdrift.records.spending.models import BudgetFrame, CostLine
from tests import factories
from tests.integration.test_organisation_changes import YESTERDAY, registered_on, unit
from tests.people import Society

TODAY = dt.date(2009, 1, 1)
REFERENCES = [*references_to(Unit), *references_to(Organisation)]
ROLE, USE = "organisations.Appointment.unit", "register.Participation.unit"
OPERATES, FRAME = "register.Application.operating_unit", "spending.BudgetFrame.unit"
PARTY = "agreements.Party.organisation"


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda each: each.key)
def test_every_foreign_key_to_what_can_be_closed_has_its_room_s_answer(
    reference: Reference,
) -> None:
    """A new model is not forgotten: its room says in `succession.py` what becomes of its rows."""
    said = said_of(reference.key)
    assert said is not None, f"say in succession.py what becomes of {reference.key}"
    if said.without is Without.IS_EMPTIED:
        assert reference.field.null
    if Without.ENDS is said.without or said.what is Succession.IS_SPLIT:
        assert hasattr(reference.model, "holds_on")
    if said.asked_with:
        assert said.asked_with in {each.key for each in REFERENCES}


def test_each_kind_goes_to_its_own_successor_and_what_was_stays(people: Society) -> None:
    old, new, other = (unit(people.amal, name) for name in ("Gamla", "Nya", "Andra"))
    application = registered_on(people, old)
    asked = {each.key: each.number for each in asked_of(old, YESTERDAY)}
    assert asked[USE] == asked[ROLE] == asked[OPERATES] == asked[FRAME] == 1
    actions.close_unit(
        by=people.anna,
        unit=old,
        ends_on=YESTERDAY,
        successor=new,
        successors={OPERATES: other, USE: None, ROLE: None},
        why="Läggs ned",
    )
    application.refresh_from_db()
    assert application.operating_unit == other
    assert [(row.unit, row.ends_on) for row in Participation.objects.all()] == [(old, YESTERDAY)]
    role = Appointment.objects.get(person=people.anna)
    assert (role.unit, role.ends_on) == (old, YESTERDAY)
    frames = {frame.year: frame.unit for frame in BudgetFrame.objects.all()}
    assert frames == {2008: old, 2009: new}
    assert {line.year: line.unit for line in CostLine.objects.all()} == {2008: old, 2009: new}
    left = AuditEvent.objects.filter(event="organisations.left_without_successor")
    assert {event.why for event in left} == {"Läggs ned"}
    assert asked_of(Unit.objects.get(pk=old.pk), YESTERDAY) == []


def test_what_is_not_answered_not_reasoned_or_needed_is_refused_beside_its_question(
    people: Society,
) -> None:
    old = unit(people.amal, "Gamla")
    registered_on(people, old)
    every = {each.key: None for each in asked_of(old, YESTERDAY)}
    for given, beside in (
        ({"successors": {USE: None}, "why": "Läggs ned"}, "successor"),
        ({"successors": every, "why": "Läggs ned"}, FRAME),
        ({"successors": every}, "why"),
    ):
        with pytest.raises(ValidationError) as refusal:
            actions.close_unit(by=people.anna, unit=old, ends_on=YESTERDAY, **given)
        assert beside in refusal.value.message_dict
    assert Unit.objects.get(pk=old.pk).ends_on is None
    assert Participation.objects.get().ends_on is None


def test_nobody_hands_over_to_a_unit_that_she_does_not_keep(people: Society) -> None:
    old, theirs = unit(people.amal, "Gamla"), unit(people.mellerud, "Deras")
    registered_on(people, old)
    every: dict[str, Unit | None] = {each.key: theirs for each in asked_of(old, YESTERDAY)}
    with pytest.raises(PermissionDenied):
        actions.close_unit(by=people.anna, unit=old, ends_on=YESTERDAY, successors=every)
    assert Unit.objects.get(pk=old.pk).ends_on is None


def test_the_page_names_each_kind_with_its_number_and_asks(
    people: Society, as_person: Callable[..., Any]
) -> None:
    old, new = unit(people.amal, "Gamla"), unit(people.amal, "Nya")
    registered_on(people, old)
    client = as_person(people.anna)
    address = reverse("unit_close", args=[people.amal.pk, old.pk])
    page = client.get(address).text
    for each in asked_of(old, YESTERDAY):
        assert f'name="{each.key}"' in page
        assert f"Vem tar över {each.words}?" in page
        assert (f'name="ingen-{each.key}"' in page) == (each.without is not Without.NEEDS_ONE)
    sent = {"ends_on": YESTERDAY.isoformat(), "successor": new.pk, f"ingen-{USE}": "on"}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "Säg varför ingen tar över det." in refused.text
    done = client.post(address, {**sent, "why": "Läggs ned"})
    assert done.status_code == 302
    assert Participation.objects.get().ends_on == YESTERDAY
    assert BudgetFrame.objects.get(year=2009).unit == new


def test_the_api_asks_the_same(people: Society, as_person: Callable[..., Any]) -> None:
    old, new = unit(people.amal, "Gamla"), unit(people.amal, "Nya")
    registered_on(people, old)
    client = as_person(people.anna)
    address = f"/api/v1/units/{old.pk}/close"
    sent = {"ends_on": YESTERDAY.isoformat(), "successors": {USE: None}, "why": "Läggs ned"}
    refused = client.post(address, sent, content_type="application/json")
    assert refused.status_code == 409
    sent["successor_id"] = new.pk
    assert client.post(address, sent, content_type="application/json").status_code == 200
    assert Participation.objects.get().ends_on == YESTERDAY


def test_a_sent_notice_is_frozen_and_a_draft_goes_on(people: Society) -> None:
    old, new = unit(people.amal, "Gamla"), unit(people.amal, "Nya")
    lines, application = [], factories.application(people.amal)
    for title, sent_on in (("Skickad", YESTERDAY), ("Utkast", None)):
        notice = ChangeNotice(
            federation=people.federation,
            application=application,
            title=title,
            takes_effect_on=dt.date(2010, 1, 1),
            made_by=people.anna,
            made_on=YESTERDAY,
            sent_on=sent_on,
        )
        for field in notice._meta.concrete_fields:
            if field.name == "content" and not notice.content:
                notice.content = {}
        notice.save()
        line = NoticeConsequence(
            notice=notice,
            organisation=people.amal,
            unit=old,
            year=2010,
            before_ore=1,
            after_ore=2,
        )
        line.save()
        lines.append(line)
    actions.close_unit(by=people.anna, unit=old, ends_on=YESTERDAY, successor=new)
    for line in lines:
        line.refresh_from_db()
    assert [line.unit for line in lines] == [old, new]


def test_an_organisation_s_uses_and_agreements_go_over_and_its_people_leave_first(
    people: Society,
) -> None:
    by, closed = people.administrator, people.saffle
    factories.participation(factories.application(people.amal), closed)
    agreement = add_agreement(
        by=by,
        agreement=Agreement(
            kind="supplier", title="Drift", responsible=people.amal, starts_on=dt.date(2005, 1, 1)
        ),
    )
    add_party(by=by, agreement=agreement, organisation=closed, unit=None, role="member")
    asked = {each.key for each in asked_of(closed, YESTERDAY)}
    assert asked >= {PARTY, "register.Participation.organisation"}
    if Person.objects.filter(organisation=closed).exists():
        with pytest.raises(ValidationError, match="anställning"):
            actions.close_organisation(
                by=by,
                organisation=closed,
                ends_on=YESTERDAY,
                why="Upphör",
                successor=people.mellerud,
            )
        for person in Person.objects.filter(organisation=closed):
            person.employments.update(ends_on=YESTERDAY)
            person.appointments.update(ends_on=YESTERDAY)
    with pytest.raises(ValidationError) as refusal:
        actions.close_organisation(by=by, organisation=closed, ends_on=YESTERDAY, why="Upphör")
    assert "användning av en applikation" in str(refusal.value)
    actions.close_organisation(
        by=by,
        organisation=closed,
        ends_on=YESTERDAY,
        why="Upphör",
        successor=people.mellerud,
        successors={PARTY: None},
    )
    uses = Participation.objects.order_by("starts_on").values_list("organisation", "ends_on")
    assert list(uses) == [(closed.pk, YESTERDAY), (people.mellerud.pk, None)]
    assert agreement.parties.filter(organisation=closed).exists()


def test_an_organisation_is_not_closed_over_what_stands_on_its_units(people: Society) -> None:
    closed = people.saffle
    operating = unit(closed, "Driften")
    factories.application(people.amal, operating_unit=operating)
    people_left = Person.objects.filter(organisation=closed)
    for person in people_left:
        person.employments.update(ends_on=YESTERDAY)
        person.appointments.update(ends_on=YESTERDAY)
    with pytest.raises(ValidationError, match="Stäng Driften"):
        actions.close_organisation(
            by=people.administrator,
            organisation=closed,
            ends_on=YESTERDAY,
            why="Upphör",
            successor=people.mellerud,
        )
