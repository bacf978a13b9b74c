"""Two suppliers that are the same become one, and can be parted again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from samdrift.foundation.organisations.actions import undo_changes
from samdrift.foundation.organisations.models import Organisation, Unit
from samdrift.foundation.organisations.undoable import change_set_of
from samdrift.records.agreements.models import Agreement, Party, PartyRole
from samdrift.records.register.actions import merge_suppliers
from samdrift.records.register.actions.merging_suppliers import SUPPLIERS_MERGED
from samdrift.records.register.models import Application, Product, SupplierAlias
from samdrift.records.register.queries import SupplierNames, search_applications
from tests import factories
from tests.everything_stored import everything_stored
from tests.people import Society

Two = tuple[Organisation, Organisation]


@pytest.fixture
def two(people: Society) -> Two:
    """«Tieto» and «Tieto Sweden», each with a product; both are parties to one agreement, one of them to another."""
    kept, merged = factories.supplier("Tieto"), factories.supplier("Tieto Sweden")
    for supplier, name in ((kept, "Lifecare"), (merged, "Procapita")):
        product = Product.objects.create(name=name, supplier=supplier)
        factories.application(people.amal, f"{name} i drift", product=product)
    both = factories.agreement(people.amal, "Båda")
    for supplier in (kept, merged):
        Party.objects.create(agreement=both, organisation=supplier, role=PartyRole.SUPPLIER)
    one = factories.agreement(people.mellerud, "Den ena")
    Party.objects.create(agreement=one, organisation=merged, role=PartyRole.SUPPLIER)
    SupplierAlias.objects.create(organisation=merged, name="Enator")
    merged.organisation_number = "556000-4615"
    merged.save()
    return kept, merged


def _merge(people: Society, two: Two) -> Organisation:
    return merge_suppliers(by=people.administrator, kept=two[0], merged=two[1], why="Samma bolag")


def test_everything_follows_and_its_names_are_other_names(people: Society, two: Two) -> None:
    kept, merged_key = two[0], two[1].pk
    _merge(people, two)
    assert not Organisation.objects.filter(pk=merged_key).exists()
    assert set(kept.products.values_list("name", flat=True)) == {"Lifecare", "Procapita"}
    bound = Agreement.objects.filter(parties__organisation=kept).values_list("title", flat=True)
    assert sorted(bound) == ["Båda", "Den ena"]
    kept.refresh_from_db()
    assert kept.organisation_number == "556000-4615"
    names = SupplierNames()
    assert all(names.of(name) == kept for name in ("Tieto Sweden", "tieto sweden AB", "Enator"))
    found = search_applications(Application.objects.all(), "enator")
    assert sorted(each.name for each in found) == ["Lifecare i drift", "Procapita i drift"]


def test_undone_is_exactly_as_it_was(people: Society, two: Two) -> None:
    before = everything_stored()
    kept = _merge(people, two)
    assert everything_stored() != before
    change_set = change_set_of(SUPPLIERS_MERGED, kept)
    assert change_set is not None
    with pytest.raises(PermissionDenied):
        undo_changes(by=people.anna, change_set=change_set, why="Fel")
    undo_changes(by=people.administrator, change_set=change_set, why="Två bolag")
    assert everything_stored() == before
    found = search_applications(Application.objects.all(), "enator")
    assert [each.name for each in found] == ["Procapita i drift"]


def test_what_has_changed_since_stops_the_undoing(people: Society, two: Two) -> None:
    kept = _merge(people, two)
    product = Product.objects.get(name="Procapita")
    product.source = "Rättad"
    product.save()
    before, change_set = everything_stored(), change_set_of(SUPPLIERS_MERGED, kept)
    assert change_set is not None
    with pytest.raises(ValidationError, match="Procapita"):
        undo_changes(by=people.administrator, change_set=change_set, why="Två bolag")
    assert everything_stored() == before


def test_only_what_is_a_supplier_and_nothing_more_is_merged(people: Society, two: Two) -> None:
    kept, merged = two
    by = people.administrator

    def refuse(words: str, *pair: Organisation) -> None:
        with pytest.raises(ValidationError, match=words):
            merge_suppliers(by=by, kept=pair[0], merged=pair[1], why="Samma")

    refuse("annan", kept, kept)
    refuse("inte bara", kept, people.mellerud)
    refuse("1 person", kept, people.supplier)
    Unit.objects.create(organisation=merged, name="Sälj")
    refuse("1 enhet", kept, merged)
    Unit.objects.all().delete()
    kept.organisation_number = "212000-1587"
    kept.save()
    refuse("organisationsnummer", kept, merged)
    kept.organisation_number = ""
    kept.save()
    double = Product.objects.create(name="Lifecare", supplier=merged)
    refuse("Lifecare", kept, merged)
    double.delete()
    with pytest.raises(ValidationError):
        merge_suppliers(by=by, kept=kept, merged=merged, why=" ")


def test_who_keeps_the_catalogue_of_all_merges_and_sees_first_what_follows(
    people: Society, two: Two, as_person
) -> None:
    """May, may not - a municipality's keeper neither -, and does not know that they are there."""
    kept, merged = two
    choose = reverse("supplier_merge_choose", args=[kept.pk])
    address = reverse("supplier_merge", args=[kept.pk, merged.pk])
    for who, status in ((people.anna, 403), (people.bo, 403), (people.cilla, 404)):
        assert as_person(who).post(address, {"why": "Samma"}).status_code == status
    client = as_person(people.administrator)
    assert address in client.get(choose).text
    assert client.post(choose, {"merged": merged.pk}).headers["Location"] == address
    shown = client.get(address).text
    assert all(each in shown for each in ("1 produkt", "2 parter i avtal", "1 annat namn"))
    assert client.post(address, {"why": ""}).status_code == 422
    assert client.post(address, {"why": "Samma bolag"}).status_code == 302
    part = reverse("supplier_part", args=[kept.pk])
    page = client.get(reverse("supplier_page", args=[kept.pk])).text
    assert part in page
    assert "Tieto Sweden" in page
    assert as_person(people.anna).post(part, {"why": "Fel"}).status_code == 403
    assert client.post(part, {"why": "Två bolag"}).status_code == 302
    assert Organisation.objects.filter(pk=merged.pk).exists()
    assert client.get(part).status_code == 404


def test_the_api_merges_as_the_page_does(people: Society, two: Two, as_person) -> None:
    kept, merged = two
    address = f"/api/v1/suppliers/{merged.pk}"
    client = as_person(people.administrator)
    sent = {"into_id": kept.pk, "why": "Samma bolag"}
    seen = {"If-Match": client.get(address)["ETag"]}

    def send(who: object) -> int:
        url = f"{address}/merge"
        answer = as_person(who).post(url, sent, content_type="application/json", headers=seen)
        return int(answer.status_code)

    assert (send(people.anna), send(people.cilla)) == (403, 404)
    assert send(people.administrator) == 200
    assert client.get(f"/api/v1/suppliers/{kept.pk}").json()["product_ids"]
