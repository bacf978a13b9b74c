"""Checks of how the municipalities organise themselves and collaborate."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samdrift.core.balance import balance, percent
from samdrift.core.swedish import swedish_key
from samdrift.decisions.policy.queries.acts import Act
from samdrift.decisions.policy.queries.checks_roles import JOINT
from samdrift.decisions.policy.queries.facts import Facts
from samdrift.decisions.policy.queries.measures import Asks, measures
from samdrift.decisions.policy.queries.places import RowPage
from samdrift.decisions.policy.queries.results import Evidence, Grade, grade_of
from samdrift.foundation.organisations.models import Function, Organisation
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.models import Application

COORDINATION = 3


@measures(
    of=gettext_lazy("members of the federation"),
    fulfilling=gettext_lazy("have at least one IT unit"),
    acts=Role.FEDERATION_ADMINISTRATOR,
)
def it_unit_everywhere(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    units = {unit.organisation_id for unit in facts.it_units}
    for member in facts.members:
        fulfils = member.pk in units
        yield Evidence(
            str(member),
            RowPage("organisation", member.pk),
            grade_of(fulfils),
            "" if fulfils else _("no IT unit"),
            organisation=member,
            since=None if fulfils else facts.without_it_unit_since[member.pk],
            act=None if fulfils else Act("unit_add", (member.pk,)),
        )


@measures(
    of=gettext_lazy("functions that some IT unit has"),
    fulfilling=gettext_lazy("are found in the IT units of every member"),
    includes=gettext_lazy("functions written alike, whatever the case of the letters"),
    acts=Role.IT_MANAGER,
)
def it_units_alike(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    having: dict[Function, set[int]] = defaultdict(set)
    known: dict[int, dt.date] = {}
    lost: dict[tuple[int, int], dt.date] = {}
    for row in facts.unit_functions:
        place = row.function_id, row.unit.organisation_id
        known[row.function_id] = min(known.get(row.function_id, row.starts_on), row.starts_on)
        if row.holds_on(facts.on):
            having[row.function].add(row.unit.organisation_id)
        elif row.ends_on is not None:
            lost[place] = max(lost.get(place, row.ends_on), row.ends_on)
    for function in sorted(having, key=lambda each: swedish_key(each.name)):
        without = [member for member in facts.members if member.pk not in having[function]]
        names = ", ".join(map(str, without))
        for number, member in enumerate(without):
            last = lost.get((function.pk, member.pk))
            began = known[function.pk] if last is None else last + dt.timedelta(days=1)
            yield Evidence(
                str(function),
                RowPage("function", function.pk),
                Grade.LACKING,
                _("not in %(who)s") % {"who": names},
                organisation=member,
                since=max(began, facts.policy.valid_from),
                act=_unit_act(facts, member),
                of=int(number == 0),  # the function is one, however many lack it
            )
        if not without:
            yield Evidence(
                str(function),
                RowPage("function", function.pk),
                Grade.FULFILS,
                organisation=facts.federation,
            )


def _unit_act(facts: Facts, member: Organisation) -> Act:
    """Tick the function on the member's first IT unit; without one, add it."""
    for unit in facts.it_units:
        if unit.organisation_id == member.pk:
            return Act("unit_change", (member.pk, unit.pk), over=member.pk)
    return Act("unit_add", (member.pk,))


@measures(
    of=gettext_lazy("areas in use"),
    fulfilling=gettext_lazy("have an application that at least two municipalities use"),
    excludes=gettext_lazy("applications without an area"),
    acts=Role.IT_MANAGER,
)
def joint_share(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    areas = {each.area_id: each.area for each in facts.applications if each.area_id}
    joint = {each.area_id for each in facts.joint}
    for key, area in areas.items():
        assert key is not None
        using = [each for each in facts.applications if each.area_id == key]
        fulfils = key in joint
        first = min(each.starts_on for each in using)
        yield Evidence(
            str(area),
            RowPage("area", key),
            grade_of(fulfils),
            organisation=facts.federation,
            since=None if fulfils else max(first, facts.policy.valid_from),
            act=None if fulfils else Act("propose"),
            concerns=_members_using(facts, using),
        )


def _members_using(facts: Facts, applications: Iterable[Application]) -> tuple[str, ...]:
    """The municipalities that host or use some of these applications."""
    found: set[int] = set()
    for each in applications:
        found |= facts.participants.get(each.pk, set()) | {each.host_id}
    return facts.names(found)


@measures(
    of=gettext_lazy("municipalities' uses of joint applications"),
    fulfilling=gettext_lazy("have a level of collaboration recorded"),
    excludes=gettext_lazy("neighbours outside the federation"),
    acts=Role.IT_MANAGER,
)
def levels_recorded(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    members = {member.pk: member for member in facts.members}
    for each in facts.joint:
        for organisation in sorted(facts.participants[each.pk] & set(members)):
            fulfils = (each.pk, organisation) in facts.levels
            yield Evidence(
                f"{each}: {members[organisation]}",
                RowPage("levels", each.pk),
                grade_of(fulfils),
                "" if fulfils else _("no level is recorded"),
                organisation=members[organisation],
                since=None if fulfils else facts.takes_part_since[each.pk, organisation],
                act=None if fulfils else Act("level", (each.pk,), over=organisation),
            )


@measures(
    of=JOINT,
    fulfilling=gettext_lazy("have come as far as coordination for at least two municipalities"),
    includes=gettext_lazy("level 3 and above; the policy says «in some cases», so one is enough"),
    acts=Role.IT_MANAGER,
    least=1,
)
def coordination_reached(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    coordinating: Counter[int] = Counter()
    for (application, _organisation), number in facts.levels.items():
        coordinating[application] += number >= COORDINATION
    for each in facts.joint:
        number = coordinating[each.pk]
        yield Evidence(
            each.name,
            RowPage("levels", each.pk),
            Grade.FULFILS if number > 1 else Grade.NOT_ASKED,
            ngettext(
                "%(number)s municipality at level 3 or above",
                "%(number)s municipalities at level 3 or above",
                number,
            )
            % {"number": number},
            about=each,
        )


@measures(
    of=gettext_lazy("municipalities that use joint applications"),
    fulfilling=gettext_lazy(
        "carry between half and twice of what their inhabitants would give of the responsibility"
    ),
    includes=gettext_lazy("owning and operating what is joint"),
    acts=Role.IT_MANAGER,
)
def responsibility_spread(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    known = facts.responsibility
    if not known.joint or not sum(known.inhabitants.get(code, 0) for code in known.codes):
        return
    found = balance(known.joint, known.inhabitants, known.codes, known.capacity, known.beside)
    words = _(
        "owns %(owns)s, operates %(operates)s: %(share)s %% of the responsibility, %(fair)s %% of the inhabitants"
    )
    for member in known.members:
        standing = found.of(member.code)
        yield Evidence(
            str(member),
            RowPage("balance"),
            grade_of(standing.is_even),
            words
            % {
                "owns": standing.owns,
                "operates": standing.operates,
                "share": percent(standing.share),
                "fair": percent(standing.fair),
            },
            organisation=member,
            since=None if standing.is_even else facts.policy.valid_from,
            act=None if standing.is_even else Act("propose"),
        )
