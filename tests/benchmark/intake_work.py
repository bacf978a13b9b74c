"""What `bench_intake` measures, once Django is set up."""

import time
from collections.abc import Callable

from django.core.management import call_command
from django.db import models, transaction

from samdrift.core.tables import read_table
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.records.agreements.models import Agreement, Party
from samdrift.records.intake.actions import import_register
from samdrift.records.intake.convert import shipped_catalogue
from samdrift.records.intake.models import ImportedRow
from samdrift.records.register.models import (
    Application,
    Area,
    Assessment,
    Dependency,
    LifecycleEvent,
    Participation,
    Responsibility,
)
from samdrift.records.spending.models import CostLine
from tests import factories
from tests.people import society

ROWS = 10_000
HEADINGS = (
    "Namn;Organisation;Systemägare;Systemansvariga IT;Aktiva användare;IT Bedömning;Avtalstiden löper ut datum;"
    "Driftbudget;Drift år;Verksamhet Beskrivning;Serverrum;Beroende till"
)
VERDICTS = ("Vidmakthållande", "Utveckling", "Avveckling", "Konsolidering")
ENDS = ("2010-12-31", "Löpande - uppsägningstid på 3-12 månader", "2011-06-30", "")


def register(count: int) -> bytes:
    """Names of the catalogue with numbers behind, every seventh unknown to it; all cells of every row filled."""
    names = [product.name for product in shipped_catalogue().products]
    lines = [HEADINGS]
    for at in range(count):
        name = (
            f"Eget system {at}" if at % 7 == 0 else f"{names[at % len(names)]} {at // len(names)}"
        )
        lines.append(
            f"{name};Åmåls kommun / Förvaltning {at % 9} / Enhet {at % 31};agare{at % 60}@amal.example;"
            f"forv{at % 80}@amal.example, ers{at % 80}@amal.example;{at % 400};{VERDICTS[at % 4]};{ENDS[at % 4]};"
            f"{1000 * (at % 90)};{1995 + at % 13};Beskrivning av {name};Rum {at % 5};"
            + ("Active Directory" if at % 9 == 0 else "")
        )
    return "\r\n".join(lines).encode()


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def bare_inserts() -> float:
    """Take out what was brought in and put the same rows back, timing only the putting back."""
    kinds: list[type[models.Model]] = [
        Application,
        Participation,
        Responsibility,
        Assessment,
        LifecycleEvent,
        Agreement,
        Party,
        CostLine,
        Dependency,
        Agreement.applications.through,
        ImportedRow,
    ]
    kept = [(kind, list(kind._default_manager.order_by("pk"))) for kind in kinds]
    for kind, _rows in reversed(kept):
        kind._default_manager.all().delete()

    def put_back() -> None:
        with transaction.atomic():
            for kind, rows in kept:
                kind._default_manager.bulk_create(rows, batch_size=500)

    return timed(put_back)


def measure() -> None:
    call_command("migrate", verbosity=0)
    people = society()
    for product in shipped_catalogue().products:
        area = Area.objects.get_or_create(name=product.area)[0]
        factories.product(product.name, product.vendor, area=area)
    anna, amal = Person.objects.get(pk=people.anna.pk), Organisation.objects.get(pk=people.amal.pk)
    content = register(ROWS)

    def bring_in() -> None:
        import_register(
            by=anna,
            organisation=amal,
            file_name="register.csv",
            content=content,
            without_because="Provdata",
        )

    first, second = timed(bring_in), timed(bring_in)
    parsing = timed(lambda: read_table(content))
    bare = bare_inserts()
    print(f"{ROWS} rows brought in, read, matched, compared, written and recorded: {first:.1f} s")
    print(f"the same file again, nothing changed: {second:.1f} s")
    print(f"parsing alone {parsing:.2f} s plus bare inserts {bare:.1f} s: {parsing + bare:.1f} s")
    print(f"ratio: {first / (parsing + bare):.1f}")
