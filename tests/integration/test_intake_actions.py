"""Bringing files in: who may, what is written, that nothing is written twice or by halves."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.models import Person, Unit
from samdrift.records.agreements.models import Agreement
from samdrift.records.intake.actions import (
    abandon_upload,
    add_upload,
    approve_upload,
    choose_columns,
    choose_products,
    compare_upload,
    confirm_upload,
    import_register,
    propose_new_products,
    stop_work,
    work,
)
from samdrift.records.intake.actions.writing.batch import Batch
from samdrift.records.intake.models import Decision, ProductChoice, Row, Status, Upload
from samdrift.records.intake.queries import visible_uploads
from samdrift.records.register.models import (
    Application,
    Assessment,
    Dependency,
    Participation,
    Product,
    ProductStatus,
    Responsibility,
)
from samdrift.records.spending.models import Approval, CostLine
from tests import factories
from tests.integration.intake_files import many, ordinary, preview, register
from tests.people import Society

THREE_FAULTS = [(10, {"name": ""}), (20, {"end": "31 februari"}), (30, {"users": "många"})]


def test_an_it_manager_may_bring_in_the_own_municipality_s_register(people: Society) -> None:
    upload = preview(people.anna, people.amal, many(3))
    assert upload.status == Status.PREVIEW
    assert confirm_upload(by=people.anna, upload=upload).created == 3


VERBS: list[Callable[[Person, Upload], Any]] = [
    lambda by, upload: add_upload(
        by=by, organisation=upload.organisation, file_name="x.csv", content=b"Namn\nA"
    ),
    lambda by, upload: choose_columns(by=by, upload=upload, columns=upload.columns),
    lambda by, upload: choose_products(by=by, upload=upload, choices={}),
    lambda by, upload: propose_new_products(by=by, upload=upload),
    lambda by, upload: compare_upload(by=by, upload=upload),
    lambda by, upload: approve_upload(by=by, upload=upload, only_sound=False),
    lambda by, upload: confirm_upload(by=by, upload=upload),
    lambda by, upload: stop_work(by=by, upload=upload),
    lambda by, upload: abandon_upload(by=by, upload=upload),
]


@pytest.mark.parametrize("verb", VERBS)
def test_an_employee_and_a_neighbour_may_do_nothing_with_it(
    people: Society, verb: Callable[..., Any]
) -> None:
    upload = preview(people.anna, people.amal, many(2))
    for person in (people.bo, people.cilla):
        with pytest.raises(PermissionDenied):
            verb(person, upload)
    assert Application.objects.count() == 0


def test_uploads_are_seen_only_by_those_who_may_import(people: Society) -> None:
    upload = preview(people.anna, people.amal, many(1))
    assert list(visible_uploads(people.anna)) == [upload]
    assert list(visible_uploads(people.administrator)) == [upload]
    assert not visible_uploads(people.bo)
    assert not visible_uploads(people.cilla)
    assert not visible_uploads(people.seller)


def test_a_row_becomes_everything_that_it_says(people: Society) -> None:
    line = ordinary(
        1,
        name="Raindance",
        organisation="Åmåls kommun / Kommunledning / Ekonomi",
        managers="anna.berg@amal.example",
    )
    import_with_product(people, line)
    application = Application.objects.get()
    assert (application.name, str(application.product), application.host) == (
        "Raindance",
        "Raindance",
        people.amal,
    )
    assert application.starts_on == dt.date(2001, 1, 1)
    assert application.more == {"Serverrum": "Rum 1"}
    part = Participation.objects.get()
    assert (part.organisation, part.users, str(part.unit.parent.name), part.unit.name) == (
        people.amal,
        45,
        "Kommunledning",
        "Ekonomi",
    )
    held = {each.role: each.person for each in Responsibility.objects.all()}
    assert held["system_owner"].email == "agare@amal.example"
    assert (held["system_manager"].name, held["system_manager"].has_usable_password()) == (
        "Anna Berg",
        False,
    )
    assert Assessment.objects.get().verdict == "keep"


def import_with_product(people: Society, *lines: str) -> Upload:
    factories.product("Raindance", "CGI")
    return import_register(
        by=people.anna, organisation=people.amal, file_name="r.csv", content=register(*lines)
    )


def test_agreements_and_budgets_come_in_as_the_source_says_them(people: Society) -> None:
    import_with_product(people, ordinary(1), ordinary(2, end="2012-12-31", budget="0"))
    rolling, fixed = Agreement.objects.order_by("pk")
    assert (rolling.ends_on, rolling.notice_months) == (None, 12)
    assert rolling.end_in_words == "Löpande - uppsägningstid på 3-12 månader"
    assert (fixed.ends_on, fixed.end_in_words) == (dt.date(2012, 12, 31), "")
    assert list(CostLine.objects.order_by("pk").values_list("amount_ore", flat=True)) == [
        125_000_000,
        0,
    ]
    assert {line.entered_by for line in CostLine.objects.all()} == {people.anna}


def test_a_cost_that_a_file_changes_is_entered_by_its_reader_and_approved_anew(
    people: Society,
) -> None:
    import_with_product(people, ordinary(1))
    line = CostLine.objects.get()
    Approval.objects.create(
        line=line, person=people.anna, on="2009-01-01", outcome="approved", amount_ore=125_000_000
    )
    CostLine.objects.update(entered_by=None, approved_on=dt.date(2009, 1, 1))
    import_with_product(people, ordinary(1, budget="1300"))
    line.refresh_from_db()
    assert (line.amount_ore, line.entered_by, line.approved_on) == (130_000, people.anna, None)
    assert [each.holds for each in line.approvals.all()] == [False]


def test_the_same_file_twice_changes_nothing(people: Society) -> None:
    content = many(40, [(1, {"name": "System 0"}), (2, {"name": "System 0"})])
    import_register(by=people.anna, organisation=people.amal, file_name="r.csv", content=content)
    before = _everything()
    again = import_register(
        by=people.anna, organisation=people.amal, file_name="r.csv", content=content
    )
    assert (again.created, again.changed, again.unchanged) == (0, 0, 40)
    assert _everything() == before


def _everything() -> dict[str, list[dict[str, Any]]]:
    kinds: list[type[models.Model]] = [
        Application,
        Participation,
        Responsibility,
        Assessment,
        Agreement,
        CostLine,
        Dependency,
        Person,
        Unit,
        Product,
    ]
    return {kind.__name__: list(kind._default_manager.order_by("pk").values()) for kind in kinds}


def test_what_was_changed_in_the_register_is_not_changed_back_by_the_same_file(
    people: Society,
) -> None:
    import_with_product(people, ordinary(1))
    Application.objects.update(name="Nytt namn", criticality=4)
    again = import_with_product(people, ordinary(1))
    assert (again.unchanged, Application.objects.get().name) == (1, "Nytt namn")


def test_only_changed_fields_change_and_each_is_told(people: Society) -> None:
    import_with_product(people, ordinary(1))
    upload = preview(
        people.anna, people.amal, register(ordinary(1, users="50", end="2012-12-31", budget=""))
    )
    fields = [field for field, _before, _after in Row.objects.get(upload=upload).changes]
    assert fields == ["users", "agreement"]
    confirm_upload(by=people.anna, upload=upload)
    assert Participation.objects.get().users == 50
    assert Agreement.objects.get().ends_on == dt.date(2012, 12, 31)
    assert CostLine.objects.count() == 1  # an empty cell takes nothing away
    told = history_of(Application.objects.get())
    assert [change.before for change in told[0].changes] == [
        "45",
        "tills vidare, uppsägningstid 12 månader",
    ]


def test_a_new_owner_takes_over_and_history_stays(people: Society) -> None:
    import_with_product(people, ordinary(1))
    Responsibility.objects.update(starts_on=dt.date(2005, 1, 1))
    import_with_product(people, ordinary(1, owner="ny@amal.example"))
    owners = Responsibility.objects.filter(role="system_owner").order_by("starts_on")
    assert [owner.person.email for owner in owners] == ["agare@amal.example", "ny@amal.example"]
    assert owners[0].ends_on == owners[1].starts_on - dt.timedelta(days=1)


def test_a_system_registered_by_hand_is_recognised_by_its_name(people: Society) -> None:
    by_hand = factories.application(people.amal, "System 1")
    upload = import_with_product(people, ordinary(1))
    assert (upload.created, upload.changed, Application.objects.get()) == (0, 1, by_hand)


def test_a_system_that_moved_to_another_department_is_the_same_system(people: Society) -> None:
    import_with_product(people, ordinary(1))
    upload = import_with_product(people, ordinary(1, organisation="Åmåls kommun / Vård"))
    assert (upload.changed, Application.objects.count()) == (1, 1)
    assert Participation.objects.get().unit.name == "Vård"


def test_497_of_500_rows_come_in_if_so_chosen_and_3_are_listed(people: Society) -> None:
    upload = preview(people.anna, people.amal, many(500, THREE_FAULTS))
    faults = upload.findings.filter(severity="error")
    assert sorted(faults.values_list("row", "rule")) == [
        (12, "no-name"),
        (22, "not-an-agreement-end"),
        (32, "not-a-whole-number"),
    ]
    done = confirm_upload(by=people.anna, upload=upload, only_sound=True)
    assert (done.created, done.left_out, Application.objects.count()) == (497, 3, 497)
    assert done.findings.filter(severity="error").count() == 3


def test_all_rows_come_in_with_what_could_not_be_read_kept_word_for_word(people: Society) -> None:
    upload = preview(people.anna, people.amal, many(40, THREE_FAULTS))
    assert (
        confirm_upload(by=people.anna, upload=upload).created == 39
    )  # the one without a name never can
    kept = Application.objects.get(name="System 20").more
    assert kept["Avtalstiden löper ut datum"] == "31 februari"


def test_nothing_is_half_written(people: Society, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = preview(people.anna, people.amal, many(5))
    events = AuditEvent.objects.count()

    def fall(_batch: Batch) -> None:
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(Batch, "write_agreements", fall)
    approve_upload(by=people.anna, upload=upload, only_sound=False)
    work(upload.pk)
    upload.refresh_from_db()
    assert (upload.status, upload.is_broken_off) == (Status.PREVIEW, True)
    assert Application.objects.count() == 0
    assert AuditEvent.objects.count() == events + 1  # only that it was approved


def test_a_register_changed_since_the_preview_is_compared_again(people: Society) -> None:
    upload = preview(people.anna, people.amal, many(2))
    factories.application(people.amal, "System 1")
    with pytest.raises(ValidationError, match="ändrats"):
        confirm_upload(by=people.anna, upload=upload)
    approve_upload(by=people.anna, upload=upload, only_sound=False)
    work(upload.pk)
    upload.refresh_from_db()
    assert (upload.status, upload.created, upload.changed) == (Status.PREVIEW, 1, 1)


def test_the_file_and_its_rows_are_forgotten_afterwards(people: Society) -> None:
    brought_in, abandoned = (preview(people.anna, people.amal, many(2)) for _ in range(2))
    confirm_upload(by=people.anna, upload=brought_in)
    abandon_upload(by=people.anna, upload=abandoned)
    for upload in Upload.objects.all():
        assert upload.content is None
        assert not upload.rows.exists()
        assert not upload.name_matches.exists()


def test_columns_and_products_settled_once_are_remembered(people: Society) -> None:
    other = factories.product("Heroma", "CGI")
    upload = preview(people.anna, people.amal, many(1))
    columns = {**upload.columns, "Serverrum": "notes"}
    choose_columns(by=people.anna, upload=upload, columns=columns)
    work(upload.pk)
    match = upload.name_matches.get()
    choose_products(by=people.anna, upload=upload, choices={match.pk: (Decision.PRODUCT, other.pk)})
    compare_upload(by=people.anna, upload=upload)
    work(upload.pk)
    confirm_upload(by=people.anna, upload=upload)
    again = preview(people.anna, people.amal, many(1))
    assert again.columns["Serverrum"] == "notes"
    assert again.name_matches.get().product == other
    assert again.unchanged == 1


def test_names_that_match_nothing_can_become_new_products(people: Society) -> None:
    content = register(ordinary(1, name="Hemsnickrat"), ordinary(2, name="hemsnickrat"))
    for _time in range(2):
        upload = import_register(
            by=people.anna,
            organisation=people.amal,
            file_name="r.csv",
            content=content,
            new_products=True,
        )
    product = Product.objects.get(name="Hemsnickrat")
    assert product.status == ProductStatus.CONCEPT
    assert product.applications.count() == 2
    assert (upload.created, upload.changed, ProductChoice.objects.count()) == (0, 0, 1)


def test_two_columns_can_not_mean_the_same(people: Society) -> None:
    upload = preview(people.anna, people.amal, many(1))
    with pytest.raises(ValidationError):
        choose_columns(by=people.anna, upload=upload, columns={"Namn": "name", "Serverrum": "name"})
    with pytest.raises(ValidationError):
        choose_columns(by=people.anna, upload=upload, columns={"Namn": ""})


def test_work_that_is_asked_to_stop_leaves_the_upload_where_it_stood(people: Society) -> None:
    upload = preview(people.anna, people.amal, many(3))
    approve_upload(by=people.anna, upload=upload, only_sound=False)
    stop_work(by=people.anna, upload=upload)
    work(upload.pk)
    upload.refresh_from_db()
    assert (upload.status, upload.stop_asked, Application.objects.count()) == (
        Status.PREVIEW,
        False,
        0,
    )


@pytest.mark.parametrize(
    ("owners_from", "since"),
    [
        (None, dt.date(2001, 1, 1)),
        (dt.date(2007, 3, 1), dt.date(2007, 3, 1)),
        (dt.date(1990, 1, 1), dt.date(2001, 1, 1)),
    ],
)
def test_owners_hold_from_the_applications_start_or_the_day_that_was_said(
    people: Society, owners_from: dt.date | None, since: dt.date
) -> None:
    import_register(
        by=people.anna,
        organisation=people.amal,
        file_name="r.csv",
        content=register(ordinary(1)),
        owners_from=owners_from,
    )
    owner = Responsibility.objects.get(role="system_owner")
    assert owner.starts_on == since
