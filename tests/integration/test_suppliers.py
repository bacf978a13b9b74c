"""A supplier is an organisation, whoever spells its name in whatever way."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from samdrift.foundation.organisations.models import Kind, Organisation
from samdrift.records.agreements.models import Party, PartyRole
from samdrift.records.intake.actions.findings import about_suppliers
from samdrift.records.intake.convert.rows import FileRow
from samdrift.records.register import actions
from samdrift.records.register.models import Application, Product, SupplierAlias
from samdrift.records.register.queries import SupplierNames, search_applications, visible_products
from tests import factories
from tests.migrating import migrate_fully, migrate_to
from tests.people import Society


def test_a_text_means_the_supplier_known_by_it_and_another_is_added(people: Society) -> None:
    by, about = people.anna, people.amal
    first = actions.add_product(by=by, about=about, name="Raindance", vendor="CGI")
    assert first.supplier is not None
    assert first.supplier.kind == Kind.SUPPLIER
    SupplierAlias.objects.create(organisation=first.supplier, name="Logica")
    for written in ("CGI", " cgi ", "CGI AB", "Logica", "LOGICA Aktiebolag"):
        known = actions.add_product(by=by, about=about, name=f"P {written}", vendor=written)
        assert known.supplier == first.supplier, written
    others = actions.add_product(by=by, about=about, name="Norsk", vendor="CGI Norge AS")
    assert others.supplier != first.supplier
    nobody = actions.add_product(by=by, about=about, name="Eget", vendor="  ")
    assert (nobody.supplier, nobody.vendor) == (None, "")


def test_who_develops_what_others_use_is_no_new_company(people: Society) -> None:
    before = Organisation.objects.count()
    made = actions.add_product(
        by=people.anna, about=people.amal, name="Eget", vendor=people.mellerud.name
    )
    assert made.supplier == people.mellerud
    assert Organisation.objects.count() == before


def test_a_product_stands_once_with_its_supplier_and_once_without(people: Society) -> None:
    by, about = people.anna, people.amal
    for vendor in ("CGI", ""):
        actions.add_product(by=by, about=about, name="Raindance", vendor=vendor)
        with pytest.raises(ValidationError):
            actions.add_product(by=by, about=about, name="Raindance", vendor=vendor)


def test_a_changed_name_of_a_supplier_finds_its_applications(people: Society) -> None:
    product = factories.product("Raindance", "CGI")
    application = factories.application(people.amal, "Ekonomi", product=product)
    supplier = product.supplier
    assert supplier is not None
    supplier.name = "Logica"
    supplier.save()
    for text, found in (("logica", [application]), ("cgi", [])):
        assert list(search_applications(Application.objects.all(), text)) == found


def test_what_is_near_is_suggested_and_never_taken(db: None) -> None:
    tieto, cgi = factories.supplier("Tietoevry"), factories.supplier("CGI Sverige AB")
    names = SupplierNames()
    assert names.of("Tietoevri") is None
    assert names.near("Tietoevri") == [tieto]
    assert names.near("CGI") == [cgi]
    assert names.near("Tele2") == []


def test_texts_become_suppliers_and_back(transactional_db: None) -> None:
    """The organisation that is there is used, spellings become other names, products that are the same are one."""
    then = migrate_to(("register", "0007_words_in_parts"))
    organisation = then.get_model("organisations", "Organisation")
    kept = organisation.objects.create(kind="supplier", name="Tietoevry AB")
    product, use = then.get_model("register", "Product"), then.get_model("register", "Application")
    host = organisation.objects.create(
        kind="municipality", name="Åmåls kommun", municipality_code="1492"
    )
    made = {
        vendor: product.objects.create(name=name, vendor=vendor)
        for name, vendor in (
            ("Lifecare", "TIETOEVRY"),
            ("Treserva", "CGI"),
            ("Raindance", "CGI"),
            ("Treserva", "C.G.I. Aktiebolag"),
            ("Eget", "åmåls  kommun"),
            ("Okänt", ""),
        )
    }
    used = use.objects.create(
        name="Vård", host=host, starts_on="2005-01-01", product=made["C.G.I. Aktiebolag"]
    )
    migrate_to(("register", "0010_no_text_of_a_supplier"))
    try:
        sold_by = {p.name: p.vendor for p in Product.objects.exclude(status="merged")}
        assert sold_by == {
            "Lifecare": "Tietoevry AB",
            "Treserva": "CGI",
            "Raindance": "CGI",
            "Eget": "Åmåls kommun",
            "Okänt": "",
        }
        names = set(SupplierAlias.objects.values_list("name", "organisation__name"))
        assert names == {("TIETOEVRY", "Tietoevry AB"), ("C.G.I. Aktiebolag", "CGI")}
        assert Organisation.objects.filter(kind="supplier").count() == 2
        assert Product.objects.get(name="Lifecare").supplier_id == kept.pk
        double = Product.objects.get(status="merged")
        assert double.merged_into == Product.objects.get(name="Treserva", status="concept")
        assert Application.objects.get(pk=used.pk).product == double.merged_into
        back = migrate_to(("register", "0007_words_in_parts")).get_model("register", "Product")
        assert back.objects.get(name="Lifecare").vendor == "Tietoevry AB"
    finally:
        migrate_fully()


def test_a_supplier_sees_its_own_products(people: Society) -> None:
    mine = Product.objects.create(name="Vårt", supplier=people.supplier)
    factories.product("Annat", "Andra AB")
    assert list(visible_products(people.seller)) == [mine]


def test_another_name_is_one_supplier_s_and_no_organisation_s_own(people: Society) -> None:
    by, about, supplier = people.anna, people.amal, people.supplier
    alias = actions.add_supplier_alias(by=by, about=about, supplier=supplier, name="  Lev  ")
    assert alias.name == "Lev"
    other = factories.supplier("Andra AB")
    for taken in ("lev", "LEVERANTÖREN  ab", people.mellerud.name.upper()):
        with pytest.raises(ValidationError):
            actions.add_supplier_alias(by=by, about=about, supplier=other, name=taken)


def test_who_keeps_the_catalogue_keeps_the_names(people: Society, as_person) -> None:
    """May, may not, and does not know that the supplier is there."""
    supplier = people.supplier
    address = reverse("supplier_alias_add", args=[supplier.pk])
    for who, status in ((people.anna, 302), (people.bo, 403), (people.cilla, 404)):
        assert as_person(who).post(address, {"name": "Lev"}).status_code == status, who
    alias = supplier.supplier_aliases.get()
    remove = reverse("supplier_alias_remove", args=[supplier.pk, alias.pk])
    for who, status in ((people.bo, 403), (people.cilla, 404), (people.anna, 302)):
        assert as_person(who).post(remove).status_code == status, who
    assert not supplier.supplier_aliases.exists()


def test_a_taken_name_is_told_beside_what_was_typed(people: Society, as_person) -> None:
    factories.supplier("Andra AB")
    address = reverse("supplier_alias_add", args=[people.supplier.pk])
    answer = as_person(people.anna).post(address, {"name": "andra ab"})
    assert answer.status_code == 422
    assert 'value="andra ab"' in answer.text


def test_the_page_says_who_of_us_uses_it_and_shows_what_one_may_see(
    people: Society, as_person
) -> None:
    product = Product.objects.create(name="Vårt", supplier=people.supplier)
    application = factories.application(people.amal, "Vårdplan", product=product)
    factories.participation(application, people.mellerud)
    agreement = factories.agreement(people.amal, "Köpet")
    Party.objects.create(agreement=agreement, organisation=people.supplier, role=PartyRole.SUPPLIER)
    address = reverse("supplier_page", args=[people.supplier.pk])
    shown = as_person(people.bo).get(address).text
    assert all(each in shown for each in ("Vårt", "Vårdplan", str(people.mellerud), "Köpet"))
    own = as_person(people.seller).get(address).text
    assert "Vårt" in own
    assert "Vårdplan" not in own
    assert as_person(people.cilla).get(address).status_code == 404
    for door in (
        reverse("product_page", args=[product.pk]),
        reverse("application_page", args=[application.pk]),
        reverse("agreement_page", args=[agreement.pk]),
        reverse("supplier_list"),
    ):
        assert address in as_person(people.anna).get(door).text, door


def test_a_product_is_entered_by_any_name_of_its_supplier(people: Society, as_person) -> None:
    SupplierAlias.objects.create(organisation=people.supplier, name="Lev")
    client = as_person(people.anna)
    sent = {"name": "Nytt", "vendor": "LEV", "status": "approved"}
    assert client.post(reverse("product_add"), sent).status_code == 302
    made = Product.objects.get()
    assert made.supplier == people.supplier
    change = reverse("product_change", args=[made.pk])
    assert 'value="Leverantören AB"' in client.get(change).text
    assert client.post(change, {**sent, "vendor": "Andra AB"}).status_code == 302
    made.refresh_from_db()
    assert made.vendor == "Andra AB"
    assert "Andra AB" in client.get(reverse("product_page", args=[made.pk])).text


def test_the_api_tells_of_suppliers_and_their_names(people: Society, as_person) -> None:
    product = Product.objects.create(name="Vårt", supplier=people.supplier)
    client, address = as_person(people.anna), f"/api/v1/suppliers/{people.supplier.pk}"
    answer = client.post(f"{address}/aliases", {"name": "Lev"}, content_type="application/json")
    assert answer.status_code == 201
    told = client.get(address).json()
    assert told["product_ids"] == [product.pk]
    (alias,) = told["aliases"]
    assert alias["name"] == "Lev"
    assert client.get("/api/v1/suppliers").json()["items"] == [told]
    sold = client.get("/api/v1/products").json()["items"][0]
    assert (sold["vendor"], sold["supplier_id"]) == ("Leverantören AB", people.supplier.pk)
    remove = f"{address}/aliases/{alias['id']}/remove"
    seen = {"If-Match": client.get(address)["ETag"]}
    assert as_person(people.bo).post(remove, headers=seen).status_code == 403
    assert client.post(remove).status_code == 428
    assert client.post(remove, headers=seen).json()["aliases"] == []


def test_a_file_that_spells_a_supplier_otherwise_is_told_which_is_meant(db: None) -> None:
    factories.supplier("Tietoevry")
    rows = [
        FileRow(number, "Namn", "Namn", vendor, ("namn", "", number), {})
        for number, vendor in enumerate(("Tietoevri", "Tietoevri", "TIETOEVRY AB", "Tele2", ""), 2)
    ]
    (found,) = about_suppliers(rows)
    assert (found.values["row"], found.values["near"]) == (2, "Tietoevry")
