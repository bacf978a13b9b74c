"""Where the rows behind a figure stand, and which of these pages a person may open."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse

from samdrift.decisions.budgeting.queries import visible_requests
from samdrift.decisions.collaboration.queries import sees_collaboration
from samdrift.decisions.governance.queries import visible_proposals
from samdrift.decisions.introduction.queries import visible_introductions, visible_steps
from samdrift.decisions.notices.queries.notices import sees_notices, visible_notices
from samdrift.decisions.planning.queries import visible_plans
from samdrift.decisions.sharing.queries.visible import sees_costs, visible_shares
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.queries import (
    visible_functions,
    visible_organisations,
    visible_people,
)
from samdrift.records.register.queries import visible_applications, visible_areas
from samdrift.records.spending.queries import visible_cost_lines, visible_initiatives

Keys = Collection[int | str]
#: Which of these keys may the person open?
Opens = Callable[[Person, Keys], Keys]


def _rows(visible: Callable[[Person], object]) -> Opens:
    def those(person: Person, keys: Keys) -> Keys:
        rows = visible(person).filter(pk__in=list(keys))  # type: ignore[attr-defined]  # any room's QuerySet
        return set(rows.values_list("pk", flat=True))

    return those


def _all_where(sees: Callable[[Person], bool]) -> Opens:
    return lambda person, keys: keys if sees(person) else ()


def _fits(person: Person, keys: Keys) -> Keys:
    return _rows(visible_proposals)(person, keys) if sees_costs(person) else ()


def _members(person: Person) -> bool:
    return bool(person.federation_ids)


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """A kind of page: the name of its address, and who may open which."""

    address: str
    opens: Opens
    query: str = ""  # a list's filter, where the key is not part of the address


PLACES = {
    "application": PlaceKind("application_page", _rows(visible_applications)),
    "area": PlaceKind("application_list", _rows(visible_areas), "omrade"),
    "balance": PlaceKind("balance_page", _all_where(_members)),
    "budget_request": PlaceKind("budget_request_page", _rows(visible_requests)),
    "cost_line": PlaceKind("cost_line_page", _rows(visible_cost_lines)),
    "function": PlaceKind("function_page", _rows(visible_functions)),
    "initiative": PlaceKind("initiative_page", _rows(visible_initiatives)),
    "introduction": PlaceKind("introduction_page", _rows(visible_introductions)),
    "levels": PlaceKind("level_record", _rows(visible_applications)),
    "notice": PlaceKind("notice_page", _rows(visible_notices)),
    "notices": PlaceKind("notice_list", _all_where(sees_notices)),
    "opportunity": PlaceKind("opportunity_page", _all_where(sees_collaboration)),
    "organisation": PlaceKind("organisation_page", _rows(visible_organisations)),
    "person": PlaceKind("person_page", _rows(visible_people)),
    "plan": PlaceKind("plan_page", _rows(visible_plans)),
    "policy": PlaceKind("policy", _all_where(_members)),
    "proposal": PlaceKind("proposal_page", _rows(visible_proposals)),
    "proposal_fits": PlaceKind("proposal_fits", _fits),
    "share": PlaceKind("share_page", _rows(visible_shares)),
    "step": PlaceKind("step_page", _rows(visible_steps)),
}
#: Pages without a key in their address.
_ALONE = {"balance", "notices", "policy"}


@dataclass(frozen=True, slots=True)
class RowPage:
    """The page of a row: its kind, and the key in its address."""

    kind: str
    key: int | str = ""

    @property
    def url(self) -> str:
        kind = PLACES[self.kind]
        if kind.query:
            return f"{reverse(kind.address)}?{kind.query}={self.key}"
        return reverse(kind.address, args=[] if self.kind in _ALONE else [self.key])


def openable(person: Person, places: Iterable[RowPage]) -> set[RowPage]:
    """Those of the places that the person may open; one query a kind of place."""
    by_kind: dict[str, set[int | str]] = defaultdict(set)
    for place in places:
        by_kind[place.kind].add(place.key)
    return {
        RowPage(kind, key)
        for kind, keys in by_kind.items()
        for key in PLACES[kind].opens(person, keys)
    }
