"""Rows are picked one by one, or all that are shown by one box, and what is picked is what is sent."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from samdrift.foundation.organisations.models import Person
from tests import factories
from tests.browser.conftest import faults, sign_in
from tests.people import society

pytestmark = pytest.mark.django_db(transaction=True)


def _open_list(
    chromium: Browser, url: str, person: Person, width: int, *, scripted: bool = True
) -> tuple[BrowserContext, Page]:
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, locale="sv-SE", java_script_enabled=scripted
    )
    sign_in(context, url, person)
    page = context.new_page()
    page.goto(url + reverse("application_list"))
    return context, page


@pytest.mark.parametrize("width", [1280, 390])
def test_one_box_picks_all_that_are_shown(chromium: Browser, live_server, width: int) -> None:
    people = society()
    for name in ("Ekonomi", "Lön", "Skola"):
        factories.application(people.amal, name)
    context, page = _open_list(chromium, live_server.url, people.anna, width)
    everything = page.get_by_label("Välj alla som visas")
    boxes = page.locator(".pick input")
    expect(boxes).to_have_count(3)

    everything.check()
    assert all(box.is_checked() for box in boxes.all())
    boxes.nth(1).uncheck()
    expect(everything).not_to_be_checked()
    boxes.nth(1).check()
    expect(everything).to_be_checked()
    everything.uncheck()
    assert not any(box.is_checked() for box in boxes.all())

    boxes.nth(0).check()
    boxes.nth(2).check()
    picked = {boxes.nth(place).get_attribute("value") for place in (0, 2)}
    page.locator(".row-acts button").first.click()
    sent = page.evaluate("new URLSearchParams(location.search).getAll('rad')")
    assert set(sent) == picked
    page.go_back()
    assert not faults(page)  # it opens what is folded: nothing is pressed after it
    context.close()


def test_without_javascript_nothing_promises_to_pick_them_all(
    chromium: Browser, live_server
) -> None:
    people = society()
    factories.application(people.amal, "Ekonomi")
    context, page = _open_list(chromium, live_server.url, people.anna, 1280, scripted=False)
    expect(page.locator(".pick input")).to_be_visible()
    expect(page.get_by_text("Välj alla som visas")).to_be_hidden()
    context.close()
