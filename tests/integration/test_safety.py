"""What every answer says to the browser, how attempts to sign in are counted, and what the log holds."""

from typing import Any

import pytest
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.test import Client
from django.urls import reverse

from samdrift.config.security import HEADERS
from tests.people import PASSWORD, Society

OPEN = ["account_login", "account_reset_password"]


@pytest.fixture(autouse=True)
def _no_attempts_yet(db: None) -> None:
    caches["default"].clear()


def attempt(email: str, password: str = "", **headers: str) -> int:
    """The status of an attempt to sign in: 302 in, 200 or 422 wrong, 429 too many."""
    form = {"login": email, "password": password or "fel"}
    return Client().post(reverse("account_login"), form, headers=headers).status_code


def test_attempts_are_counted_in_the_database_that_all_processes_share() -> None:
    assert isinstance(caches["default"], DatabaseCache)


def test_wrong_passwords_from_one_client_do_not_keep_another_out(
    people: Society, settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    statuses = [
        attempt(f"nobody{n}@kommun.example", **{"X-Forwarded-For": f"10.9.9.{n}, 192.0.2.1"})
        for n in range(40)
    ]
    assert 429 in statuses
    assert attempt(people.anna.email, PASSWORD, **{"X-Forwarded-For": "192.0.2.1"}) == 429
    assert attempt(people.anna.email, PASSWORD, **{"X-Forwarded-For": "192.0.2.2"}) == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "192.0.2.7", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "192.0.2.7", "192.0.2.7"),
        (1, "198.51.100.1, 192.0.2.7", "192.0.2.7"),
        (2, "198.51.100.1, 192.0.2.7, 10.0.0.1", "192.0.2.7"),
        (2, "192.0.2.7", "127.0.0.1"),
        (1, " , ,", "127.0.0.1"),
    ],
)
def test_a_client_is_who_the_outermost_proxy_of_ours_saw(
    rf: Any, settings: Any, proxies: int, forwarded: str, address: str
) -> None:
    from samdrift.entrances.portal.accounts import Accounts

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = rf.get("/", headers={"X-Forwarded-For": forwarded} if forwarded else {})
    assert Accounts().get_client_ip(request) == address


def test_nothing_signed_in_is_kept_by_the_browser(people: Society, as_person: Any) -> None:
    client = as_person(people.anna)
    for address in ("/", reverse("application_list"), "/api/v1/applications", "/finns-inte/"):
        assert "no-store" in client.get(address)["Cache-Control"], address


@pytest.mark.parametrize(
    ("address", "host"), [("/", "testserver"), ("/finns-inte/", "testserver"), ("/", "ond.example")]
)
def test_every_answer_has_every_header(address: str, host: str) -> None:
    answer = Client().get(address, headers={"host": host})
    assert {name: answer[name] for name in HEADERS} == HEADERS
