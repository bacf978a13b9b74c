"""From a settlement to vouchers and invoices: told before anything is written, numbered once, the same for ever."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError
from django.utils.translation import override

from samdrift.core.exports.sie import read_sie
from samdrift.core.findings import Finding, errors
from samdrift.core.frozen import document_in
from samdrift.decisions.ledger import actions as ledger_actions
from samdrift.decisions.ledger.convert.books import books_of
from samdrift.decisions.ledger.convert.exporting import invoice_findings, voucher_findings
from samdrift.decisions.ledger.models import (
    AccountMapping,
    BillingDetails,
    Direction,
    Export,
    ExportedDocument,
    ExportKind,
)
from samdrift.decisions.ledger.queries import (
    organisations_to_set,
    sets_accounts,
    visible_accounts,
    visible_billing_details,
    visible_exports,
)
from samdrift.decisions.settlement import actions as settlement_actions
from samdrift.decisions.settlement.models import Settlement
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.models.population import Population
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.actions import appoint_owner
from samdrift.records.spending import actions as spending
from samdrift.records.spending.models import CostKind, CostLine, CostType
from samdrift.records.spending.queries import lines_to_approve
from tests import factories
from tests.en16931 import broken_rules
from tests.people import Society, person

NEW_YEAR = dt.date(2009, 1, 1)
NUMBERS = {"1492": "212000-1587", "1461": "212000-1488", "1785": "212000-1819"}
GIROS = {"1492": "5050-1055", "1461": "991-2346", "1785": "5050-1055"}


@dataclass
class Ledger:
    people: Society
    settlement: Settlement

    @property
    def everyone(self) -> list[Organisation]:
        return [self.people.mellerud, self.people.amal, self.people.saffle]


@pytest.fixture
def ledger(people: Society) -> Ledger:
    """Åmål has been charged for: licences and staff of what Mellerud and Säffle take part in, by quarter."""
    for code, value in (("1492", 12_500), ("1461", 9_700), ("1785", 15_800)):
        Population.objects.create(
            code=code, on=dt.date(2008, 12, 31), value=value, source_table="TAB638"
        )
    application = factories.application(people.amal, "Telefoni")
    for each in (people.amal, people.mellerud, people.saffle):
        factories.participation(application, each, users=10)
    appoint_owner(by=people.anna, application=application, person=people.anna, starts_on=NEW_YEAR)
    for kind, amount in ((CostType.LICENCE, 30_000_001), (CostType.STAFF, 8_000_000)):
        spending.add_cost_line(
            by=people.anna,
            line=CostLine(
                application=application,
                bearer=people.amal,
                year=2009,
                type=kind,
                kind=CostKind.BUDGET,
                amount_ore=amount,
            ),
        )
    spending.approve_cost_lines(by=people.anna, lines=list(lines_to_approve(people.anna)))
    settlement = settlement_actions.charge_preliminarily(
        by=people.controller, federation=people.federation, year=2009, periods=4
    )
    return Ledger(people, settlement)


def prepare(ledger: Ledger, *organisations: Organisation) -> None:
    """Accounts, billing details and organisation numbers of these, or of everyone."""
    for each in organisations or ledger.everyone:
        each.organisation_number = NUMBERS[each.code]
        each.save()
        for direction, account in (
            (Direction.COST, "6490"),
            (Direction.INCOME, "3690"),
            (Direction.PAYABLE, "2461"),
            (Direction.RECEIVABLE, "1511"),
        ):
            ledger_actions.set_account(
                by=ledger.people.administrator,
                mapping=AccountMapping(
                    organisation=each, direction=direction, account=account, counterparty="82{kod}"
                ),
            )
        ledger_actions.set_billing_details(
            by=ledger.people.administrator,
            details=BillingDetails(organisation=each, reference="4100", bankgiro=GIROS[each.code]),
        )


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(each.where, each.rule) for each in findings]


def vouchers(ledger: Ledger, organisation: Organisation, by: Person | None = None) -> Export:
    by = by or ledger.people.controller
    return ledger_actions.write_vouchers(
        by=by, settlement=ledger.settlement, organisation=organisation
    )


def invoices(ledger: Ledger, organisation: Organisation) -> Export:
    return ledger_actions.issue_invoices(
        by=ledger.people.controller, settlement=ledger.settlement, organisation=organisation
    )


def test_everything_missing_is_told_before_anything_is_written(ledger: Ledger) -> None:
    books = books_of(ledger.settlement)
    with override("sv"):
        found = voucher_findings(books, "1461", NEW_YEAR)
    assert told(errors(found)) == [("Mellerud", "account-missing")] * 3
    assert [each.values["cost_type"] for each in errors(found)][:2] == ["Licenser", "Personal"]
    wrong = told(errors(invoice_findings(books, "1492", NEW_YEAR)))
    assert set(wrong) == {
        ("Åmål kommun", "organisation-number-missing"),
        ("Åmål kommun", "giro-missing"),
        ("Mellerud kommun", "organisation-number-missing"),
        ("Mellerud kommun", "reference-missing"),
        ("Säffle kommun", "organisation-number-missing"),
        ("Säffle kommun", "reference-missing"),
    }
    assert len(wrong) == len(set(wrong))
    for write in (vouchers, invoices):
        with pytest.raises(ValidationError):
            write(ledger, ledger.people.amal)
    assert not Export.objects.exists()
    assert not ExportedDocument.objects.exists()


def test_vouchers_are_written_once_and_are_the_same_for_ever(ledger: Ledger) -> None:
    prepare(ledger)
    first = vouchers(ledger, ledger.people.amal)
    content = first.content
    AccountMapping.objects.update(account="9999")
    again = vouchers(ledger, ledger.people.amal)
    assert again.pk == first.pk
    assert again.content == content
    assert again.is_unchanged
    assert AuditEvent.objects.filter(event="costs.export_made").count() == 1


def test_the_file_says_what_the_settlement_says(ledger: Ledger) -> None:
    prepare(ledger)
    read = read_sie(vouchers(ledger, ledger.people.mellerud).content.encode("cp437"))
    assert read.findings == ()
    assert read.file is not None
    assert read.file.organisation_number == "212000-1488"
    assert [(each.series, each.number, each.on) for each in read.file.vouchers] == [
        ("SD", "1", dt.date(2009, 3, 31)),
        ("SD", "2", dt.date(2009, 6, 30)),
        ("SD", "3", dt.date(2009, 9, 30)),
        ("SD", "4", dt.date(2009, 12, 31)),
    ]
    debts = [
        row.amount_ore for each in read.file.vouchers for row in each.rows if row.account == "2461"
    ]
    charges = ledger.settlement.charges.filter(payer=ledger.people.mellerud)
    assert [-debt for debt in debts] == [each.amount_ore for each in charges.order_by("period")]
    assert read.file.objects == ((20, "821492", "Åmål kommun"),)


def test_numbers_are_an_unbroken_series_of_the_municipality(ledger: Ledger) -> None:
    prepare(ledger)
    made = invoices(ledger, ledger.people.amal)
    names = [each.name for each in made.documents.all()]
    assert names == [f"1492-2009-{number}" for number in range(1, 9)]
    parties = {str(each.counterparty) for each in made.documents.all()}
    assert parties == {"Mellerud", "Säffle"}
    assert vouchers(ledger, ledger.people.saffle).documents.first().number == 1


def test_every_invoice_keeps_the_official_rules(ledger: Ledger) -> None:
    prepare(ledger)
    texts = document_in(invoices(ledger, ledger.people.amal).content)["invoices"]
    assert len(texts) == 8
    for text in texts.values():
        assert broken_rules(text.encode()) == set()
        assert "Preliminär debitering 2009" in text
        assert ledger.settlement.digest in text


def test_a_settlement_that_gives_money_back_makes_credit_notes_with_the_next_numbers(
    ledger: Ledger,
) -> None:
    prepare(ledger)
    invoices(ledger, ledger.people.amal)
    people = ledger.people
    application = ledger.settlement.charges.first().share.application
    spending.add_cost_line(
        by=people.anna,
        line=CostLine(
            application=application,
            bearer=people.amal,
            year=2009,
            type=CostType.LICENCE,
            kind=CostKind.ACTUAL,
            amount_ore=10_000_000,
        ),
    )
    spending.approve_cost_lines(by=people.anna, lines=list(lines_to_approve(people.anna)))
    settled = settlement_actions.settle_year(
        by=people.controller, federation=people.federation, year=2009
    )
    made = ledger_actions.issue_invoices(
        by=people.controller, settlement=settled, organisation=people.amal
    )
    assert [each.name for each in made.documents.all()] == ["1492-2009-9", "1492-2009-10"]
    assert all(each.total_ore < 0 for each in made.documents.all())
    for text in document_in(made.content)["invoices"].values():
        assert "<CreditNote " in text
        assert broken_rules(text.encode()) == set()
    file = read_sie(vouchers(Ledger(people, settled), people.mellerud).content.encode("cp437")).file
    assert file is not None
    assert [row.amount_ore < 0 for row in file.vouchers[0].rows if row.account == "6490"] == [True]


def test_export_of_everyone_stops_only_those_whose_data_do_not_hold(ledger: Ledger) -> None:
    prepare(ledger, ledger.people.amal, ledger.people.mellerud)
    made = ledger_actions.export_settlement(
        by=ledger.people.controller, settlement=ledger.settlement
    )
    assert [(str(each.organisation), each.kind) for each in made] == [
        ("Mellerud", "vouchers"),
        ("Åmål", "vouchers"),
    ]
    prepare(ledger, ledger.people.saffle)
    made = ledger_actions.export_settlement(
        by=ledger.people.controller, settlement=ledger.settlement
    )
    assert {(str(each.organisation), each.kind) for each in made} == {
        ("Mellerud", "vouchers"),
        ("Åmål", "vouchers"),
        ("Säffle", "vouchers"),
        ("Åmål", "invoices"),
    }
    assert Export.objects.count() == 4


def test_a_municipality_that_is_paid_by_nobody_has_no_invoices(ledger: Ledger) -> None:
    prepare(ledger)
    with pytest.raises(ValidationError, match=r"nothing|inget"):
        invoices(ledger, ledger.people.mellerud)


def test_a_settlement_that_has_been_changed_is_not_written_from(ledger: Ledger) -> None:
    prepare(ledger)
    Settlement.objects.update(content="{}")
    ledger.settlement.refresh_from_db()
    found = voucher_findings(books_of(ledger.settlement), "1461", NEW_YEAR)
    assert ("settlement-changed") in [each.rule for each in errors(found)]


def test_example_data_is_told(ledger: Ledger) -> None:
    prepare(ledger)
    BillingDetails.objects.update(is_example=True)
    found = invoice_findings(books_of(ledger.settlement), "1492", NEW_YEAR)
    assert {each.rule for each in found} == {"address-missing", "example-data"}
    assert errors(found) == ()


def test_characters_outside_cp437_are_told_as_notes_or_errors(ledger: Ledger) -> None:
    prepare(ledger)
    ledger.settlement.charges.update(title="Drift – 漢")
    found = voucher_findings(books_of(ledger.settlement), "1461", NEW_YEAR)
    assert {each.rule for each in found} == {"character-replaced", "character-refused"}
    with pytest.raises(ValidationError):
        vouchers(ledger, ledger.people.mellerud)


@pytest.mark.parametrize("name", ["bo", "cilla", "anna", "neighbour"])
def test_others_may_not_write(ledger: Ledger, name: str) -> None:
    prepare(ledger)
    by = getattr(ledger.people, name)
    for write in (ledger_actions.write_vouchers, ledger_actions.issue_invoices):
        with pytest.raises(PermissionDenied):
            write(by=by, settlement=ledger.settlement, organisation=ledger.people.amal)
    with pytest.raises(PermissionDenied):
        ledger_actions.export_settlement(by=by, settlement=ledger.settlement)
    assert not Export.objects.exists()


def test_a_neighbour_s_own_controller_writes_its_own_vouchers_alone(ledger: Ledger) -> None:
    prepare(ledger)
    kerstin = person("Kerstin", ledger.people.saffle, Role.CONTROLLER)
    made = vouchers(ledger, ledger.people.saffle, by=kerstin)
    assert list(visible_exports(kerstin)) == [made]
    with pytest.raises(PermissionDenied):
        vouchers(ledger, ledger.people.amal, by=kerstin)
    vouchers(ledger, ledger.people.amal)
    assert list(visible_exports(kerstin)) == [made]


def test_who_sees_what_is_written(ledger: Ledger) -> None:
    prepare(ledger)
    made = vouchers(ledger, ledger.people.amal)
    assert list(visible_exports(ledger.people.controller)) == [made]
    assert list(visible_exports(ledger.people.anna)) == [made]
    for name in ("bo", "cilla", "neighbour"):
        assert list(visible_exports(getattr(ledger.people, name))) == [], name


def test_accounts_are_set_by_one_s_own_and_a_neighbour_s_by_the_federation(ledger: Ledger) -> None:
    people = ledger.people
    may = {
        "controller": [people.mellerud],
        "administrator": [people.mellerud, people.amal, people.saffle],
        "anna": [],
        "bo": [],
        "cilla": [],
        "neighbour": [],
    }
    for name, wanted in may.items():
        by = getattr(people, name)
        assert list(organisations_to_set(by)) == wanted, name
        for each in ledger.everyone:
            assert sets_accounts(by, each) is (each in wanted), (name, each)
            if each in wanted:
                continue
            mapping = AccountMapping(organisation=each, direction=Direction.COST, account="1")
            with pytest.raises(PermissionDenied):
                ledger_actions.set_account(by=by, mapping=mapping)
            with pytest.raises(PermissionDenied):
                ledger_actions.replace_accounts(by=by, organisation=each, mappings=[])
            with pytest.raises(PermissionDenied):
                ledger_actions.set_billing_details(by=by, details=BillingDetails(organisation=each))


def test_accounts_are_changed_removed_and_replaced_with_history(ledger: Ledger) -> None:
    by, mellerud = ledger.people.controller, ledger.people.mellerud
    mapping = ledger_actions.set_account(
        by=by,
        mapping=AccountMapping(organisation=mellerud, direction=Direction.COST, account="6490"),
    )
    mapping.account = "6491"
    ledger_actions.set_account(by=by, mapping=mapping)
    changed = AuditEvent.objects.filter(event="costs.account_set").latest("pk")
    assert (changed.before["account"], changed.after["account"]) == ("6490", "6491")
    for direction, account in ((Direction.COST, "1"), (Direction.INCOME, "x")):
        wrong = AccountMapping(organisation=mellerud, direction=direction, account=account)
        with pytest.raises(ValidationError):
            ledger_actions.set_account(by=by, mapping=wrong)
    new = [AccountMapping(organisation=mellerud, direction=Direction.PAYABLE, account="2461")]
    ledger_actions.replace_accounts(by=by, organisation=mellerud, mappings=new)
    assert [each.account for each in visible_accounts(by)] == ["2461"]
    ledger_actions.remove_account(by=by, mapping=new[0])
    assert not AccountMapping.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"bankgiro": "5050-1054"}, {"plusgiro": "12"}, {"vat_number": "SE2120001488"}, {"email": "x"}],
)
def test_billing_details_that_do_not_hold_are_refused(
    ledger: Ledger, wrong: dict[str, str]
) -> None:
    with pytest.raises(ValidationError):
        ledger_actions.set_billing_details(
            by=ledger.people.controller,
            details=BillingDetails(organisation=ledger.people.mellerud, **wrong),
        )


def test_strangers_know_nothing_of_accounts_and_billing(ledger: Ledger) -> None:
    prepare(ledger)
    """Who books for the whole federation sees everyone's; an IT manager and a neighbour their own."""
    assert visible_accounts(ledger.people.controller).count() == 12
    assert visible_billing_details(ledger.people.controller).count() == 3
    for name, own in (("anna", "Åmål"), ("neighbour", "Säffle")):
        seen = visible_accounts(getattr(ledger.people, name))
        assert {str(each.organisation) for each in seen} == {own}
        assert visible_billing_details(getattr(ledger.people, name)).count() == 1
    for name in ("bo", "cilla", "seller"):
        assert not visible_accounts(getattr(ledger.people, name)).exists()
        assert not visible_billing_details(getattr(ledger.people, name)).exists()


def test_what_is_written_can_not_be_taken_away(ledger: Ledger) -> None:
    prepare(ledger)
    made = vouchers(ledger, ledger.people.amal)
    with pytest.raises(ProtectedError):
        made.delete()
    assert {each.kind for each in made.documents.all()} == {ExportKind.VOUCHERS}
