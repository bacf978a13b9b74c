"""Every page, form and list of the house keeps the contract of its kind, on the walked demonstration."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from lxml import html as reading

from tests.contracts import forms, pages
from tests.contracts.addresses import House, make_house
from tests.contracts.form_cases import CHOSEN_IN_THE_FORM, NOT_SENT, REFUSED, TOLD_EACH_TIME, TYPED
from tests.contracts.forms import FormCase, form_on, taken_back
from tests.contracts.lists import ListCase, key_of, list_cases, lists_of_the_product
from tests.journey.conftest import Walked

#: Kinds of people who try to send what they may not open.
MAY_NOT = ("employee", "supplier")
#: Forms that a contract is not asked of; form_cases.py says why.
LEFT_OUT: dict[Callable[..., Any], Any] = {
    forms.once_faults: NOT_SENT,
    forms.stale_faults: CHOSEN_IN_THE_FORM,
}
#: Lists that no page of the demonstration shows, and where they are tried.
NOT_SHOWN = {
    "rader": "rows of a file on its way in: tests/integration/test_intake_rows.py, test_intake_keyed.py"
}


@dataclass
class Opened:
    """Every page opened once by somebody who may: what is wrong with it, its form, its list."""

    house: House
    wrong: list[str] = field(default_factory=list)
    forms: dict[str, FormCase] = field(default_factory=dict)
    lists: list[ListCase] = field(default_factory=list)
    others: dict[str, Client] = field(default_factory=dict)


@pytest.fixture(scope="module")
def opened(walked: Walked, django_db_blocker: Any) -> Iterator[Opened]:
    """Read once for the tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _open(make_house(walked))
        transaction.set_rollback(True)


def _open(house: House) -> Opened:
    found = Opened(house)
    clients: dict[str, Client] = {}
    for kind, person in house.people.items():
        clients[kind] = Client()
        clients[kind].force_login(person)
    found.others = {kind: clients[kind] for kind in MAY_NOT}
    for address in house.addresses:
        if address.who_may not in clients:
            continue
        client = clients[address.who_may]
        answer = client.get(address.path)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        page = reading.fromstring(answer.content)
        found.wrong += [f"{address.path} {fault}" for fault in pages.page_faults(page)]
        if (form := form_on(page)) is not None:
            found.forms[address.name] = FormCase(
                address,
                client,
                form,
                TYPED.get(address.name, {}),
                REFUSED.get(address.name, ""),
                address.name in TOLD_EACH_TIME,
            )
        found.lists += list_cases(client, address.path, answer)
    return found


def _faults(opened: Opened, contract: Callable[..., Any], *given: Any) -> list[str]:
    return [
        f"{case.address.name} {case.address.path} {fault}"
        for name, case in opened.forms.items()
        if name not in LEFT_OUT.get(contract, ())
        for fault in taken_back(contract, case, *given)
    ]


def test_every_page_has_one_heading_its_title_and_labelled_fields(opened: Opened) -> None:
    assert len(opened.house.addresses) > 200
    assert not opened.wrong, "\n".join(opened.wrong)


@pytest.mark.reads_pages
def test_every_form_refuses_what_cannot_hold_and_keeps_what_was_typed(opened: Opened) -> None:
    assert len(opened.forms) > 80
    wrong = _faults(opened, forms.refusal_faults)
    assert not wrong, "\n".join(wrong)


@pytest.mark.reads_pages
def test_no_form_is_sent_by_who_may_not_open_it(opened: Opened) -> None:
    wrong = _faults(opened, forms.rights_faults, opened.others)
    assert not wrong, "\n".join(wrong)


@pytest.mark.reads_pages
def test_every_form_sent_twice_is_done_once(opened: Opened) -> None:
    cases = {*TYPED, *REFUSED, *NOT_SENT, *TOLD_EACH_TIME}
    assert not cases - opened.forms.keys(), "cases of forms that are not there"
    wrong = _faults(opened, forms.once_faults)
    assert not wrong, "\n".join(wrong)


@pytest.mark.reads_pages
def test_no_form_of_an_older_version_is_stored(opened: Opened) -> None:
    wrong = _faults(opened, forms.stale_faults)
    assert not wrong, "\n".join(wrong)


@pytest.mark.reads_pages
def test_every_list_keeps_what_a_list_keeps(opened: Opened) -> None:
    wrong = [
        f"{case.path} {fault}"
        for case in opened.lists
        for fault in taken_back(ListCase.faults, case)
    ]
    assert not wrong, "\n".join(wrong)
    seen = {key_of(case.shown.name, case.shown.every_column) for case in opened.lists}
    lost = {key for key in lists_of_the_product() - seen if key[0] not in NOT_SHOWN}
    assert not lost, "lists that no page shows"
