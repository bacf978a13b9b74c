"""Agreements and participations go out and come back: no edit is no change, and each edited cell is one change."""

import csv
import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.models import Person, Unit
from samdrift.records.agreements.list_fields import AGREEMENT_FIELDS
from samdrift.records.agreements.models import Agreement, AgreementKind, Party
from samdrift.records.intake.actions import confirm_upload, preview_list
from samdrift.records.intake.convert.summing import sentence_of
from samdrift.records.intake.models import About, RowOutcome, Status, Upload
from samdrift.records.register.models import Participation
from samdrift.records.register.participation_fields import PARTICIPATION_FIELDS
from tests import factories
from tests.people import Society

SignIn = Callable[[Person], Client]
HYPOTHESIS = {
    "max_examples": 8,
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


@pytest.fixture
def kept(people: Society) -> Society:
    """Four agreements of every renewal with parties, and three participations; one agreement is Mellerud's."""
    terms = (
        {"ends_on": dt.date(2010, 6, 30), "renews_months": 12, "notice_months": 3},
        {"ends_on": dt.date(2009, 12, 31), "extension_options": 2, "extension_months": 12},
        {"ends_on": dt.date(2011, 12, 31), "price_per_year_ore": 1_234_550},
        {"notice_months": 6, "starts_on": None, "note": "=1+1; «citat»"},
    )
    for number, each in enumerate(terms):
        agreement = factories.agreement(people.amal, f"Avtal {number}", **each)
        agreement.parties.create(organisation=people.supplier, role="supplier")
        agreement.parties.create(organisation=people.amal, role="customer")
    factories.agreement(people.mellerud, "Melleruds")
    unit = Unit.objects.create(organisation=people.amal, name="Skola")
    for number in range(3):
        application = factories.application(people.amal, f"System {number}")
        factories.participation(application, people.amal, users=10 * number, unit=unit)
    return people


def given_file(people: Society, content: bytes, about: About, by: Person | None = None) -> Upload:
    return preview_list(
        by=by or people.anna,
        organisation=people.amal,
        file_name="lista.csv",
        content=content,
        about=about,
    )


def taken_out(client: Client, people: Society, about: About, kind: str = "csv") -> bytes:
    slug = {About.AGREEMENTS: "avtal", About.PARTICIPATIONS: "deltaganden"}[about]
    answer = client.get(reverse("list_export", args=[slug, people.amal.pk, kind]))
    assert answer.status_code == 200
    return answer.content


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def written(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def told(upload: Upload) -> str:
    return " ".join(sentence_of(each) for each in upload.findings.all())


def counts(upload: Upload) -> tuple[int, int, int, int]:
    return upload.created, upload.changed, upload.unchanged, upload.left_out


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("about", [About.AGREEMENTS, About.PARTICIPATIONS])
def test_what_is_taken_out_reads_back_without_a_change(
    kept: Society, as_person: SignIn, about: About, kind: str
) -> None:
    again = given_file(kept, taken_out(as_person(kept.anna), kept, about, kind), about)
    assert counts(again) == (0, 0, 4 if about == About.AGREEMENTS else 3, 0), told(again)
    events = AuditEvent.objects.count()
    confirm_upload(by=kept.anna, upload=again)
    kinds = AuditEvent.objects.order_by("pk").values_list("event", flat=True)[events:]
    assert set(kinds) == {"intake.upload_confirmed"}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_of_agreements_as_its_page_exports_it_reads_back_too(
    kept: Society, as_person: SignIn, kind: str
) -> None:
    content = as_person(kept.anna).get(reverse("agreement_list"), {"exportera": kind}).content
    again = given_file(kept, content, About.AGREEMENTS)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 4), told(again)
    assert again.left_out == 1  # Mellerud's own is told, not touched
    assert "annan kommuns" in told(again)


EDITS: dict[str, list[str]] = {
    "title": ["Nytt namn", "'=Namn; «så»", "Avtal 1"],
    "kind": [str(AgreementKind.SUPPLIER.label), str(AgreementKind.OPERATING.label)],
    "number": ["2009/1", "KS 2009-17", "KS 2009–18"],
    "price_per_year_ore": ["100", "12 345,50", "1 000 kr", "5 tkr"],
    "notice_months": ["1", "2", "4"],
    "procurement_months": ["6", "18"],
    "includes_support": ["Ja"],
    "note": ["ny text", "'=2+2", "rad; två"],
    "starts_on": ["2004-01-31", "31/1 2003", "1 mars 2002"],
    "binding_until": ["2009-02-28", "juni 2009"],
}
#: Those that other fields of the same agreement must agree with, tried in tests of their own.
BOUND = {
    "responsible",
    "parties_with_roles",
    "renewal",
    "ends_on",
    "renews_months",
    "extension_options",
    "extension_months",
    "notice_given_on",
    "ended_on",
}


def test_every_field_of_an_agreement_is_drawn_or_bound() -> None:
    assert {field.name for field in AGREEMENT_FIELDS} == set(EDITS) | BOUND


@given(
    wanted=st.dictionaries(
        st.tuples(st.integers(0, 3), st.sampled_from(sorted(EDITS))), st.integers(0, 5), max_size=7
    )
)
@settings(**HYPOTHESIS)
def test_k_edited_cells_of_agreements_are_k_recorded_changes(
    kept: Society, as_person: SignIn, wanted: dict[tuple[int, str], int]
) -> None:
    def listed() -> list[dict[str, str]]:
        found = rows_of(taken_out(as_person(kept.anna), kept, About.AGREEMENTS))
        return sorted(found, key=lambda row: int(row["Registernyckel"]))

    labels = {field.name: str(field.label) for field in AGREEMENT_FIELDS}
    rows, before = listed(), listed()
    for (at, name), number in wanted.items():
        rows[at][labels[name]] = EDITS[name][number % len(EDITS[name])]
    preview = given_file(kept, written(rows), About.AGREEMENTS)
    shown = sum(len(row.changes) for row in preview.rows.all())
    assert preview.created == preview.left_out == 0, told(preview)
    events = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True)[0]
    confirm_upload(by=kept.anna, upload=preview)
    changed = AuditEvent.objects.filter(pk__gt=events, about_kind="agreements.agreement")
    recorded = sum(1 for event in changed for name, *_both in event.changes if name != "changed_at")
    differing = sum(
        old[heading] != new[heading]
        for old, new in zip(before, listed(), strict=True)
        for heading in old
    )
    assert shown == recorded == differing, (shown, recorded, differing)
    again = given_file(kept, written(rows), About.AGREEMENTS)
    assert counts(again) == (0, 0, 4, 0)


a_participation_cell = st.sampled_from(
    [
        ("users", "users", "17"),
        ("users", "users", "0"),
        ("unit", "unit_id", "Vård"),
        ("unit", "unit_id", "Skola"),
        ("contact", "contact_id", "anna@kommun.example"),
        ("contact", "contact_id", "bo@kommun.example"),
        ("starts_on", "starts_on", "2006-03-31"),
    ]
)


@given(
    wanted=st.lists(
        st.tuples(st.integers(0, 2), a_participation_cell),
        max_size=6,
        unique_by=lambda cell: (cell[0], cell[1][0]),
    )
)
@settings(**HYPOTHESIS)
def test_every_field_of_a_participation_is_changed_as_its_cell_says(
    kept: Society, as_person: SignIn, wanted: list[tuple[int, tuple[str, str, str]]]
) -> None:
    Unit.objects.get_or_create(organisation=kept.amal, name="Vård")
    labels = {field.name: str(field.label) for field in PARTICIPATION_FIELDS}
    rows = rows_of(taken_out(as_person(kept.anna), kept, About.PARTICIPATIONS))
    expected = set()
    for at, (name, attname, text) in wanted:
        if rows[at][labels[name]] != text:
            expected.add((rows[at]["Registernyckel"], attname))
        rows[at][labels[name]] = text
    preview = given_file(kept, written(rows), About.PARTICIPATIONS)
    assert sum(len(row.changes) for row in preview.rows.all()) == len(expected), told(preview)
    events = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    confirm_upload(by=kept.anna, upload=preview)
    changed = AuditEvent.objects.filter(pk__gt=events, about_kind="register.participation")
    recorded = {
        (event.about_id, name)
        for event in changed
        for name, *_both in event.changes
        if name != "changed_at"
    }
    assert recorded == expected
    after = rows_of(taken_out(as_person(kept.anna), kept, About.PARTICIPATIONS))
    assert after == rows


@given(
    users=st.lists(st.integers(0, 5000), min_size=3, max_size=3),
    ended=st.integers(0, 3),
)
@settings(**HYPOTHESIS)
def test_k_edited_cells_of_participations_are_k_changes(
    kept: Society, as_person: SignIn, users: list[int], ended: int
) -> None:
    rows = rows_of(taken_out(as_person(kept.anna), kept, About.PARTICIPATIONS))
    edits = 0
    for row, number in zip(rows, users, strict=True):
        edits += row["Användare"] != str(number)
        row["Användare"] = str(number)
    if ended < 3 and not rows[ended]["Sista dag"]:
        rows[ended]["Sista dag"] = "2009-06-30"
        edits += 1
    preview = given_file(kept, written(rows), About.PARTICIPATIONS)
    assert sum(len(row.changes) for row in preview.rows.all()) == edits, told(preview)
    assert preview.rows.filter(outcome=RowOutcome.LEAVES).count() <= 1
    confirm_upload(by=kept.anna, upload=preview)
    stored = Participation.objects.order_by("application__name").values_list("users", flat=True)
    assert list(stored) == users


def test_parties_become_those_that_the_cell_names(kept: Society, as_person: SignIn) -> None:
    rows = rows_of(taken_out(as_person(kept.anna), kept, About.AGREEMENTS))
    heading = next(name for name in rows[0] if name.startswith("Parter"))
    assert rows[0][heading].count(";") == 1
    rows[0][heading] = f"kund: Åmål / skola; Leverantör: {kept.supplier}"
    rows[1][heading] = "Leverantör: Ingen sådan AB"
    rows[2][heading] = "Vän: Åmål"
    rows[3][heading] = str(kept.supplier)
    preview = given_file(kept, written(rows), About.AGREEMENTS)
    assert counts(preview) == (0, 1, 0, 3), told(preview)
    assert preview.findings.filter(severity="error").count() == 3
    assert "Ingen sådan AB" in told(preview)
    confirm_upload(by=kept.anna, upload=preview)
    parties = Party.objects.filter(agreement__title="Avtal 0")
    assert {(str(each.organisation), each.unit.name if each.unit else "") for each in parties} == {
        (str(kept.supplier), ""),
        ("Åmål", "Skola"),
    }


def test_notice_by_file_is_given_as_on_the_page_and_what_deviates_is_refused(
    kept: Society, as_person: SignIn
) -> None:
    rows = rows_of(taken_out(as_person(kept.anna), kept, About.AGREEMENTS))
    given_on, ends_on = "Uppsagt den", next(name for name in rows[0] if name.startswith("Upphör"))
    rows[0] |= {given_on: "2009-01-01", ends_on: "2010-06-30"}
    rows[1] |= {given_on: "2009-01-01"}
    rows[3] |= {given_on: "2009-01-01", ends_on: "2009-02-28"}  # six months' notice
    preview = given_file(kept, written(rows), About.AGREEMENTS)
    assert counts(preview) == (0, 1, 1, 2), told(preview)
    assert preview.rows.get(outcome=RowOutcome.LEAVES).name == "Avtal 0"
    assert not Agreement.objects.filter(
        ended_on__isnull=False
    ).exists()  # what was tried is taken back
    confirm_upload(by=kept.anna, upload=preview)
    ended = Agreement.objects.get(ended_on__isnull=False)
    assert (ended.title, ended.ended_on) == ("Avtal 0", dt.date(2010, 6, 30))


def test_somebody_elses_list_is_read_and_a_second_time_it_changes_nothing(kept: Society) -> None:
    text = (
        "Avtalsnamn;Dnr;Avtalsparter;Avtal fr.o.m.;Avtal t.o.m.;Uppsägningstid (mån);Årskostnad\n"
        f"TELEFONI;;;;;;\nNytt avtal;7/09;Leverantör: {kept.supplier};1/2 2009;2011-01-31;3;120 tkr\n"
        "Avtal 2;;;;;;13 000\nSumma;;;;;;133000\nTrasigt;;;2009-02-30;;;\n;;;;2010-12-31;;5\n"
    )
    preview = given_file(kept, text.encode(), About.AGREEMENTS)
    assert counts(preview) == (1, 1, 0, 1), told(preview)
    confirm_upload(by=kept.anna, upload=preview)
    new = Agreement.objects.get(title="Nytt avtal")
    assert (new.starts_on, new.ends_on) == (dt.date(2009, 2, 1), dt.date(2011, 1, 31))
    assert (new.price_per_year_ore, new.parties.count()) == (12_000_000, 1)
    assert Agreement.objects.get(title="Avtal 2").price_per_year_ore == 1_300_000
    again = given_file(kept, text.encode(), About.AGREEMENTS)
    assert counts(again) == (0, 0, 2, 1), told(again)


def test_a_key_of_another_or_of_nothing_or_twice_is_told_and_left_out(
    kept: Society, as_person: SignIn
) -> None:
    rows = rows_of(taken_out(as_person(kept.anna), kept, About.AGREEMENTS))
    other = Agreement.objects.get(title="Melleruds")
    rows = [
        rows[0] | {"Registernyckel": str(other.pk)},
        rows[1] | {"Registernyckel": "99999"},
        rows[2],
        rows[2],
        rows[3] | {"Registernyckel": "tre"},
    ]
    preview = given_file(kept, written(rows), About.AGREEMENTS)
    assert counts(preview) == (0, 0, 1, 4), told(preview)
    rules = set(preview.findings.values_list("rule", flat=True))
    assert {"no-such-key", "row-twice", "not-a-key"} <= rules
    confirm_upload(by=kept.anna, upload=preview)
    assert Agreement.objects.count() == 5


def test_who_may(kept: Society, as_person: SignIn) -> None:
    """An IT manager of the municipality may; an employee may not; a neighbour's never sees the file."""
    content = taken_out(as_person(kept.anna), kept, About.AGREEMENTS)
    for stranger in (kept.bo, kept.cilla):
        with pytest.raises(PermissionDenied):
            given_file(kept, content, About.AGREEMENTS, by=stranger)
        answer = as_person(stranger).get(
            reverse("list_export", args=["avtal", kept.amal.pk, "csv"])
        )
        assert answer.status_code in {403, 404}
    upload = given_file(kept, content, About.AGREEMENTS)
    assert as_person(kept.cilla).get(reverse("upload", args=[upload.pk])).status_code == 404
    assert as_person(kept.bo).get(reverse("upload", args=[upload.pk])).status_code == 404
    assert as_person(kept.bo).get(reverse("list_upload_new", args=["avtal"])).status_code == 403
    assert as_person(kept.anna).get(reverse("list_upload_new", args=["annat"])).status_code == 404


@pytest.mark.parametrize("slug", ["avtal", "deltaganden"])
def test_the_pages_from_file_to_history(kept: Society, as_person: SignIn, slug: str) -> None:
    about = About.AGREEMENTS if slug == "avtal" else About.PARTICIPATIONS
    anna = as_person(kept.anna)
    rows = rows_of(taken_out(anna, kept, about))
    rows[0]["Diarienummer" if slug == "avtal" else "Användare"] = "4711"
    file = SimpleUploadedFile("lista.csv", written(rows))
    sent = anna.post(
        reverse("list_upload_new", args=[slug]), {"organisation": kept.amal.pk, "file": file}
    )
    assert sent.status_code == 302
    assert anna.get(sent.url).status_code == 200
    upload = Upload.objects.get(about=about)
    columns = {f"column_{at}": upload.columns[head] for at, head in enumerate(upload.header)}
    sent = anna.post(reverse("upload_columns", args=[upload.pk]), columns)
    assert sent.url == reverse("upload_preview", args=[upload.pk])
    shown = anna.get(sent.url).content.decode()
    assert "4711" in shown
    assert anna.post(sent.url).status_code == 302
    upload.refresh_from_db()
    assert (upload.status, upload.changed) == (Status.DONE, 1)
    assert anna.get(reverse("upload", args=[upload.pk])).status_code == 200
    assert AuditEvent.objects.filter(event="intake.upload_confirmed").count() == 1


def test_what_changed_after_the_preview_is_not_overwritten(
    kept: Society, as_person: SignIn
) -> None:
    rows = rows_of(taken_out(as_person(kept.anna), kept, About.AGREEMENTS))
    rows[0]["Diarienummer"] = "1/09"
    preview = given_file(kept, written(rows), About.AGREEMENTS)
    Agreement.objects.filter(title="Avtal 0").update(number="2/09")
    with pytest.raises(Exception, match="ändrats") as caught:
        confirm_upload(by=kept.anna, upload=preview)
    assert getattr(caught.value, "code", "") == "register-changed"
    assert Agreement.objects.get(title="Avtal 0").number == "2/09"


@given(content=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_a_file_holds_it_is_answered_and_creates_nothing_unseen(
    people: Society, content: bytes
) -> None:
    """No exception but a refusal in words, and nothing is written before somebody confirms."""
    heads = {
        About.AGREEMENTS: "Avtal;Diarienummer;Från;Sista dag i avtalstiden;Pris per år\n",
        About.PARTICIPATIONS: "Applikation;Förvaltning;Användare;Från;Sista dag\n",
    }
    for about, head in heads.items():
        try:
            upload = given_file(people, head.encode() + content, about)
        except ValidationError:  # in words: the headings stand in another row of the odd content
            continue
        assert upload.status in {Status.PREVIEW, Status.UNREADABLE}
        assert upload.rows.count() <= content.count(b"\n") + content.count(b"\r") + 400
    assert not Agreement.objects.exists()
    assert not Participation.objects.exists()


def test_what_was_only_tried_is_not_told_as_done(kept: Society, as_person: SignIn) -> None:
    """On the way to the preview nothing has happened; the page after it tells of the file alone."""
    client = as_person(kept.anna)
    rows = rows_of(taken_out(client, kept, About.AGREEMENTS))
    rows[0]["Pris per år"] = "99000"
    lines = [rows[0].keys(), *(row.values() for row in rows)]
    content = "\n".join(";".join(f'"{cell}"' for cell in line) for line in lines)
    sent = {
        "organisation": kept.amal.pk,
        "file": SimpleUploadedFile("lista.csv", content.encode()),
    }
    told = client.post(reverse("list_upload_new", args=["avtal"]), sent, follow=True)
    upload = Upload.objects.get()
    columns = reverse("upload_columns", args=[upload.pk])
    choices = {f"column_{at}": upload.columns[heading] for at, heading in enumerate(upload.header)}
    told = client.post(columns, choices, follow=True)
    assert told.redirect_chain[-1][0] == reverse("upload_preview", args=[upload.pk])
    assert "Avtal ändrat" not in told.text
    assert upload.rows.filter(outcome=RowOutcome.CHANGED).count() == 1
    assert not AuditEvent.objects.filter(event="agreements.agreement_changed").exists()
