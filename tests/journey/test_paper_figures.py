"""A paper (PDF) says the figures of the pages that it is printed from."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from samdrift.decisions.planning.models import Plan
from samdrift.decisions.settlement.models import Charge, Settlement
from samdrift.foundation.organisations.models import Person
from tests.journey.conftest import Walked
from tests.journey.reading import Reader, number

pytestmark = pytest.mark.reads_pages

_AMOUNT = re.compile(r"(?<![\d,.])[−-]?\d{1,3}(?:[ \u00a0\u202f]\d{3})*,\d\d(?!\d)")
_KRONOR = re.compile(r"(?<![\d,.])[−-]?\d{1,3}(?:[ \u00a0\u202f]\d{3})*(?=[ \u00a0\u202f]kr)")


def _paper(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf", address
    content = io.BytesIO(b"".join(answer) if answer.streaming else answer.content)
    return "\n".join(page.extract_text() for page in PdfReader(content).pages)


def _ore(text: str) -> set[int]:
    """Every amount that is written to the öre."""
    found = (number(each) for each in _AMOUNT.findall(text))
    return {round(each * 100) for each in found if each is not None}


def _kronor(text: str) -> set[int]:
    """Every amount that is written in whole kronor."""
    found = (number(each) for each in _KRONOR.findall(text))
    return {round(each) for each in found if each is not None}


def _figures(client: Client, address: str) -> dict[str, str]:
    return dict(Reader(client.get(address).text).figures)


@pytest.fixture
def manager(walked: Walked) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email="it.mellerud@demo.example"))
    return client


def _sums(charges: Any) -> Iterator[tuple[tuple[int, int], int]]:
    """What each pays each in a settlement, all its charges together."""
    sums: Counter[tuple[int, int]] = Counter()
    for each in charges:
        sums[each.payer_id, each.payee_id] += each.amount_ore
    yield from sums.items()


def test_a_settlement_s_paper_says_its_total_and_what_each_pays_each(manager: Client) -> None:
    held = 0
    for settlement in Settlement.objects.order_by("pk"):
        figures = _figures(manager, reverse("settlement_page", args=[settlement.pk]))
        charges = list(Charge.objects.filter(settlement=settlement))
        for each in charges:
            shown = figures.get(f"costs.charge.{each.pk}")
            assert shown in {None, str(each.amount_ore)}
            held += shown is not None
        whole = _ore(_paper(manager, reverse("settlement_paper", args=[settlement.pk])))
        total = figures.get(f"seen.costs.settlement.{settlement.pk}")
        assert total is not None
        assert int(total) in whole, settlement
        for pair, amount_ore in _sums(charges):
            assert {amount_ore, -amount_ore} & whole, (settlement, pair)
        for party in {key for each in charges for key in (each.payer_id, each.payee_id)}:
            address = reverse("party_paper", args=[settlement.pk, party])
            if manager.get(address).status_code != 200:
                continue
            own = _ore(_paper(manager, address))
            for pair, amount_ore in _sums(charges):
                assert party not in pair or {amount_ore, -amount_ore} & own, (settlement, pair)
    assert held > 50


def test_a_plan_s_paper_says_the_plan_s_figures(manager: Client) -> None:
    read = 0
    for plan in Plan.objects.order_by("pk"):
        figures = _figures(manager, reverse("plan_page", args=[plan.pk]))
        named = [value for name, value in figures.items() if name.startswith("planning.plan.")]
        if not named:
            continue
        paper = _kronor(_paper(manager, reverse("plan_report", args=[plan.pk])))
        for value in named:
            assert any(abs(int(value) / 100 - each) <= 0.5 for each in paper), (plan, value)
        read += 1
    assert read > 1


def test_an_introduction_s_paper_says_the_cost_that_its_page_says(
    walked: Walked, manager: Client
) -> None:
    key = walked.decided.introduced.introduction.pk
    paper = _kronor(_paper(manager, reverse("introduction_report", args=[key])))
    page = Reader(manager.get(reverse("introduction_page", args=[key])).text)
    assert paper
    assert paper <= _kronor(" ".join(" ".join(page.words).split()))
