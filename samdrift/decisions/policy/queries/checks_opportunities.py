"""Checks of where the municipalities could work together, and where the policy says that they do."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.core.periods import add_months
from samdrift.core.swedish import swedish_key
from samdrift.decisions.collaboration.queries import SeenOpportunity
from samdrift.decisions.policy.queries.acts import Act
from samdrift.decisions.policy.queries.facts import Facts
from samdrift.decisions.policy.queries.measures import Asks, measures
from samdrift.decisions.policy.queries.places import RowPage
from samdrift.decisions.policy.queries.results import Evidence, grade_of
from samdrift.foundation.organisations.models import Organisation
from samdrift.foundation.organisations.queries.population import municipality_name
from samdrift.foundation.organisations.roles import Role

MONTHS_AHEAD = 12


@measures(
    of=gettext_lazy("opportunities whose last day to act comes within a year"),
    fulfilling=gettext_lazy("have been taken up by the group"),
    includes=gettext_lazy("opportunities by any of the policy's four reasons"),
    excludes=gettext_lazy("opportunities that nothing hurries"),
    acts=Role.IT_MANAGER,
)
def opportunities_in_time(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    horizon = add_months(facts.on, MONTHS_AHEAD)
    for each in facts.opportunities:
        day = each.found.window.act_by
        if day is not None and day <= horizon:
            fulfils = each.state != "found"
            note = "" if fulfils else _("to be taken up by %(day)s") % {"day": day}
            yield Evidence(
                each.name,
                RowPage("opportunity", each.address),
                grade_of(fulfils),
                note,
                organisation=facts.federation,
                concerns=_municipalities(facts, each),
                since=None if fulfils else _open_since(facts, each),
                act=None if fulfils else Act("take_up", (each.address,)),
            )


def _municipalities(facts: Facts, opportunity: SeenOpportunity) -> tuple[str, ...]:
    found = (facts.names_by_code.get(code, code) for code in opportunity.found.municipalities)
    return tuple(sorted(found, key=swedish_key))


def _open_since(facts: Facts, opportunity: SeenOpportunity) -> dt.date:
    """The day from which the policy has asked for it and everything that it is made of has been in use."""
    started = {str(each.pk): each.starts_on for each in facts.applications}
    days = (started.get(each.key) for each in opportunity.found.applications)
    return max([facts.policy.valid_from, *(day for day in days if day is not None)])


@measures(
    of=gettext_lazy("opportunities found in the register"),
    fulfilling=gettext_lazy("have been taken up by the group"),
    includes=gettext_lazy("under investigation, proposed or put aside"),
    acts=Role.IT_MANAGER,
)
def opportunities_handled(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for each in facts.opportunities:
        yield Evidence(
            each.name,
            RowPage("opportunity", each.address),
            grade_of(each.state != "found"),
            organisation=facts.federation,
            concerns=_municipalities(facts, each),
            since=_open_since(facts, each) if each.state == "found" else None,
            act=Act("take_up", (each.address,)) if each.state == "found" else None,
        )


@dataclass(frozen=True, slots=True)
class _AreaAsked:
    """An area that the clause names, its page, and the members that use the most shared application in it."""

    name: str
    place: RowPage
    using: frozenset[int]


def _areas_asked(facts: Facts, asks: Asks) -> Iterator[_AreaAsked]:
    for name in asks.get("areas", ()):
        area = facts.areas.get(str(name).casefold())
        place = RowPage("area", area.pk) if area else RowPage("policy")
        joint = [each for each in facts.joint if area is not None and each.area_id == area.pk]
        groups = [frozenset(facts.participants[each.pk] & facts.member_ids) for each in joint]
        yield _AreaAsked(str(name), place, max(groups, key=len, default=frozenset()))


def _area_row(facts: Facts, asked: _AreaAsked, *, fulfils: bool) -> Evidence:
    words = _("%(number)s of %(all)s members")
    outside = facts.member_ids - asked.using
    return Evidence(
        asked.name,
        asked.place,
        grade_of(fulfils),
        words % {"number": len(asked.using), "all": len(facts.member_ids)},
        organisation=facts.federation,
        since=None if fulfils else facts.policy.valid_from,
        act=None if fulfils else Act("propose"),
        concerns=() if fulfils else facts.names(outside),
    )


@measures(
    of=gettext_lazy("areas that the clause names"),
    fulfilling=gettext_lazy("have an application that every member uses"),
    acts=Role.IT_MANAGER,
)
def areas_joint_for_all(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for each in _areas_asked(facts, asks):
        yield _area_row(facts, each, fulfils=bool(each.using) and each.using == facts.member_ids)


@measures(
    of=gettext_lazy("areas that the clause names"),
    fulfilling=gettext_lazy("have an application that at least two members use together"),
    acts=Role.IT_MANAGER,
)
def areas_joint_for_some(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for each in _areas_asked(facts, asks):
        yield _area_row(facts, each, fulfils=len(each.using) > 1)


@measures(
    of=gettext_lazy("neighbours that the clause names"),
    fulfilling=gettext_lazy("take part today in an application together with a member"),
    includes=gettext_lazy(
        "applications of the areas that the clause names, of any where it names none"
    ),
    acts=Role.IT_MANAGER,
)
def neighbours(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    codes = [str(code) for code in asks.get("municipalities", ())]
    known = {each.code: each for each in Organisation.objects.filter(municipality_code__in=codes)}
    areas = {str(name).casefold() for name in asks.get("areas", ())}
    for code in codes:
        neighbour = known.get(code)
        shared = [
            each.name
            for each in facts.joint
            if neighbour is not None
            and neighbour.pk in facts.participants[each.pk]
            and facts.participants[each.pk] & facts.member_ids
            and (not areas or (each.area is not None and each.area.name.casefold() in areas))
        ]
        yield Evidence(
            str(neighbour or municipality_name("neighbour", code) or code),
            RowPage("organisation", neighbour.pk) if neighbour else RowPage("policy"),
            grade_of(bool(shared)),
            ", ".join(shared) or _("takes part in nothing"),
            organisation=facts.federation,
            since=None if shared else facts.policy.valid_from,
            act=None if shared else Act("propose"),
            concerns=(str(neighbour),) if neighbour is not None else (),
        )
