"""A file that introduces something is asked what the form asks; what it lists as in use is not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.models import Person
from samdrift.records.intake.actions import (
    answer_introductions,
    approve_upload,
    confirm_upload,
    preview_register,
)
from samdrift.records.intake.models import Upload
from samdrift.records.intake.queries.introductions import introduced_rows
from samdrift.records.register.models import Application, IntroductionException, Phase
from tests.integration.test_introducing import judge
from tests.people import Society

SignIn = Callable[[Person], Client]
FILE = """System;Leverantör;Fas;Drift år
Gammal;A AB;I förvaltning;2001
Utan år;B AB;;
På väg;C AB;Införs;
I år;D AB;I förvaltning;2009
Nästa år;E AB;;2010
"""
ASKED = {4: "På väg", 5: "I år", 6: "Nästa år"}


@pytest.fixture
def upload(people: Society) -> Upload:
    return preview_register(
        by=people.anna, organisation=people.amal, file_name="r.csv", content=FILE.encode()
    )


def test_status_and_year_decide_what_is_introduced_now(people: Society, upload: Upload) -> None:
    asked = introduced_rows(upload)
    assert {one.row.number: one.row.name for one in asked} == ASKED
    assert [one.may_be_in_use for one in asked] == [False, True, False]
    judge(people, "på väg")
    assert [one.row.number for one in introduced_rows(upload)] == [5, 6]


def test_nothing_is_brought_in_before_every_row_has_its_answer(
    people: Society, upload: Upload
) -> None:
    for bring_in in (approve_upload, confirm_upload):
        with pytest.raises(ValidationError, match="4, 5, 6"):
            bring_in(by=people.anna, upload=upload, only_sound=False)
    answer_introductions(by=people.anna, upload=upload, rows=[5], in_use=True)
    answer_introductions(by=people.anna, upload=upload, rows=[4, 6], because="Avtalet löpte ut.")
    confirm_upload(by=people.anna, upload=upload)
    exceptions = IntroductionException.objects.order_by("application__name")
    assert {(one.application.name, one.reason) for one in exceptions} == {
        ("Nästa år", "Avtalet löpte ut."),
        ("På väg", "Avtalet löpte ut."),
    }
    assert all("nyttobedömning" in one.lacking for one in exceptions)
    assert history_of(exceptions[0])[0].why == "Avtalet löpte ut."
    assert Application.objects.get(name="I år").phase == Phase.MAINTENANCE


def test_what_the_file_calls_new_is_not_said_to_be_in_use(people: Society, upload: Upload) -> None:
    for number in (4, 6):
        with pytest.raises(ValidationError, match="håller på att införas"):
            answer_introductions(by=people.anna, upload=upload, rows=[number], in_use=True)
    with pytest.raises(ValidationError, match="Skriv varför"):
        answer_introductions(by=people.anna, upload=upload, rows=[4], because="  ")
    with pytest.raises(ValidationError, match="Rad 2 "):
        answer_introductions(by=people.anna, upload=upload, rows=[2], because="Därför")
    for stranger in (people.cilla, people.bo):
        with pytest.raises(PermissionDenied):
            answer_introductions(by=stranger, upload=upload, rows=[4], because="Därför")


def test_the_preview_asks_once_and_keeps_what_was_typed(
    people: Society, upload: Upload, as_person: SignIn
) -> None:
    browser, address = as_person(people.anna), reverse("upload_preview", args=[upload.pk])
    page = browser.get(address).content.decode()
    assert "3 rader införs nu" in page
    assert "vad=I+%C3%A5r" in page
    refused = browser.post(address, {"introduced": "because", "because": "Bråttom"})
    assert refused.status_code == 422
    assert "Bråttom</textarea>" in refused.content.decode()
    assert browser.post(address, {"which": "all"}).status_code == 422
    browser.post(address, {"introduced": "in_use", "row": "5"})
    browser.post(address, {"introduced": "because", "all": "1", "because": "Bråttom"})
    assert browser.post(address, {"which": "all"}).status_code == 302
    assert IntroductionException.objects.count() == 2


def test_the_command_asks_likewise(people: Society, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(FILE, "utf-8")
    common = ["import", str(path), "--municipality", "1492", "--by", str(people.anna.email)]
    with pytest.raises(CommandError, match="4, 5, 6"):
        call_command(*common)
    assert not Application.objects.exists()
    call_command(*common, "--in-use", "5", "--without-because", "Bråttom")
    assert IntroductionException.objects.count() == 2
    call_command(*common)  # the same file again introduces nothing
    assert IntroductionException.objects.count() == 2


def test_a_file_that_takes_into_use_what_was_introduced_is_asked(people: Society) -> None:
    Application.objects.create(
        name="Nyhet", host=people.amal, starts_on="2008-01-01", phase=Phase.INTRODUCTION
    )
    upload = preview_register(
        by=people.anna,
        organisation=people.amal,
        file_name="r.csv",
        content="System;Leverantör;Fas\nNyhet;A AB;I förvaltning\nAnnat;B AB;I förvaltning\n".encode(),
    )
    (asked,) = introduced_rows(upload)
    assert (asked.row.name, asked.may_be_in_use, len(asked.lacking)) == ("Nyhet", False, 2)
