"""A file that names another owner asks once from which day: no day has two owners, and history tells each change."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samdrift.foundation.audit.queries import history
from samdrift.foundation.organisations.actions import add_person
from samdrift.foundation.organisations.models import Person
from samdrift.records.intake.actions import confirm_upload, import_register, preview_register
from samdrift.records.intake.models import RowOutcome, Upload
from samdrift.records.register.actions import appoint_owner
from samdrift.records.register.models import Application, Responsibility
from tests.integration.intake_files import ordinary, register
from tests.people import Society

TODAY = dt.date(2009, 1, 1)


def _file(owner: str) -> bytes:
    return register(ordinary(1, owner=owner))


@pytest.fixture
def application(people: Society) -> Application:
    import_register(
        by=people.anna, organisation=people.amal, file_name="r.csv", content=_file("a@amal.example")
    )
    return Application.objects.get()


def _owners(application: Application) -> list[tuple[str | None, dt.date, dt.date | None]]:
    rows = application.responsibilities.filter(role="system_owner").order_by("starts_on")
    return [(row.person.email, row.starts_on, row.ends_on) for row in rows.select_related("person")]


def _preview(people: Society, owner: str) -> Upload:
    return preview_register(
        by=people.anna, organisation=people.amal, file_name="r2.csv", content=_file(owner)
    )


def _bring_in(client: Client, upload: Upload, **typed: str) -> int:
    return client.post(reverse("upload_preview", args=[upload.pk]), typed).status_code


def test_the_day_is_asked_once_and_only_where_somebody_else_answers(
    people: Society, application: Application, as_person
) -> None:
    client = as_person(people.anna)
    same = _preview(people, "a@amal.example")
    page = client.get(reverse("upload_preview", args=[same.pk]))
    assert "changes_from" not in page.context["form"].fields
    upload = _preview(people, "b@amal.example")
    page = client.get(reverse("upload_preview", args=[upload.pk]))
    assert page.context["form"]["changes_from"].value() == TODAY
    for wrong in ("", "i går", "9999-12-31", "0001-01-01"):
        assert _bring_in(client, upload, changes_from=wrong) == 422
    assert _bring_in(client, upload, changes_from="2008-07-01") == 302
    start = application.starts_on
    assert _owners(application) == [
        ("a@amal.example", start, dt.date(2008, 6, 30)),
        ("b@amal.example", dt.date(2008, 7, 1), None),
    ]
    events = set(history(application).values_list("event", flat=True))
    assert {"register.responsibility_ended", "register.owner_appointed"} <= events


def test_without_a_day_it_is_today(people: Society, application: Application) -> None:
    confirm_upload(by=people.anna, upload=_preview(people, "b@amal.example"))
    assert [row[0] for row in _owners(application)] == ["a@amal.example", "b@amal.example"]
    assert _owners(application)[1][1] == TODAY


def test_a_day_before_former_owners_leaves_no_day_with_two(
    people: Society, application: Application
) -> None:
    """Those who held it after the day never did, and the history says so, with their days."""
    middle = add_person(
        by=people.anna, name="Mia Mitt", organisation=people.amal, email="m@amal.example"
    )
    appoint_owner(
        by=people.anna,
        application=application,
        person=middle,
        starts_on=dt.date(2006, 1, 1),
        ends_on=dt.date(2007, 12, 31),
        others_give_way=True,
        gap_reason="Vakant",
    )
    import_register(
        by=people.anna,
        organisation=people.amal,
        file_name="r2.csv",
        content=_file("b@amal.example"),
        changes_from=dt.date(2005, 1, 1),
    )
    held = _owners(application)
    assert held[-1] == ("b@amal.example", dt.date(2005, 1, 1), None)
    assert [row[0] for row in held] == ["a@amal.example", "b@amal.example"]
    assert held[0][2] == dt.date(2004, 12, 31)
    removed = history(application).filter(event="register.responsibility_removed")
    assert middle.pk in {each.before["person_id"] for each in removed}


def test_whoever_returns_has_one_period_after_another(
    people: Society, application: Application
) -> None:
    for owner, day in (
        ("b@amal.example", dt.date(2006, 1, 1)),
        ("a@amal.example", dt.date(2008, 1, 1)),
    ):
        import_register(
            by=people.anna,
            organisation=people.amal,
            file_name=f"{day}.csv",
            content=_file(owner),
            changes_from=day,
        )
    assert [(email, ends_on) for email, _starts_on, ends_on in _owners(application)] == [
        ("a@amal.example", dt.date(2005, 12, 31)),
        ("b@amal.example", dt.date(2007, 12, 31)),
        ("a@amal.example", None),
    ]


def test_what_is_written_out_afterwards_reads_back_without_a_change(
    people: Society, application: Application, as_person
) -> None:
    import_register(
        by=people.anna,
        organisation=people.amal,
        file_name="r2.csv",
        content=_file("b@amal.example"),
        changes_from=dt.date(2008, 7, 1),
    )
    before = list(Responsibility.objects.order_by("pk").values())
    asked = {"exportera": "csv", "kolumner": "name,owner,manager,phase", "avslutade": "1"}
    content = as_person(people.anna).get(reverse("application_list"), asked).content
    for again in (content, _file("b@amal.example")):
        upload = preview_register(
            by=people.anna, organisation=people.amal, file_name="ut.csv", content=again
        )
        assert set(upload.rows.values_list("outcome", flat=True)) == {RowOutcome.UNCHANGED}
        confirm_upload(by=people.anna, upload=upload)
    assert list(Responsibility.objects.order_by("pk").values()) == before


def test_the_day_is_asked_of_nobody_who_may_not_bring_files_in(
    people: Society, application: Application, as_person
) -> None:
    upload = _preview(people, "b@amal.example")
    for who in (people.bo, people.neighbour, people.cilla):
        assert _bring_in(as_person(who), upload, changes_from="2008-07-01") == 404
    assert Person.objects.filter(email="b@amal.example").exists() is False
