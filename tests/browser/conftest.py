"""A browser for tests, where there is one: Chromium from the system, driven by Playwright."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from samdrift.foundation.organisations.models import Person
from samdrift.journey import walk
from samdrift.journey.decide import Decided
from samdrift.journey.organisations import Society

CHROMIUM = (
    os.environ.get("SAMDRIFT_CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
)
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
)  # Playwright's loop runs in the thread of the tests


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What lies here needs Chromium, and says so where it is missing."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="needs Chromium"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def walked_once() -> dict[str, Any]:
    """What `demonstration` keeps between tests: a copy of the walked database, and the names of what is in it."""
    return {}


@pytest.fixture
def demonstration(transactional_db: None, walked_once: dict[str, Any]) -> tuple[Society, Decided]:
    """The whole way, walked for the first test that asks and laid back for each after it."""
    if not walked_once:
        ladder = import_module("samdrift.decisions.collaboration.migrations.0002_ladder")
        ladder.propose(apps, connection.schema_editor())  # emptied away by earlier tests
        walked_once["names"] = walk()
        walked_once["copy"] = sqlite3.connect(":memory:")
        connection.connection.backup(walked_once["copy"])
    else:
        walked_once["copy"].backup(connection.connection)
    return walked_once["names"]


def sign_in(context: BrowserContext, url: str, person: Person) -> None:
    """Every page of the browser's context is the person's from now on."""
    client = Client()
    client.force_login(person)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": url}])


def faults(page: Page) -> list[tuple[str, list[Any]]]:
    """What axe finds on the page with every table and panel open: rule and places."""
    page.evaluate(
        "document.querySelectorAll('details:not(.menu)').forEach(part => part.open = true)"
    )
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": AXE})
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        (fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found["violations"]
    ]
