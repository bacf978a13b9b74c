"""Eight clicks at once are one act: with threads, so on PostgreSQL only."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from samdrift.foundation.audit.queries import history
from samdrift.foundation.audit.versions import version_of
from samdrift.records.agreements.models import Agreement
from tests import factories
from tests.people import society

CLICKS = 8


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'")
@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("option", {"why": ""}),
        ("uppsagning", {"given_on": "2009-01-01", "ends_on": "2009-12-31"}),
    ],
)
def test_eight_clicks_at_once_are_one_act_with_one_event(page: str, typed: dict[str, str]) -> None:
    people = society()
    made = factories.agreement(
        people.amal, ends_on="2009-12-31", extension_options=2, extension_months=12
    )
    page_shown = f"/avtal/{made.pk}/{page}/"
    typed = {
        **typed,
        "row_version": version_of(Agreement.objects.get()),
    }  # as the page that all eight look at carries it
    begin = Barrier(CLICKS)

    def click(_number: int) -> int:
        client = Client()
        client.force_login(people.anna)
        begin.wait(timeout=30)
        try:
            return client.post(page_shown, typed).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(CLICKS) as pool:
        answers = list(pool.map(click, range(CLICKS)))
    assert history(made).count() == 1
    assert sorted(answers) == [302] + [422] * (CLICKS - 1)
    stored = Agreement.objects.get()
    assert (stored.extension_options, stored.notice_given_on is None) in {(1, True), (2, False)}
