"""What every test may ask for."""

import gc
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from samdrift.foundation.organisations.models import Person
from tests.kept_database import keep_what_is_migrated
from tests.people import Society, society
from tests.workers import FileByFile, sort_by_line


def pytest_configure() -> None:
    """Hashing is slow on purpose; tests need not wait for it. A busy machine keeps no figures: tests change rows."""
    settings.SAMDRIFT_TODAY = "2009-01-01"
    settings.COUNTED_AT_ONCE = 600
    settings.MEDIA_ROOT = tempfile.mkdtemp(prefix="samdrift-attachments-")
    settings.CLAMAV = ""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    gc.disable()  # nothing that is loaded for the tests is garbage


def pytest_unconfigure() -> None:
    """What tests have attached goes with them."""
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FileByFile | None:
    return FileByFile(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest is begun first, what empties the database last."""
    sort_by_line(items)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """What is loaded stays: garbage is looked for among what the tests make, and less often (docs/decisions/0196)."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    gc.enable()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """The test database is a copy of one that is migrated already; `--create-db` migrates from nothing."""
    if not request.config.getvalue("create_db") and not request.config.getvalue("nomigrations"):
        keep_what_is_migrated()


@pytest.fixture
def people(db: None) -> Society:
    """The federation of tests/people.py."""
    return society()


@pytest.fixture
def as_person():
    """A browser signed in as somebody."""

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def gallery(settings) -> None:
    """The pages of tests/browser/gallery.py: every component and chart, with surroundings of their own."""
    templates = dict(settings.TEMPLATES[0])
    processors = [
        name for name in templates["OPTIONS"]["context_processors"] if ".portal." not in name
    ]
    templates["OPTIONS"] = {**templates["OPTIONS"], "context_processors": processors}
    templates["DIRS"] = [Path(__file__).parent / "browser" / "templates"]
    settings.TEMPLATES = [templates]
    settings.ROOT_URLCONF = "tests.browser.gallery"
