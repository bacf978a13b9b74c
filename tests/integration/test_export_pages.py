"""The pages and files of exports: everything missing told first, numbers by POST, the same file by GET ever after."""

import base64
import hashlib
import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from samdrift.core.exports.sie import read_sie
from samdrift.decisions.ledger import actions
from samdrift.decisions.ledger.models import AccountMapping, BillingDetails, Direction, Export
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.roles import Role
from tests.integration.test_exports import Ledger, ledger, prepare
from tests.people import person

__all__ = ["ledger"]


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def url(name: str, ledger: Ledger, *more: object) -> str:
    return reverse(name, args=[ledger.settlement.pk, *more])


def test_what_is_missing_stands_on_the_page_before_anything_can_be_written(ledger: Ledger) -> None:
    client = signed_in(ledger.people.controller)
    text = client.get(url("export_list", ledger)).content.decode()
    assert "Inget konto är angivet för Kostnad: det vi debiteras, Licenser" in text
    assert "Referensen som ska stå på fakturor saknas" in text
    assert "Stoppade" in text
    assert "Skriv det som är klart" not in text
    mine = client.get(url("export_page", ledger, ledger.people.mellerud.pk)).content.decode()
    assert "Skriv verifikationer" not in mine
    refused = client.post(url("export_vouchers", ledger, ledger.people.mellerud.pk))
    assert refused.status_code == 422
    assert "Inget konto är angivet" in refused.content.decode()
    assert not Export.objects.exists()


def test_from_page_to_files_and_the_same_bytes_twice(ledger: Ledger) -> None:
    prepare(ledger)
    client = signed_in(ledger.people.controller)
    amal = ledger.people.amal.pk
    preview = client.get(url("export_page", ledger, amal)).content.decode()
    assert "Så kommer de att bokföras" in preview
    assert client.get(url("sie_file", ledger, amal)).status_code == 404
    asked = client.get(url("export_all", ledger)).content.decode()
    assert "de kan inte tas tillbaka" in asked
    assert not Export.objects.exists()
    assert client.post(url("export_all", ledger)).status_code == 302
    addresses = [
        url("sie_file", ledger, amal),
        url("booking_csv", ledger, amal),
        url("booking_xlsx", ledger, amal),
        url("invoice_file", ledger, amal, "1492-2009-1"),
        url("party_paper", ledger, amal),
        url("party_archive", ledger, amal),
        url("settlement_paper", ledger),
        url("whole_archive", ledger),
    ]
    first = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in first] == [200] * len(addresses)
    AccountMapping.objects.update(account="1")
    client.post(url("export_all", ledger))
    assert [client.get(address).content for address in addresses] == [
        each.content for each in first
    ]
    assert read_sie(first[0].content).file is not None
    assert (
        b'filename="preliminar-debitering-2009-1-1492.si"'
        in first[0]["Content-Disposition"].encode()
    )
    after = client.get(url("export_page", ledger, amal)).content.decode()
    assert "1492-2009-8" in after
    assert "Kontrollsumman stämmer" in after
    assert client.get(url("invoice_file", ledger, amal, "1492-2009-99")).status_code == 404


def test_the_archive_of_all_holds_every_file(ledger: Ledger) -> None:
    prepare(ledger)
    actions.export_settlement(by=ledger.people.controller, settlement=ledger.settlement)
    client = signed_in(ledger.people.controller)
    archive = zipfile.ZipFile(io.BytesIO(client.get(url("whole_archive", ledger)).content))
    names = archive.namelist()
    assert names == sorted(names)
    assert {name for name in names if name.endswith(".si")} == {
        "1461-mellerud/verifikationer.si",
        "1492-amal/verifikationer.si",
        "1785-saffle/verifikationer.si",
    }
    assert sum(name.endswith(".xml") for name in names) == 8
    assert sum(name.endswith("avrakning.pdf") for name in names) == 4


def test_the_paper_tells_who_pays_whom_for_what_and_why(ledger: Ledger) -> None:
    client = signed_in(ledger.people.anna)
    content = client.get(url("settlement_paper", ledger)).content
    reader = PdfReader(io.BytesIO(content))
    told = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    line = ledger.settlement.charges.first().share.lines.get(code="1461")
    for said in (
        "Preliminär debitering 2009",
        "Telefoni",
        "Efter folkmängd",
        "9 700",
        line.exact_words.replace("\u00a0", " "),
        "2009-06-30",
        "Vem betalar vem",
        ledger.settlement.digest,
    ):
        assert said in told, said
    mine = PdfReader(
        io.BytesIO(client.get(url("party_paper", ledger, ledger.people.saffle.pk)).content)
    )
    told = " ".join(page.extract_text() for page in mine.pages)
    assert "Kommunen betalar" in told


@pytest.mark.parametrize("name", ["bo", "seller"])
def test_who_does_not_see_costs_sees_no_files(ledger: Ledger, name: str) -> None:
    prepare(ledger)
    actions.export_settlement(by=ledger.people.controller, settlement=ledger.settlement)
    client = signed_in(getattr(ledger.people, name))
    for address in (
        url("export_list", ledger),
        url("whole_archive", ledger),
        reverse("ledger_account_list"),
    ):
        assert client.get(address).status_code == 403


def test_a_stranger_does_not_know_that_it_exists(ledger: Ledger) -> None:
    prepare(ledger)
    actions.export_settlement(by=ledger.people.controller, settlement=ledger.settlement)
    client = signed_in(ledger.people.cilla)
    amal = ledger.people.amal.pk
    for address in (
        url("export_list", ledger),
        url("export_page", ledger, amal),
        url("sie_file", ledger, amal),
        url("booking_csv", ledger, amal),
        url("invoice_file", ledger, amal, "1492-2009-1"),
        url("settlement_paper", ledger),
        url("whole_archive", ledger),
        url("party_archive", ledger, amal),
        reverse("billing_change", args=[amal]),
        reverse("ledger_account_change", args=[AccountMapping.objects.first().pk]),
    ):
        assert client.get(address).status_code == 404, address
    assert client.post(url("export_vouchers", ledger, amal)).status_code == 404


def test_a_neighbour_sees_its_own_and_writes_nothing_without_the_right(ledger: Ledger) -> None:
    prepare(ledger)
    actions.export_settlement(by=ledger.people.controller, settlement=ledger.settlement)
    client = signed_in(ledger.people.neighbour)
    assert client.get(url("export_page", ledger, ledger.people.saffle.pk)).status_code == 200
    assert client.get(url("sie_file", ledger, ledger.people.saffle.pk)).status_code == 200
    assert client.get(url("export_page", ledger, ledger.people.amal.pk)).status_code == 404
    invoices = {
        str(each.counterparty): each.name
        for each in Export.objects.get(kind="invoices").documents.all()
    }
    to_us = url("invoice_file", ledger, ledger.people.amal.pk, invoices["Säffle"])
    assert to_us in client.get(url("export_page", ledger, ledger.people.saffle.pk)).content.decode()
    assert client.get(to_us).status_code == 200
    to_others = url("invoice_file", ledger, ledger.people.amal.pk, invoices["Mellerud"])
    assert client.get(to_others).status_code == 404
    assert client.get(url("whole_archive", ledger)).status_code == 404
    assert client.post(url("export_vouchers", ledger, ledger.people.saffle.pk)).status_code == 403
    kerstin = signed_in(person("Kerstin", ledger.people.saffle, Role.CONTROLLER))
    assert kerstin.post(url("export_vouchers", ledger, ledger.people.saffle.pk)).status_code == 302


def _account(**fields: object) -> dict[str, object]:
    return {
        "direction": "cost",
        "cost_type": "",
        "account": "6490",
        "cost_centre": "",
        "activity": "",
        "counterparty": "82{kod}",
        "project": "",
        **fields,
    }


def test_an_account_is_added_changed_and_taken_away(ledger: Ledger) -> None:
    client, mellerud = signed_in(ledger.people.controller), ledger.people.mellerud
    client.post(reverse("ledger_account_add"), _account(organisation=mellerud.pk))
    made = AccountMapping.objects.get()
    assert (made.organisation, made.account) == (mellerud, "6490")
    again = client.post(
        reverse("ledger_account_add"), _account(organisation=mellerud.pk, account="6500")
    )
    assert again.status_code == 422
    assert "6500" in again.content.decode()
    wrong = client.post(reverse("ledger_account_add"), _account(organisation=ledger.people.amal.pk))
    assert wrong.status_code == 422
    client.post(reverse("ledger_account_change", args=[made.pk]), _account(account="6491"))
    made.refresh_from_db()
    assert made.account == "6491"
    client.post(reverse("ledger_account_remove", args=[made.pk]))
    assert not AccountMapping.objects.exists()


def test_a_debt_has_no_type_of_cost(ledger: Ledger) -> None:
    client = signed_in(ledger.people.controller)
    answer = client.post(
        reverse("ledger_account_add"),
        _account(organisation=ledger.people.mellerud.pk, direction="payable", cost_type="licence"),
    )
    assert answer.status_code == 422
    assert not AccountMapping.objects.exists()


def _file(text: str) -> io.BytesIO:
    file = io.BytesIO(text.encode())
    file.name = "konton.csv"
    return file


def _read(ledger: Ledger, text: str):
    client = signed_in(ledger.people.controller)
    data = {"organisation": ledger.people.mellerud.pk, "file": _file(text)}
    return client.post(reverse("ledger_account_file"), data)


def test_accounts_are_read_from_the_file_that_the_list_exports(ledger: Ledger) -> None:
    prepare(ledger)
    mellerud = ledger.people.mellerud
    before = list(
        mellerud.account_mappings.values_list("direction", "cost_type", "account", "counterparty")
    )
    client = signed_in(ledger.people.controller)
    exported = client.get(reverse("ledger_account_list") + f"?kommun={mellerud.pk}&exportera=csv")
    text = exported.content.decode("utf-8-sig")
    assert "Riktning" in text
    answer = _read(ledger, text.replace("6490", "6499"))
    assert answer.status_code == 302, answer.content.decode()
    after = list(
        mellerud.account_mappings.values_list("direction", "cost_type", "account", "counterparty")
    )
    assert after == [(a, b, "6499" if c == "6490" else c, d) for a, b, c, d in before]


def test_everything_wrong_in_a_file_is_told_and_nothing_is_changed(ledger: Ledger) -> None:
    prepare(ledger)
    answer = _read(
        ledger,
        "Riktning;Kostnadsslag;Konto\nKostnad;Licens;6490\ncost;licence;x\nincome;;3690\nincome;;3691\n",
    )
    assert answer.status_code == 422
    text = answer.content.decode()
    for said in (
        "”Kostnad” är inget av valen",
        "”Licens” är inget av valen",
        "skrivs med siffror",
        "står två gånger",
    ):
        assert said in text, said
    assert ledger.people.mellerud.account_mappings.count() == 4
    assert "kolumn Konto" in _read(ledger, "Riktning\ncost\n").content.decode()


def test_billing_details_are_told_what_they_lack_and_set(ledger: Ledger) -> None:
    client, mellerud = signed_in(ledger.people.controller), ledger.people.mellerud
    assert "organisationsnummer, referens" in client.get(reverse("billing_list")).content.decode()
    address = reverse("billing_change", args=[mellerud.pk])
    said = {
        "organisation_number": "212000-1488",
        "reference": "4100",
        "bankgiro": "991-2346",
        "street": "Storgatan 13",
        "postal_code": "464 80",
        "city": "Mellerud",
    }
    refused = client.post(address, {**said, "bankgiro": "991-2345", "organisation_number": "1"})
    assert refused.status_code == 422
    assert "991-2345" in refused.content.decode()
    assert client.post(address, said).status_code == 302
    assert BillingDetails.objects.get().reference == "4100"
    assert Organisation.objects.get(pk=mellerud.pk).organisation_number == "212000-1488"
    assert client.get(reverse("billing_change", args=[ledger.people.amal.pk])).status_code == 403


def test_pages_cost_a_fixed_number_of_queries(
    ledger: Ledger, django_assert_max_num_queries
) -> None:
    prepare(ledger)
    client = signed_in(ledger.people.controller)
    for address, most in (
        (url("export_list", ledger), 32),
        (reverse("billing_list"), 22),
        (url("export_page", ledger, ledger.people.amal.pk), 36),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


def test_an_empty_installation_has_the_pages(people) -> None:
    client = signed_in(people.controller)
    assert "Inga konton än" in client.get(reverse("ledger_account_list")).content.decode()
    assert client.get(reverse("billing_list")).status_code == 200
    assert Direction.COST.label


def test_the_api_tells_settlements_charges_and_the_same_files(ledger: Ledger) -> None:
    prepare(ledger)
    actions.export_settlement(by=ledger.people.controller, settlement=ledger.settlement)
    client, pk = signed_in(ledger.people.anna), ledger.settlement.pk
    (told,) = client.get("/api/v1/settlements").json()["items"]
    assert (told["id"], told["digest"]) == (pk, ledger.settlement.digest)
    charges = client.get(f"/api/v1/settlements/{pk}/charges").json()["items"]
    assert sum(each["amount_ore"] for each in charges) == sum(
        each.amount_ore for each in ledger.settlement.charges.all()
    )
    exports = client.get(f"/api/v1/settlements/{pk}/exports").json()["items"]
    amal = next(each for each in exports if each["kind"] == "invoices")
    assert [each["name"] for each in amal["documents"]][:2] == ["1492-2009-1", "1492-2009-2"]
    vouchers = next(each for each in exports if each["kind"] == "vouchers")
    files = client.get(f"/api/v1/exports/{vouchers['id']}/files").json()["items"]
    content = base64.b64decode(
        next(each["content"] for each in files if each["name"].endswith(".si"))
    )
    assert hashlib.sha256(content).hexdigest() == vouchers["digest"]
    stranger = signed_in(ledger.people.cilla)
    assert stranger.get("/api/v1/settlements").json()["items"] == []
    assert stranger.get(f"/api/v1/exports/{vouchers['id']}/files").status_code == 404
