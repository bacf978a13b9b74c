"""From the register to an adopted plan and its introduction by clicking, without script; reason and proof beside."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from samdrift.decisions.introduction.models import Introduction, Step, StepKind
from samdrift.decisions.planning.actions.computing import compute
from samdrift.decisions.planning.models import Run
from samdrift.foundation.organisations.models import Person
from tests.browser.conftest import sign_in
from tests.integration.introduction_place import fill_register
from tests.people import society

pytestmark = pytest.mark.django_db(transaction=True)


def _as(chromium: Browser, url: str, person: Person) -> Page:
    context = chromium.new_context(locale="sv-SE", java_script_enabled=False)
    sign_in(context, url, person)
    page = context.new_page()
    page.set_default_timeout(8000)
    page.goto(url + "/")
    return page


def test_from_the_register_to_an_introduction(chromium: Browser, live_server) -> None:
    people = society()
    fill_register(people)
    url = live_server.url
    anna = _as(chromium, url, people.anna)
    main = anna.get_by_role("main")

    anna.get_by_role("navigation").get_by_role("link", name="Vad vi gör ihop").click()
    anna.get_by_role("navigation").get_by_role("link", name="Planer").click()
    main.get_by_role("link", name="Nytt scenario").first.click()
    anna.get_by_label("Namn").fill("Vägen till gemensam IT")
    anna.get_by_label("Rättviseregel").select_option("nobody_worse")
    anna.get_by_role("button", name="Spara").click()
    anna.get_by_role("button", name=re.compile("^Räkna ut en plan")).click()
    expect(main).to_contain_text("Väntar")
    compute(Run.objects.get().pk)  # what the worker does meanwhile
    anna.get_by_role("link", name="Uppdatera").click()
    anna.get_by_role("link", name="Till planen").first.click()
    expect(main).to_contain_text("Besparing")

    kim = _as(chromium, url, people.controller)
    kim.goto(anna.url)
    kim.get_by_role("link", name="Åtgärder").first.click()
    expect(kim.get_by_role("main")).to_contain_text("ArcGIS")
    expect(kim.get_by_role("main")).to_contain_text("Näst bäst")
    kim.get_by_role("link", name="Bevis").first.click()
    expect(kim.get_by_role("main")).to_contain_text("Ingen plan är billigare: det är bevisat.")

    anna.get_by_role("link", name="Föreslå").click()
    anna.get_by_role("button", name=re.compile("^(Föreslå|Lägg fram)")).click()
    proposal = anna.url
    fia = _as(chromium, url, people.administrator)
    for name in ("Åmål", "Mellerud"):
        fia.goto(proposal)
        fia.get_by_role("link", name="Registrera ett beslut").click()
        fia.get_by_label("Kommun").select_option(label=name)
        fia.get_by_label("Beslutsorgan").select_option("board")
        fia.locator("input[name=outcome][value=adopted]").check()
        fia.get_by_label("Beslutsdag").fill("2009-01-01")
        fia.get_by_label("Paragraf").fill("§ 7")
        fia.get_by_role("button", name="Registrera beslutet").click()
    expect(fia.get_by_role("main")).to_contain_text("§ 7")

    anna.get_by_role("link", name="Vad vi gör ihop").click()
    anna.get_by_role("navigation").get_by_role("link", name="Införanden").click()
    main.get_by_role("link", name="Upprätta införandeplanen").click()
    anna.get_by_role("button", name="Upprätta införandeplanen").click()
    assert Introduction.objects.get().plan.is_adopted
    expect(main).to_contain_text("ArcGIS")
    anna.get_by_role("link", name="Alla steg").first.click()
    for kind in ("Uppsägning av det gamla avtalet", "Avtal om drift", "Utbildning"):
        expect(main).to_contain_text(kind)
    main.get_by_role("link", name="Införande", exact=True).first.click()
    expect(main).to_contain_text("Utbildning")  # what it waits for
    assert Step.objects.get(kind=StepKind.INTRODUCTION).waits_for.exists()
