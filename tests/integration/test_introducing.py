"""Nothing is introduced, by any way in, without its value assessment and training; an exception has its reason."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from samdrift.records.competence.models import TrainingPlan
from samdrift.records.register.actions import add_application, change_application
from samdrift.records.register.models import (
    Application,
    Conclusion,
    IntroductionException,
    Phase,
    ValueAssessment,
)
from tests.people import Society

TODAY, BEFORE = dt.date(2009, 1, 1), dt.date(2003, 1, 1)


def judge(people: Society, what: str, conclusion: Conclusion = Conclusion.INTRODUCE) -> None:
    ValueAssessment.objects.create(
        organisation=people.amal,
        what=what,
        on=TODAY,
        need="Ja",
        benefit="Stor",
        cost="Liten",
        neighbour="Har inget",
        conclusion=conclusion,
        by=people.anna,
    )


def add(people: Society, **fields: Any) -> Application:
    return add_application(
        **{"by": people.anna, "name": "Nyhet", "host": people.amal, "starts_on": BEFORE, **fields}
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"phase": Phase.INTRODUCTION},
        {"phase": Phase.MAINTENANCE, "starts_on": TODAY},
        {"phase": Phase.DEVELOPMENT, "starts_on": TODAY + dt.timedelta(days=30)},
    ],
)
def test_what_is_introduced_now_is_asked_for_its_worth(
    people: Society, fields: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError, match="nyttobedömning"):
        add(people, **fields)
    made = add(people, **fields, without_because="Leverantören lade ned den gamla.")
    exception = made.introduction_exceptions.get()
    assert (exception.by, exception.on) == (people.anna, TODAY)
    assert "nyttobedömning" in exception.lacking


def test_what_runs_already_is_registered_without_questions(people: Society) -> None:
    for phase in (Phase.MAINTENANCE, Phase.DEVELOPMENT, Phase.PHASE_OUT):
        add(people, phase=phase)
    assert not IntroductionException.objects.exists()


def test_an_assessment_that_advises_against_it_is_none(people: Society) -> None:
    judge(people, "nyhet", Conclusion.REFRAIN)
    with pytest.raises(ValidationError):
        add(people, phase=Phase.INTRODUCTION)
    judge(people, "NYHET")
    add(people, phase=Phase.INTRODUCTION)
    assert not IntroductionException.objects.exists()


def test_what_comes_into_use_has_its_training_planned(people: Society) -> None:
    judge(people, "Nyhet")
    made = add(people, phase=Phase.INTRODUCTION)
    made.phase = Phase.MAINTENANCE
    with pytest.raises(ValidationError, match="utbildningsplanen"):
        change_application(by=people.anna, application=made)
    TrainingPlan.objects.create(application=made, year=2009, content="Kurs")
    change_application(by=people.anna, application=made)
    assert Application.objects.get().phase == Phase.MAINTENANCE


def test_the_form_asks_and_keeps_what_was_typed(people: Society, as_person) -> None:
    browser = as_person(people.anna)
    typed = {
        "name": "Nyhet",
        "host": people.amal.pk,
        "phase": "introduction",
        "starts_on": "2009-01-01",
    }
    answer = browser.post(reverse("application_add"), typed)
    assert answer.status_code == 422
    assert "Det finns ingen nyttobedömning" in answer.content.decode()
    assert 'value="Nyhet"' in answer.content.decode()
    browser.post(reverse("application_add"), typed | {"without_because": "Bråttom"})
    page = browser.get(reverse("introduction_exception_list")).content.decode()
    assert "Bråttom" in page
    assert "Nyhet" in page


def test_the_api_asks_likewise(people: Society, as_person) -> None:
    client = as_person(people.anna)
    new = {
        "name": "Nyhet",
        "host_id": people.amal.pk,
        "starts_on": "2009-01-01",
        "phase": "introduction",
    }

    def post(**more: str) -> int:
        address = "/api/v1/applications"
        return client.post(address, new | more, content_type="application/json").status_code

    assert post() == 409
    assert post(phase="maintenance") == 409
    assert post(without_because="Bråttom") == 201
