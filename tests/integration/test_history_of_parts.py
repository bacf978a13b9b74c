"""The history of a row that hangs on another names both, and never says that its owner was put there or taken away."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps

from samdrift.foundation.audit.actions import record
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.queries import history_of
from samdrift.records.agreements.actions import add_party, remove_party
from samdrift.records.agreements.models import Agreement
from samdrift.records.intake.models import Status, Upload
from tests import factories
from tests.people import Society

MIGRATION = import_module(
    "samdrift.records.intake.migrations.0008_unknown_starts_of_agreements_read_in"
)
NEW_YEAR = dt.date(2009, 1, 1)


def test_a_party_is_told_by_its_name_and_not_by_the_agreement_it_hangs_on(people: Society) -> None:
    agreement = factories.agreement(people.amal)
    party = add_party(
        by=people.anna, agreement=agreement, organisation=people.supplier, role="supplier"
    )
    remove_party(by=people.anna, party=party)
    removed, added = history_of(agreement)[:2]
    for event in (added, removed):
        assert str(people.supplier) in event.what
        labels = {each.label for each in event.changes}
        assert labels
        assert str(Agreement._meta.verbose_name).capitalize() not in labels


def test_a_row_that_is_no_more_keeps_the_name_it_had(people: Society) -> None:
    agreement = factories.agreement(people.amal)
    event = AuditEvent.objects.create(
        event="agreements.party_added",
        about_kind="agreements.party",
        about_id="9",
        about_name="Lev AB (Leverantör)",
        parent_kind="agreements.agreement",
        parent_id=str(agreement.pk),
        after={"organisation_id": 987654, "agreement_id": agreement.pk},
    )
    AuditEvent.objects.create(
        event="organisations.organisation_added",
        about_kind="organisations.organisation",
        about_id="987654",
        about_name="Gamla Lev AB",
    )
    told = next(each for each in history_of(agreement) if each.at == event.at)
    assert [each.after for each in told.changes] == ["Gamla Lev AB"]


@pytest.fixture
def read_in(people: Society) -> Agreement:
    """An agreement as it was read in before: it begins on the day that its file was brought in."""
    upload = Upload.objects.create(
        organisation=people.amal, by=people.anna, file_name="register.csv", status=Status.DONE
    )
    record("intake.upload_confirmed", upload, by=people.anna, after={"created": 1})
    AuditEvent.objects.filter(event="intake.upload_confirmed").update(
        at=dt.datetime(2009, 1, 1, 12, tzinfo=dt.UTC)
    )
    return factories.agreement(people.amal, source="register.csv", starts_on=NEW_YEAR)


def test_an_import_day_that_stands_as_the_first_day_becomes_unknown_and_the_history_says_so(
    read_in: Agreement,
) -> None:
    MIGRATION.set_unknown(apps, None)
    read_in.refresh_from_db()
    assert read_in.starts_on is None
    (event,) = history_of(read_in)
    assert [(each.before, each.after) for each in event.changes] == [("2009-01-01", None)]
    assert "okänd" in event.why


@pytest.mark.parametrize("kept", ["another day", "another file", "settled since"])
def test_a_first_day_that_somebody_said_is_kept(people: Society, read_in: Agreement, kept) -> None:
    if kept == "another day":
        Agreement.objects.update(starts_on=dt.date(2008, 12, 31))
    elif kept == "another file":
        Agreement.objects.update(source="annan.csv")
    else:
        record(
            "agreements.agreement_changed",
            read_in,
            by=people.anna,
            before={"starts_on": None},
            after={"starts_on": "2009-01-01"},
        )
    MIGRATION.set_unknown(apps, None)
    read_in.refresh_from_db()
    assert read_in.starts_on is not None
