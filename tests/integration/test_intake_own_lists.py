"""A list that the product exported itself is either read back without a change, or refused in words. Never new rows."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from samdrift.foundation.organisations.models import Person
from samdrift.foundation.ui.export import csv_bytes, xlsx_bytes
from samdrift.foundation.ui.listing import DECLARED
from samdrift.records.intake.actions import preview_costs, preview_register
from samdrift.records.intake.convert.summing import sentence_of
from samdrift.records.intake.models import Status, Upload
from samdrift.records.register.models import Application
from tests import factories
from tests.people import Society

SignIn = Callable[[Person], Client]


def given(people: Society, content: bytes, *, costs: bool = False) -> Upload:
    asked = {
        "by": people.anna,
        "organisation": people.amal,
        "file_name": "lista.csv",
        "content": content,
    }
    return preview_costs(**asked) if costs else preview_register(**asked)


def told(upload: Upload) -> str:
    return " ".join(sentence_of(each) for each in upload.findings.all())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_agreements_exported_here_are_refused_with_what_can_be_read(
    people: Society, as_person: SignIn, kind: str
) -> None:
    factories.agreement(people.amal, title="Driftavtal")
    content = as_person(people.anna).get(reverse("agreement_list"), {"exportera": kind}).content
    for costs in (False, True):
        upload = given(people, content, costs=costs)
        assert upload.status == Status.UNREADABLE
        assert "”avtal”" in told(upload)
        assert "applikationer" in told(upload)
        assert "kostnadsrader" in told(upload)
    assert not Application.objects.exists()


def test_no_list_of_the_product_is_taken_for_systems(people: Society) -> None:
    """Every declared list with four columns or more, as it exports by default."""
    assert get_resolver().url_patterns
    taken = []
    for listing in list(DECLARED.values()):
        heads = [str(column.label) for column in listing.columns if column.visible]
        if listing.name in {"applikationer", "kostnadsrader"} or len(heads) < 4:
            continue
        row = [f"Värde {at}" for at, _head in enumerate(heads)]
        written = [write(heads, [row, row]) for write in (csv_bytes, xlsx_bytes)]
        if any(given(people, content).status != Status.UNREADABLE for content in written):
            taken.append(listing.name)
    assert not taken
    assert len(DECLARED) > 20


def test_chosen_columns_are_warned_of_and_other_people_s_files_are_not(
    people: Society, as_person: SignIn
) -> None:
    factories.agreement(people.amal, title="Driftavtal")
    asked = {"exportera": "csv", "kolumner": "title,state,kind,starts_on,responsible"}
    content = as_person(people.anna).get(reverse("agreement_list"), asked).content
    assert "like-own-list" in set(given(people, content).findings.values_list("rule", flat=True))
    other = "System;Leverantör;Systemägare;Avtal slut\nAlfa;A AB;;2010-12-31\n".encode()
    assert not given(people, other).findings.filter(rule__contains="own-list").exists()
    asked = {"exportera": "csv"}
    factories.application(people.amal)
    content = as_person(people.anna).get(reverse("application_list"), asked).content
    assert given(people, content).status == Status.PREVIEW
