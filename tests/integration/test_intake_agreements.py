"""An imported agreement says what the file says: its supplier, its price, and nothing that nobody knows."""

import datetime as dt

from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.models import Kind, Organisation
from samdrift.records.agreements.models import Agreement, PartyRole
from samdrift.records.intake.actions import import_register
from samdrift.records.intake.models import Upload
from samdrift.records.spending.convert.deriving import DerivedOutcome, derived_lines
from samdrift.records.spending.models import CostLine
from tests.people import Society

HEAD = "System;Leverantör;Avtal slut;Avtalsstart;Uppsägningstid;Kostnad per år"


def bring_in(people: Society, *lines: str) -> Upload:
    content = "\n".join([HEAD, *lines]).encode()
    return import_register(
        by=people.anna, organisation=people.amal, file_name="r.csv", content=content
    )


def test_the_supplier_becomes_a_party_found_by_name_or_made_once(people: Society) -> None:
    bring_in(
        people,
        "Alfa;leverantören ab;2010-12-31;;;",
        "Beta;Nya Bolaget AB;2011-12-31;;;",
        "Gamma;Nya bolaget AB;2011-12-31;;;",
    )
    sellers = {
        party.agreement.applications.get().name: party.organisation
        for agreement in Agreement.objects.all()
        for party in agreement.parties.filter(role=PartyRole.SUPPLIER)
    }
    assert sellers["Alfa"] == people.supplier
    assert sellers["Beta"] == sellers["Gamma"]
    assert Organisation.objects.filter(kind=Kind.SUPPLIER).count() == 2
    assert (
        Agreement.objects.get(applications__name="Beta")
        .parties.filter(role=PartyRole.CUSTOMER)
        .exists()
    )


def test_a_start_that_the_file_does_not_say_stays_unknown(people: Society) -> None:
    bring_in(people, "Alfa;;2010-12-31;;;", "Beta;;2010-12-31;2008-01-01;;", "Gamma;;2007-12-31;;;")
    starts = Agreement.objects.order_by("pk").values_list("starts_on", flat=True)
    assert list(starts) == [None, dt.date(2008, 1, 1), None]
    assert set(Agreement.objects.values_list("renewal", flat=True)) == {"ends"}


def test_the_price_comes_along_and_is_not_counted_once_more(people: Society) -> None:
    bring_in(people, "Alfa;Nya Bolaget AB;2010-12-31;;;95 000 kr")
    agreement = Agreement.objects.get()
    assert agreement.price_per_year_ore == 9_500_000
    assert CostLine.objects.get().agreement == agreement
    assert [row.outcome for row in derived_lines(people.anna, 2009).rows] == [DerivedOutcome.SAME]


def test_an_imported_agreement_has_its_history(people: Society) -> None:
    bring_in(people, "Alfa;Nya Bolaget AB;2010-12-31;;;")
    bring_in(people, "Alfa;Nya Bolaget AB;2011-12-31;;;")
    told = history_of(Agreement.objects.get())
    assert [event.by for event in told] == ["Anna", "Anna"]
    assert any(change.after == "2011-12-31" for change in told[0].changes)


def test_the_same_file_twice_makes_nothing_new(people: Society) -> None:
    line = "Alfa;Nya Bolaget AB;2010-12-31;;3 månader;95 000 kr"
    bring_in(people, line)
    again = bring_in(people, line)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 1)
    assert len(history_of(Agreement.objects.get())) == 1
