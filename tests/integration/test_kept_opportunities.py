"""Opportunities that are kept say of when they are, and never outlive what their reader may see."""

import datetime as dt

import pytest

from samdrift.decisions.collaboration.opportunities_kept import kept_opportunities
from samdrift.foundation.organisations.kept_facts import compute_in_background
from samdrift.foundation.organisations.models import KeptFact
from samdrift.foundation.organisations.roles import Role
from samdrift.foundation.organisations.silent_work import queued_keys
from samdrift.records.register.actions import add_application
from samdrift.records.register.models import Audience, FieldAudience, FieldGroup
from samdrift.records.spending.models import CostLine
from tests import factories
from tests.people import Society, person

CHANGED = "Registret har ändrats sedan dess"
UNCHANGED = "inget har registrerats sedan dess"


@pytest.fixture
def reader(people: Society, settings):
    """Mellerud's IT manager; Åmål has the same product. Seeking opportunities is said to take long."""
    settings.COUNTED_AT_ONCE = -1
    product = factories.product()
    for host in (people.amal, people.mellerud):
        application = factories.application(host, f"Kartan {host}", product=product)
        CostLine.objects.create(application=application, bearer=host, year=2009, amount_ore=1_000)
    return person("Mia", people.mellerud, Role.IT_MANAGER)


def _compute_what_waits() -> None:
    for name in queued_keys(compute_in_background):
        compute_in_background.func(name)


def test_reading_keeps_nothing_and_asks_the_background_which_many_share(
    people: Society, reader, as_person, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert UNCHANGED in as_person(reader).get("/samverkan/").text
    assert not KeptFact.objects.exists()
    _compute_what_waits()
    assert len(kept_opportunities(reader).rows) == 1
    kept = KeptFact.objects.get(name__startswith="opportunities")
    assert kept.is_shared
    assert kept_opportunities(people.anna).at == kept.counted_at


def test_a_change_is_told_until_it_is_computed(
    people: Society, reader, as_person, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        kept_opportunities(reader)
    _compute_what_waits()
    add_application(
        by=people.anna,
        name="Kartan igen",
        host=people.amal,
        starts_on=dt.date(2000, 1, 1),
        phase="maintenance",
    )
    assert CHANGED in as_person(reader).get("/samverkan/").text
    assert CHANGED in as_person(reader).get("/").text
    _compute_what_waits()
    KeptFact.objects.update(seconds=0)
    with django_capture_on_commit_callbacks(execute=True):
        kept_opportunities(reader)
    _compute_what_waits()
    assert UNCHANGED in as_person(reader).get("/samverkan/").text


def test_what_is_hidden_is_gone_at_once_though_a_fact_is_kept(
    people: Society, reader, as_person, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        (before,) = kept_opportunities(reader).rows
    _compute_what_waits()
    assert before.saving_ore is not None
    choice = FieldAudience.objects.create(
        federation=people.federation, group=FieldGroup.COSTS, audience=Audience.PARTICIPANTS
    )
    with django_capture_on_commit_callbacks(execute=True):
        (after,) = kept_opportunities(reader).rows
    assert after.saving_ore is None
    _compute_what_waits()
    own = KeptFact.objects.get(is_shared=False)
    assert own.name.endswith(f" {reader.pk}")
    FieldAudience.objects.filter(pk=choice.pk).update(audience=Audience.OWN)
    KeptFact.objects.filter(pk=own.pk).update(value={"view": own.value["view"], "rows": []})
    assert len(kept_opportunities(reader).rows) == 1  # of another view: computed now


def test_the_page_of_one_has_the_points_of_the_list(people: Society, reader, as_person) -> None:
    (row,) = kept_opportunities(reader).rows
    page = as_person(reader).get(f"/samverkan/mojlighet/{row.address}/")
    assert page.context["found"].rank == row.rank
    assert as_person(reader).get("/samverkan/mojlighet/0123456789ab/").status_code == 404
