"""A year of joint costs by clicking through its guide: approved, shared, charged, explained, settled, corrected."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from samdrift.decisions.settlement.models import Settlement
from samdrift.foundation.organisations.models import Person
from tests.browser.conftest import faults, sign_in
from tests.integration.money_year import begin
from tests.people import society

pytestmark = pytest.mark.django_db(transaction=True)


def _as(chromium: Browser, url: str, person: Person) -> tuple[BrowserContext, Page]:
    context = chromium.new_context(locale="sv-SE", java_script_enabled=False)
    sign_in(context, url, person)
    return context, context.new_page()


def _guide(page: Page, url: str, step: str) -> None:
    """From the year's guide to its next step."""
    page.goto(url + "/kostnader/")
    here = page.locator(".milestone", has_text=step)
    expect(here).to_have_attribute("aria-current", "step")
    here.get_by_role("link").click()


def test_a_year_by_clicking(chromium: Browser, live_server) -> None:
    people = society()
    begin(people)
    url = live_server.url
    _context, anna = _as(chromium, url, people.anna)
    _context, kim = _as(chromium, url, people.controller)

    _guide(kim, url, "Budgeten attesterad")
    expect(kim.get_by_role("main")).to_contain_text("Anna")
    anna.goto(url + "/kostnadsrader/attestera/")
    anna.get_by_role("button", name="Attestera").click()
    _guide(kim, url, "Budgeten fördelad")
    kim.get_by_role("button", name="Fördela och spara").click()
    _guide(kim, url, "Preliminärt debiterad")
    kim.get_by_label("Debiteras").select_option("12")
    kim.get_by_role("button", name="Debitera").click()
    expect(kim.get_by_role("heading", level=1)).to_have_text("Preliminär debitering 2009")

    kim.get_by_role("link", name="Telefoni").first.click()
    expect(kim.locator("#periods")).to_be_visible()
    kim.get_by_role("link", name=re.compile("Så räknades andelen")).click()
    expect(kim.locator("#rounding")).to_be_visible()
    expect(kim.get_by_role("main")).to_contain_text("9\u00a0700/38\u00a0000")
    assert not faults_with_script(chromium, url, people.controller, kim.url)
    kim.get_by_role("link", name="Underhåll").click()
    expect(kim.get_by_role("main")).to_contain_text("380\u00a0000,01")

    anna.goto(url + "/kostnader/")
    anna.get_by_role("link", name="Börja från budgeten").click()
    anna.get_by_role("button", name=re.compile("^(Gör|Kopiera|Lägg)")).click()
    anna.goto(url + "/kostnadsrader/?ar=2009&slag=actual")
    anna.get_by_role("link", name="Telefoni").first.click()
    anna.goto(anna.url + "andra/")
    anna.get_by_label("Belopp").fill("399 000")
    anna.get_by_role("button", name="Spara").click()
    anna.goto(url + "/kostnadsrader/attestera/")
    anna.get_by_role("button", name="Attestera").click()

    _guide(kim, url, "Avräknad")
    kim.get_by_role("button", name="Debitera").click()
    expect(kim.get_by_role("heading", level=1)).to_have_text("Avräkning 2009")
    expect(kim.locator("section", has=kim.locator("#participants"))).to_contain_text(
        "4\u00a0850,00"
    )
    kim.get_by_role("link", name="Rätta").click()
    kim.get_by_label("Vad som var fel").fill("Fel period")
    kim.get_by_role("button", name=re.compile("Gör rättelsen")).click()
    expect(kim.get_by_role("main")).to_contain_text("Fel period")
    _guide(kim, url, "Verifikationer och fakturor")
    expect(kim.get_by_role("main")).to_contain_text("Säffle")
    assert [each.kind for each in Settlement.objects.order_by("number")] == [
        "preliminary",
        "final",
        "correction",
    ]


def faults_with_script(
    chromium: Browser, url: str, person: Person, address: str
) -> list[tuple[str, list[object]]]:
    """What axe finds on a page, which needs script to be asked."""
    context = chromium.new_context(locale="sv-SE")
    sign_in(context, url, person)
    page = context.new_page()
    page.goto(address)
    found = faults(page)
    context.close()
    return found
