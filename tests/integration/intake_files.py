"""Small registers for the tests of intake."""

from collections.abc import Iterable

from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.records.intake.actions import preview_register
from samdrift.records.intake.models import Upload
from tests import factories

HEADINGS = (
    "Namn;Organisation;Systemägare;Systemansvariga IT;Aktiva användare;IT Bedömning;Avtalstiden löper ut datum;"
    "Driftbudget;Drift år;Serverrum"
)


def register(*lines: str) -> bytes:
    return "\r\n".join([HEADINGS, *lines]).encode("utf-8-sig")


def ordinary(number: int, **cells: str) -> str:
    """A row without faults."""
    said = {
        "name": f"System {number}",
        "organisation": "Åmåls kommun / Skola",
        "owner": "agare@amal.example",
        "managers": "forvaltare@amal.example",
        "users": "45",
        "verdict": "Vidmakthållande",
        "end": "Löpande - uppsägningstid på 3-12 månader",
        "budget": "1250000",
        "year": "2001",
        "room": "Rum 1",
        **cells,
    }
    return ";".join(said.values())


def many(count: int, faulty: Iterable[tuple[int, dict[str, str]]] = ()) -> bytes:
    wrong = dict(faulty)
    return register(*(ordinary(number, **wrong.get(number, {})) for number in range(count)))


def preview(
    by: Person, organisation: Organisation, content: bytes, file_name: str = "register.csv"
) -> Upload:
    factories.product("Raindance", "CGI")
    return preview_register(by=by, organisation=organisation, file_name=file_name, content=content)
