"""The whole way, from municipalities' spreadsheets to decisions: seed, demonstration and end-to-end test in one.

`walk` calls the verbs of every room in the order in which a federation would use them. docs/journey.md tells the
same in prose; tests/journey asserts each stretch's numbers.
"""

import datetime as dt
from collections.abc import Callable

from samdrift.journey.attachments import attach_text
from samdrift.journey.catalogue import (
    add_joint_applications,
    fill_catalogue,
    merge_suppliers_spelled_twice,
)
from samdrift.journey.decide import Decided, decide, judge
from samdrift.journey.introduce import introduce
from samdrift.journey.meetings import meet
from samdrift.journey.organisations import Society, gather
from samdrift.journey.registers import (
    import_employees,
    import_registers,
    import_units,
    let_one_leave,
)
from samdrift.journey.saved_views import save_views

DAY = dt.date(2009, 1, 1)
PASSWORD = "dalsland-2009"  # noqa: S105 - the demonstration's, printed at its start


def walk(*, tell: Callable[[str], object] = lambda _line: None) -> tuple[Society, Decided]:
    """Walk the whole way on an empty database; `tell` hears about every stretch."""
    tell("1. Förbundet, kommunerna, folk och folkmängd")
    society = gather(PASSWORD)
    tell("2. Produktkatalog och gemensamma applikationer")
    fill_catalogue(society)
    merge_suppliers_spelled_twice(society)
    joint = add_joint_applications(society)
    attach_text(society)
    tell("3. Fem kommuners register ur kalkylblad")
    import_registers(society)
    import_employees(society)
    import_units(society)
    tell("4. Möjligheter, plan, andelar, beslut och policyns läge")
    decided = decide(society, joint)
    tell("5. Planen antas och börjar införas")
    decided.introduced = introduce(society, decided.plan)
    tell("6. IT-chefsgruppen möts")
    decided.group = meet(society, decided.proposals)
    let_one_leave(society)
    save_views(society)
    decided.results = judge(society, decided)
    return society, decided
