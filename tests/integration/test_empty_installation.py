"""A federation that was founded a minute ago: every page leads somewhere, though there is nothing yet."""

import html
import re

import pytest
from django.test import Client

from samdrift.foundation.organisations.actions import found_federation
from samdrift.foundation.organisations.models import Person

LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')


@pytest.fixture
def administrator(db: None) -> Person:
    _federation, person = found_federation(
        name="Ett nytt förbund",
        administrator_name="Ada",
        administrator_email="ada@forbund.example",
        password=None,
    )
    return person


def test_no_page_of_an_empty_installation_links_to_what_is_not_there(
    administrator: Person, as_person
) -> None:
    client: Client = as_person(administrator)
    waiting, seen, wrong = ["/"], {"/"}, []
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        if answer.status_code not in {200, 302}:
            wrong.append((address, answer.status_code))
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        found = {html.unescape(link) for link in LINK.findall(answer.content.decode())}
        new = {link for link in found if link.partition("?")[0] not in seen}
        seen |= {link.partition("?")[0] for link in new}
        waiting += sorted(new)
    assert not wrong
    assert len(seen) > 50
