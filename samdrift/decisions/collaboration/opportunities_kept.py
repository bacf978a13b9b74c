"""Opportunities as lists, panels and the start page show them: kept as a fact, never sought while a page is read.

What a person may see decides what is found. Most see the whole register that opportunities stand on, and share one
fact; who sees less has one of the own.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils.text import capfirst

from samdrift.core.opportunities import Assumptions, Rank, Shape, Trigger
from samdrift.decisions.collaboration.convert import address_of
from samdrift.decisions.collaboration.models import Opportunity
from samdrift.decisions.collaboration.queries import (
    USED_GROUPS,
    SeenOpportunity,
    federation_applications,
    seen_opportunities,
    sees_collaboration,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.kept_facts import FactName, fact_of
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.queries import federation_of
from samdrift.foundation.organisations.reading import remembered_while_reading
from samdrift.records.register.queries import mark_of_sight, sees_groups_of_all

OPPORTUNITIES = "opportunities"


@dataclass(frozen=True, slots=True)
class KeptOpportunity:
    """What a list shows of an opportunity; the page of one is read from the register as it is now."""

    key: str
    name: str
    shape: Shape
    municipalities: tuple[str, ...]
    triggers: tuple[Trigger, ...]
    saving_ore: int | None
    act_by: dt.date | None
    rank: Rank
    state: str

    @property
    def address(self) -> str:
        return address_of(self.key)


@dataclass(frozen=True, slots=True)
class KeptOpportunities:
    """Every opportunity that a person sees, best first, with the moment they were sought."""

    rows: list[KeptOpportunity]
    at: dt.datetime
    is_behind: bool


@remembered_while_reading
def kept_opportunities(person: Person) -> KeptOpportunities | None:
    """The opportunities of the person's federation; None for those who see none."""
    federation = federation_of(person)
    if federation is None or not sees_collaboration(person):
        return None
    view = _view_of(person)
    name = FactName(OPPORTUNITIES, federation.pk, person.pk if view else None)
    fact = fact_of(name, is_whole=lambda value: value["view"] == view)
    handled = Opportunity.objects.filter(federation=federation).values_list("key", "state")
    states = dict(handled)
    rows = [_read(row, states) for row in fact.value["rows"]]
    return KeptOpportunities(rows, fact.at, fact.is_behind)


def visible_opportunity(person: Person, address: str) -> tuple[SeenOpportunity, Assumptions]:
    """One opportunity by its address, read from the register as it is now; its points are those of the list.

    Raises Http404.
    """
    kept, federation = kept_opportunities(person), federation_of(person)
    if kept is None or federation is None:
        raise Http404
    assumed = Assumptions(today=today())
    row = next((each for each in kept.rows if each.address == address), None)
    if row is None and not kept.is_behind:
        raise Http404
    among = _applications_of(row.key) if row else None
    for each in seen_opportunities(federation, assumed, reader=person, among=among):
        if each.address == address:
            found = replace(each.found, rank=row.rank) if row else each.found
            return replace(each, found=found), assumed
    raise Http404


def _view_of(person: Person) -> str:
    """Empty for who sees all that opportunities stand on; else a mark that changes as soon as what is shown to the
    person does, so that nothing kept outlives a right."""
    return "" if sees_groups_of_all(person, USED_GROUPS) else mark_of_sight(person, USED_GROUPS)


def _applications_of(key: str) -> Q:
    """The condition on the applications that an opportunity is made of, by its key."""
    kind, _colon, of = key.partition(":")
    return Q(**{{"product": "product__name", "area": "area__name", "application": "pk"}[kind]: of})


def opportunities_now(federation_pk: int, reader_pk: int | None) -> dict[str, Any]:
    """What is found in the whole register, or in what one person may see of it, as rows, and of which view."""
    federation = Organisation.objects.filter(pk=federation_pk).first()
    reader = Person.objects.filter(pk=reader_pk).first() if reader_pk else None
    if federation is None or (reader_pk and reader is None):
        return {"view": "", "rows": []}
    found = seen_opportunities(federation, Assumptions(today=today()), reader=reader)
    view = _view_of(reader) if reader else ""
    return {"view": view, "rows": [_written(each) for each in found]}


def opportunities_of(person: Person, applications: Iterable[int]) -> list[KeptOpportunity]:
    """Those that some applications are part of, best first."""
    kept = kept_opportunities(person)
    federation = federation_of(person)
    if kept is None or federation is None:
        return []
    rows = federation_applications(federation, today()).filter(pk__in=list(applications))
    keys = {
        key
        for pk, product, area in rows.values_list("pk", "product__name", "area__name")
        for key in (f"application:{pk}", f"product:{product}", f"area:{area}")
    }
    return [each for each in kept.rows if each.key in keys]


def _written(seen: SeenOpportunity) -> list[Any]:
    found = seen.found
    act_by = found.window.act_by
    rank = found.rank
    return [
        found.key,
        found.name,
        found.shape.value,
        list(found.municipalities),
        [trigger.value for trigger in found.triggers],
        found.saving.amount_ore,
        act_by.isoformat() if act_by else None,
        [rank.triggers, rank.saving, rank.urgency, rank.breadth],
    ]


def _read(row: list[Any], states: dict[str, str]) -> KeptOpportunity:
    key, name, shape, municipalities, triggers, saving_ore, act_by, rank = row
    return KeptOpportunity(
        key=key,
        name=capfirst(name) if shape == Shape.SAME_AREA.value else name,
        shape=Shape(shape),
        municipalities=tuple(municipalities),
        triggers=tuple(map(Trigger, triggers)),
        saving_ore=saving_ore,
        act_by=dt.date.fromisoformat(act_by) if act_by else None,
        rank=Rank(*rank),
        state=states.get(key, "found"),
    )
