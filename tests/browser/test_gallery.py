"""Every component and chart in a real browser: accessible, within its width, and usable with and without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import faults

pytestmark = [pytest.mark.usefixtures("gallery"), pytest.mark.django_db(transaction=True)]
PAGES = ["/", "/lista/?omrade=Ekonomi", "/grupper/", "/formular/", "/bekrafta/"]


def opened(
    browser: Browser, address: str, *, scheme: str = "light", width: int = 1280, script: bool = True
) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale="sv-SE", java_script_enabled=script
    )
    root = "/".join(address.split("/")[:3])
    context.add_cookies([{"name": "utseende", "value": scheme, "url": root}])
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(
    chromium: Browser, live_server, address: str, scheme: str, width: int
) -> None:
    page = opened(chromium, live_server.url + address, scheme=scheme, width=width)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert faults(page) == []
    page.context.close()


def test_the_policy_for_content_is_never_broken(chromium: Browser, live_server) -> None:
    page = opened(chromium, live_server.url + "/formular/")
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type == "error" else None
    )
    for address in ["/", "/lista/", "/bekrafta/"]:
        page.goto(live_server.url + address, wait_until="networkidle")
    assert said == []
    page.context.close()


def test_a_list_answers_while_filters_change_and_the_address_follows(
    chromium: Browser, live_server
) -> None:
    page = opened(chromium, live_server.url + "/lista/")
    page.get_by_text("Filtrera").click()
    page.get_by_role("checkbox", name="Ekonomi").check()
    expect(page.get_by_role("status").last).to_have_text("1 rad")
    assert page.url.endswith("/lista/?omrade=Ekonomi")
    page.get_by_role("checkbox", name="Ekonomi").uncheck()
    expect(page.get_by_role("status").last).to_have_text("Visar 1–2 av 3")
    page.keyboard.press("Escape")
    page.get_by_label("Sida 2").click()
    expect(page.get_by_role("status").last).to_have_text("Visar 3–3 av 3")
    page.go_back()
    expect(page.get_by_role("status").last).to_have_text("Visar 1–2 av 3")
    page.context.close()


def test_a_list_filters_and_sorts_without_javascript(chromium: Browser, live_server) -> None:
    page = opened(chromium, live_server.url + "/lista/", script=False)
    page.get_by_role("button", name="Kronor per år").click()
    expect(page.locator("tbody tr").first).to_contain_text("ByggR")
    page.get_by_text("Filtrera").click()
    page.get_by_role("checkbox", name="Ekonomi").check()
    page.get_by_role("button", name="Visa resultat").first.click()
    expect(page.locator("tbody tr")).to_have_count(1)
    assert "sortera=cost_ore" in page.url
    page.context.close()


def test_the_scheme_is_chosen_without_javascript(chromium: Browser, live_server) -> None:
    page = opened(chromium, live_server.url + "/bekrafta/", script=False)
    page.get_by_text("Inställningar").click()
    page.get_by_role("button", name="Mörkt").click()
    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")
    assert page.url.endswith("/bekrafta/")
    page.context.close()


def test_the_error_summary_has_the_focus_and_leads_to_the_field(
    chromium: Browser, live_server
) -> None:
    page = opened(chromium, live_server.url + "/formular/")
    expect(page.locator("#error-summary")).to_be_focused()
    page.get_by_role("link", name="Kommun: Detta fält måste fyllas i.").click()
    expect(page.get_by_label("Bengtsfors")).to_be_focused()
    page.context.close()


ROWS = "[...document.querySelectorAll('.listing tbody tr')].map(row => row.getBoundingClientRect().height)"


def test_a_row_is_one_line_where_it_is_wide_and_a_card_where_it_is_narrow(
    chromium: Browser, live_server
) -> None:
    every = "name,owner,members,level,ends,cost_ore,area"
    page = opened(chromium, live_server.url + f"/lista/?kolumner={every}")
    assert set(page.evaluate(ROWS)) == {36}
    for width, words in [(1280, 0), (860, 1)]:
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.get_by_text("ryms inte").locator("visible=true")).to_have_count(words)
    page.set_viewport_size({"width": 390, "height": 844})
    assert min(page.evaluate(ROWS)) > 36
    expect(page.get_by_text("ryms inte").locator("visible=true")).to_have_count(0)
    expect(page.get_by_role("rowheader").first).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_names_behind_a_number_show_when_one_points_stands_and_presses(
    chromium: Browser, live_server, script: bool
) -> None:
    page = opened(chromium, live_server.url + "/lista/", script=script)
    names, number = page.get_by_text("Dals-Ed"), page.get_by_text("3 kommuner")
    expect(names).not_to_be_visible()
    number.hover()
    expect(names).to_be_visible()
    page.mouse.move(0, 0)
    expect(names).not_to_be_visible()
    number.focus()
    expect(names).to_be_visible()
    page.keyboard.press("Enter")
    page.get_by_label("Sök", exact=True).focus()
    expect(names).to_be_visible()
    page.context.close()
