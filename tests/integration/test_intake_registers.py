"""Real-looking and hostile files: what comes in, what is said about the rest."""

import io
import json
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from samdrift.foundation.organisations.models import Person
from samdrift.records.agreements.models import Agreement
from samdrift.records.intake.actions import import_register
from samdrift.records.intake.convert.template import TEMPLATE, template_csv, template_xlsx
from samdrift.records.intake.models import Status, Upload
from samdrift.records.register.models import Application, Assessment, Dependency, Responsibility
from samdrift.records.spending.models import CostLine
from tests import factories
from tests.integration.intake_files import many, ordinary, preview, register
from tests.people import Society

REGISTERS = Path(__file__).parent.parent / "fixtures" / "registers"


@pytest.fixture(params=["csv", "xlsx"])
def synthetic(request: pytest.FixtureRequest) -> Path:
    return REGISTERS / f"municipal_register_SYNTHETIC.{request.param}"


def test_the_synthetic_register_comes_in_without_preparation(
    people: Society, synthetic: Path
) -> None:
    factories.product("Aaro", "Aaro Systems", area=factories.area("koncernredovisning"))
    call_command(
        "import",
        str(synthetic),
        "--municipality",
        "1492",
        "--by",
        people.anna.email,
        "--without-because",
        "Står som planerade i listan",
        stdout=io.StringIO(),
    )
    assert Application.objects.count() == 62
    assert Agreement.objects.count() == 21
    assert Assessment.objects.count() == 21
    assert CostLine.objects.count() == 17
    assert Responsibility.objects.filter(role="system_manager").count() == 45
    aaro = Application.objects.get(name="Aaro")
    assert (str(aaro.area), aaro.operation, aaro.criticality) == (
        "koncernredovisning",
        "external",
        1,
    )
    assert aaro.more["Inlåsningseffekter"] == "Nej, inga inlåsningseffekter föreligger"


def test_the_synthetic_register_twice_and_in_the_other_format_changes_nothing(
    people: Society,
) -> None:
    for kind, expected in (("csv", (62, 0, 0)), ("csv", (0, 0, 62)), ("xlsx", (0, 0, 62))):
        path = REGISTERS / f"municipal_register_SYNTHETIC.{kind}"
        upload = import_register(
            by=people.anna,
            organisation=people.amal,
            file_name=path.name,
            content=path.read_bytes(),
            without_because="Står som planerade i listan",
        )
        assert (upload.created, upload.changed, upload.unchanged) == expected
        assert not upload.findings.filter(severity="error").exists()


def test_the_same_register_for_two_municipalities_is_two_municipalities_systems(
    people: Society,
) -> None:
    for organisation, said in ((people.amal, "Åmåls"), (people.mellerud, "Melleruds")):
        content = many(3).replace("Åmåls".encode(), said.encode())
        import_register(
            by=people.administrator, organisation=organisation, file_name="r.csv", content=content
        )
    assert Application.objects.filter(host=people.amal).count() == 3
    assert Application.objects.filter(host=people.mellerud).count() == 3


def _broken(people: Society, content: bytes, file_name: str = "r.csv") -> Upload:
    return preview(people.anna, people.amal, content, file_name)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "empty-file"),
        (b"\xef\xbb\xbf\r\n\r\n", "empty-file"),
        (b"PK\x03\x04 not a workbook", "broken-file"),
        (b"%PDF-1.4 something", "broken-file"),
        (b"Namn;Organisation\r\n", "no-rows"),
    ],
)
def test_files_that_can_not_be_read_say_why(people: Society, content: bytes, rule: str) -> None:
    upload = _broken(people, content)
    assert upload.status == Status.UNREADABLE
    assert rule in upload.findings.values_list("rule", flat=True)
    assert Upload.objects.get().content is None


def test_more_rows_than_the_limit_are_refused(people: Society, settings: object) -> None:
    settings.UPLOAD_LIMIT_ROWS = 10  # type: ignore[attr-defined]
    upload = _broken(people, many(11))
    assert (upload.status, upload.findings.get().rule) == (Status.UNREADABLE, "too-many-rows")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "mac_roman", "cp850"])
def test_swedish_letters_survive_any_usual_encoding(people: Society, encoding: str) -> None:
    text = register(ordinary(1, name="Åmåls ärendehantering för äldre")).decode("utf-8-sig")
    confirm = import_register(
        by=people.anna, organisation=people.amal, file_name="r.csv", content=text.encode(encoding)
    )
    assert (confirm.created, Application.objects.get().name) == (
        1,
        "Åmåls ärendehantering för äldre",
    )


def test_formulas_are_text_and_formula_errors_are_told(people: Society) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Namn", "Driftbudget", "Anteckningar"])
    book.active.append(['=HYPERLINK("http://x")', "#REF!", "@SUM(1)"])
    book.active["A2"].data_type = "s"
    book.active.append(["System 2", "=1+1", "-2+3"])
    file = io.BytesIO()
    book.save(file)
    upload = import_register(
        by=people.anna, organisation=people.amal, file_name="r.xlsx", content=file.getvalue()
    )
    assert set(upload.findings.values_list("rule", flat=True)) >= {"formulas-without-value"}
    assert Application.objects.filter(name='=HYPERLINK("http://x")').exists()


def test_a_column_that_is_something_else_is_kept_word_for_word(people: Society) -> None:
    upload = preview(
        people.anna, people.amal, many(20, [(n, {"users": "se bilaga"}) for n in range(15)])
    )
    assert upload.findings.filter(rule="column-does-not-fit", severity="warning").count() == 1
    assert not upload.findings.filter(severity="error").exists()
    assert upload.rows.first().values["more"]["Aktiva användare"] == "se bilaga"


def test_odd_cells_never_stop_the_others(people: Society) -> None:
    lines = [
        ordinary(1, name="x" * 500),
        ordinary(2, budget="9" * 30),
        ordinary(3, users="99999999999"),
        ordinary(4, year="1066"),
        ordinary(5, organisation="/".join("abcdefghij")),
        ordinary(6, owner="bara@ett@snabel"),
        ordinary(7, owner=f"{'a' * 300}@amal.example"),
        ordinary(8, managers="Ekonomiavdelningen"),
        ordinary(9, room="\x00\x01rum"),
        ordinary(10, name="–"),
    ]
    upload = import_register(
        by=people.anna, organisation=people.amal, file_name="r.csv", content=register(*lines)
    )
    assert upload.created == 9
    assert (
        Application.objects.get(name="System 8").more["Systemansvariga IT"] == "Ekonomiavdelningen"
    )
    assert Application.objects.get(name="System 9").more["Serverrum"] == "rum"


def test_dependencies_are_found_by_name_else_stand_outside(people: Society) -> None:
    lines = [
        "Namn;Beroende till;Beroende från",
        "Heroma;Active Directory, Skatteverket;",
        "Active Directory;;Raindance",
    ]
    content = "\r\n".join([*lines, "Raindance;;"])
    import_register(
        by=people.anna, organisation=people.amal, file_name="r.csv", content=content.encode()
    )
    said = {
        (str(each.application), str(each.needs or each.outside))
        for each in Dependency.objects.all()
    }
    assert said == {
        ("Heroma", "Active Directory"),
        ("Heroma", "Skatteverket"),
        ("Raindance", "Active Directory"),
    }


def test_the_template_is_recognised_when_filled_in(people: Society) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    book.worksheets[0].append(["System 1", "Åmåls kommun / Skola"])
    file = io.BytesIO()
    book.save(file)
    upload = preview(people.anna, people.amal, file.getvalue(), "mall.xlsx")
    assert sorted(filter(None, upload.columns.values())) == sorted(
        column.name for column in TEMPLATE
    )
    assert template_csv().decode("utf-8-sig").split(";")[0] == "Namn"


def test_a_dry_run_writes_nothing(people: Society, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(many(3))
    said = io.StringIO()
    call_command(
        "import",
        str(path),
        "--municipality",
        "1492",
        "--by",
        people.anna.email,
        "--dry-run",
        stdout=said,
    )
    assert said.getvalue().startswith("nya: 3, ")
    assert Application.objects.count() == 0
    assert not Person.objects.filter(email="agare@amal.example").exists()


def test_the_command_obeys_the_same_permissions(people: Society, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(many(1))
    for email in (people.bo.email, people.cilla.email, "ingen@x.example"):
        with pytest.raises(CommandError):
            call_command("import", str(path), "--municipality", "1492", "--by", email)


def test_names_are_matched_without_a_database(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("Namn\n Raindance (Gamla)\nNågot helt eget\n", encoding="utf-8")
    said = io.StringIO()
    call_command("match", "--file", str(path), "--column", "Namn", "--json", stdout=said)
    found = [(row["product"], row["vendor"]) for row in json.loads(said.getvalue())]
    assert found == [("Raindance", "CGI"), (None, None)]
    with pytest.raises(CommandError):
        call_command("match", "--file", str(path), "--column", "Finns inte", "--json")
