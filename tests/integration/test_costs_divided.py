"""A database from before the room of costs was divided opens after: every row, digest and event is there."""

from collections.abc import Iterator

import pytest
from django.db import connection

from samdrift.decisions.ledger.models import Export
from samdrift.decisions.settlement.convert.settling import recompute_content
from samdrift.decisions.settlement.models import Charge, Settlement
from samdrift.decisions.sharing.models import Share, ShareLine
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.models import PersonMerge
from tests.integration.money_year import begin
from tests.migrating import migrate_fully, migrate_to
from tests.people import society

ROOMS = ("sharing", "fairness", "settlement", "ledger", "notices", "budgeting")
TABLES = (
    "sharing_share",
    "settlement_settlement_shares",
    "ledger_export",
    "notices_changenotice",
    "fairness_standalonecost",
    "budgeting_budgetrequest",
)


@pytest.fixture
def before_the_division(transactional_db: None) -> Iterator[None]:
    """Whatever happens, the database is whole again after."""
    yield
    migrate_fully()


def test_what_was_kept_before_is_there_after(before_the_division: None) -> None:
    people = society()
    year = begin(people)
    year.approve()
    settlement = year.charge()
    merge = PersonMerge.objects.create(
        kept=people.anna,
        merged=people.controller,
        merged_name="Bo",
        made_on=settlement.made_on,
        content={"moved": [["sharing.Share", "made_by", [1]]], "merged": {"name": "Share"}},
    )
    kept = {
        model: list(model.objects.order_by("pk").values())
        for model in (Share, ShareLine, Settlement, Charge, Export)
    }
    assert all(kept[model] for model in (Share, ShareLine, Settlement, Charge))
    events = list(
        AuditEvent.objects.about("settlement.settlement", settlement.pk).values_list(
            "pk", flat=True
        )
    )
    assert events

    migrate_to(("costs", "0008_rules_are_agreed_on"), *((room, None) for room in ROOMS))
    tables = set(connection.introspection.table_names())
    assert {"costs_share", "costs_settlement_shares", "costs_export"} <= tables
    assert tables.isdisjoint(TABLES)
    old = AuditEvent.objects.filter(pk__in=events).values_list("about_kind", flat=True)
    assert set(old) == {"costs.settlement"}
    merge.refresh_from_db()
    assert merge.content["moved"] == [["costs.Share", "made_by", [1]]]

    migrate_fully()
    assert set(TABLES) <= set(connection.introspection.table_names())
    for model, rows in kept.items():
        assert list(model.objects.order_by("pk").values()) == rows
    stored = Settlement.objects.get(pk=settlement.pk)
    assert recompute_content(stored) == stored.content
    assert len(history_of(stored)) == len(events)
    merge.refresh_from_db()
    assert merge.content["moved"] == [["sharing.Share", "made_by", [1]]]
