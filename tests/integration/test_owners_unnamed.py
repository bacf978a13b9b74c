"""Pages of costs tell by role alone who answers for the application, to a payer who may not see who does."""

import datetime as dt

import pytest

from samdrift.foundation.audit.actions import record
from samdrift.records.register.models import Audience, FieldAudience, FieldGroup
from samdrift.records.spending.models import Approval, CostLine
from tests.integration.canaries import Aviary, make_aviary
from tests.integration.entrances import read
from tests.people import Society

NEW_YEAR = dt.date(2009, 1, 1)
OWNER = "Olle Holkagare"


@pytest.fixture
def aviary(people: Society) -> Aviary:
    """The owner has entered one cost, which waits for her, and approved another."""
    made = make_aviary(people)
    owner = made.readers["system owner"]
    approved = made.application.cost_lines.get()
    Approval.objects.create(
        line=approved, person=owner, on=NEW_YEAR, outcome="approved", amount_ore=approved.amount_ore
    )
    record(
        "spending.cost_line_approved",
        approved,
        by=owner,
        after={"on": "2009-01-01"},
        parent=made.application,
    )
    CostLine.objects.create(
        application=made.application,
        bearer=people.amal,
        year=2009,
        type="staff",
        amount_ore=100,
        entered_by=owner,
    )
    return made


def _pages(aviary: Aviary) -> list[str]:
    lines = aviary.application.cost_lines.values_list("pk", flat=True)
    return [
        "/kostnader/?ar=2009",
        "/kostnadsrader/attestera/vantar/",
        *(f"/kostnadsrader/{pk}/" for pk in lines),
    ]


@pytest.mark.parametrize("audience", [Audience.OWN, Audience.PARTICIPANTS])
def test_a_payer_reads_the_name_only_where_people_are_open_to_it(
    aviary: Aviary, as_person, audience
) -> None:
    FieldAudience.objects.update_or_create(
        federation=aviary.people.federation,
        group=FieldGroup.PEOPLE,
        defaults={"audience": audience},
    )
    told = {
        (name, address): OWNER in read(as_person(aviary.readers[name]), address)
        for name in ("IT manager of the host", "IT manager that takes part")
        for address in _pages(aviary)
    }
    is_open = audience == Audience.PARTICIPANTS
    assert told == {key: key[0] == "IT manager of the host" or is_open for key in told}


def test_a_payer_reads_that_somebody_who_answers_has_acted(aviary: Aviary, as_person) -> None:
    FieldAudience.objects.update_or_create(
        federation=aviary.people.federation,
        group=FieldGroup.PEOPLE,
        defaults={"audience": Audience.OWN},
    )
    payer = as_person(aviary.readers["IT manager that takes part"])
    for address in _pages(aviary)[2:]:
        assert "Någon som ansvarar för applikationen" in read(payer, address)
