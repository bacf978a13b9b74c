"""The pages of intake: the whole way by forms alone, who sees them, and what survives a refusal."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.records.intake.actions import steps, work
from samdrift.records.intake.models import Decision, Status, Upload
from samdrift.records.register.models import Application, Product
from tests import factories
from tests.integration.intake_files import many, preview
from tests.people import Society

SignIn = Callable[[Person], Client]
THREE_FAULTS = [(1, {"name": ""}), (2, {"end": "31 februari"}), (3, {"users": "=1+många"})]


def _give(client: Client, organisation: Organisation, content: bytes):
    file = SimpleUploadedFile("register.csv", content)
    return client.post(reverse("upload_new"), {"organisation": organisation.pk, "file": file})


def test_from_file_to_register_by_forms_alone(people: Society, as_person: SignIn) -> None:
    anna = as_person(people.anna)
    answer = _give(anna, people.amal, many(10, THREE_FAULTS))
    upload = Upload.objects.get()
    assert answer.url == reverse("upload_columns", args=[upload.pk])
    page = anna.get(answer.url)
    answer = anna.post(answer.url, page.context["form"].initial | _initial(page.context["form"]))
    assert answer.url == reverse("upload_products", args=[upload.pk])
    page = anna.get(answer.url)
    answer = anna.post(answer.url, _initial(page.context["form"]))
    assert answer.url == reverse("upload_preview", args=[upload.pk])
    page = anna.get(answer.url)
    assert "31 februari" in page.content.decode()
    answer = anna.post(answer.url, {"which": "sound"})
    end = anna.get(answer.url)
    assert end.status_code == 200
    assert Application.objects.count() == 7
    assert "Aktiva användare" in end.content.decode()


def _initial(form) -> dict[str, object]:
    return {name: form[name].initial or "" for name in form.fields}


def test_the_municipality_is_preselected_where_there_is_one(
    people: Society, as_person: SignIn
) -> None:
    assert (
        as_person(people.anna).get(reverse("upload_new")).context["form"]["organisation"].value()
        == people.amal.pk
    )
    offered = (
        as_person(people.administrator)
        .get(reverse("upload_new"))
        .context["form"]
        .fields["organisation"]
        .queryset
    )
    assert set(offered) == {people.amal, people.mellerud}


def test_another_municipality_can_not_be_chosen(people: Society, as_person: SignIn) -> None:
    answer = _give(as_person(people.anna), people.mellerud, many(1))
    assert answer.status_code == 422
    assert not Upload.objects.exists()


PAGES = [
    "upload",
    "upload_columns",
    "upload_products",
    "upload_preview",
    "upload_findings",
    "upload_abandon",
]


@pytest.mark.parametrize("name", PAGES)
def test_strangers_get_no_page_of_an_upload(people: Society, as_person: SignIn, name: str) -> None:
    upload = preview(people.anna, people.amal, many(1))
    address = reverse(name, args=[upload.pk])
    assert as_person(people.anna).get(address, follow=True).status_code == 200
    for person in (people.bo, people.cilla, people.seller):
        assert as_person(person).get(address).status_code == 404


def test_only_those_who_may_import_come_in(people: Society, as_person: SignIn) -> None:
    for name in ("upload_list", "upload_new"):
        assert as_person(people.anna).get(reverse(name)).status_code == 200
        assert as_person(people.bo).get(reverse(name)).status_code == 403


def test_a_column_meant_twice_is_refused_and_what_was_chosen_survives(
    people: Society, as_person: SignIn
) -> None:
    upload = preview(people.anna, people.amal, many(1))
    address = reverse("upload_columns", args=[upload.pk])
    answer = as_person(people.anna).post(
        address, {"column_0": "name", "column_9": "name", "column_4": "notes"}
    )
    assert answer.status_code == 422
    assert answer.context["form"]["column_4"].value() == "notes"


def test_another_product_of_the_catalogue_can_be_named(people: Society, as_person: SignIn) -> None:
    upload = preview(people.anna, people.amal, many(1))
    other, match = factories.product("Heroma"), upload.name_matches.get()
    address = reverse("upload_products", args=[upload.pk])
    anna = as_person(people.anna)
    wrong = {f"choice_{match.pk}": Decision.NONE, f"other_{match.pk}": "Finns inte"}
    assert anna.post(address, wrong).status_code == 422
    assert anna.post(address, {**wrong, f"other_{match.pk}": "heroma"}).status_code == 302
    match.refresh_from_db()
    assert match.product == other


def test_names_that_nothing_resembles_are_proposed_together(
    people: Society, as_person: SignIn
) -> None:
    upload = preview(people.anna, people.amal, many(3))
    as_person(people.anna).post(reverse("upload_new_products", args=[upload.pk]))
    assert upload.name_matches.filter(decision=Decision.NEW).count() == 3
    assert not Product.objects.filter(name="System 1").exists()


def test_findings_are_exported_without_formulas(people: Society, as_person: SignIn) -> None:
    upload = preview(people.anna, people.amal, many(10, THREE_FAULTS))
    answer = as_person(people.anna).get(
        reverse("upload_findings", args=[upload.pk]), {"exportera": "csv"}
    )
    text = answer.content.decode("utf-8-sig")
    assert "'=1+många" in text
    assert ";=1+många" not in text


def test_large_files_are_worked_on_in_the_background(
    people: Society,
    as_person: SignIn,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks,
) -> None:
    monkeypatch.setattr(steps, "INLINE_BYTES", 10)
    anna = as_person(people.anna)
    with django_capture_on_commit_callbacks(execute=True):
        answer = _give(anna, people.amal, many(3))
    upload = Upload.objects.get()
    assert (upload.status, DBTaskResult.objects.count()) == (Status.READING, 1)
    page = anna.get(answer.url)
    assert 'hx-trigger="every 1s"' in page.content.decode()
    assert '<meta http-equiv="refresh"' in page.content.decode()
    work(upload.pk)
    polled = anna.get(answer.url, {"framdrift": 1}, headers={"HX-Request": "true"})
    assert polled.headers["HX-Redirect"] == reverse("upload_columns", args=[upload.pk])


def test_work_in_the_background_can_be_stopped(people: Society, as_person: SignIn) -> None:
    upload = preview(people.anna, people.amal, many(1))
    Upload.objects.update(status=Status.COMPARING)
    as_person(people.anna).post(reverse("upload_stop", args=[upload.pk]))
    work(upload.pk)
    upload.refresh_from_db()
    assert upload.status == Status.PRODUCTS


def test_templates_can_be_fetched(people: Society, as_person: SignIn) -> None:
    anna = as_person(people.anna)
    for kind in ("xlsx", "csv"):
        assert (
            "attachment" in anna.get(reverse("upload_template", args=[kind]))["Content-Disposition"]
        )
    assert anna.get(reverse("upload_template", args=["exe"])).status_code == 404


def test_the_preview_costs_a_fixed_number_of_queries(
    people: Society, as_person: SignIn, django_assert_max_num_queries
) -> None:
    upload = preview(people.anna, people.amal, many(120))
    anna = as_person(people.anna)
    with django_assert_max_num_queries(25):
        anna.get(reverse("upload_preview", args=[upload.pk]))
