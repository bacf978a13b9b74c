"""The search of every page is reached by a key, but never from a field where one is writing."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from samdrift.foundation.organisations.models import Person
from tests import factories
from tests.browser.conftest import sign_in
from tests.people import Society, society

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Society:
    return society()


def _open_list(chromium: Browser, url: str, person: Person) -> Page:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
    sign_in(context, url, person)
    page = context.new_page()
    page.goto(url + reverse("application_list"))
    return page


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_leads_to_the_search_and_what_is_written_there_is_found(
    chromium: Browser, live_server, people: Society, key: str
) -> None:
    factories.application(people.amal, "Ekonomi")
    page = _open_list(chromium, live_server.url, people.anna)
    page.keyboard.press(key)
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("ekonomi")
    expect(page.locator("#find")).to_have_value("ekonomi")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main").get_by_role("link", name="Ekonomi").first).to_be_visible()
    page.context.close()


def test_a_slash_that_is_written_in_a_field_stays_there(
    chromium: Browser, live_server, people: Society
) -> None:
    page = _open_list(chromium, live_server.url, people.anna)
    page.goto(live_server.url + reverse("application_add"))
    name = page.get_by_role("main").get_by_role("textbox").first
    name.focus()
    page.keyboard.type("a/b")
    expect(name).to_have_value("a/b")
    expect(name).to_be_focused()
    page.context.close()
