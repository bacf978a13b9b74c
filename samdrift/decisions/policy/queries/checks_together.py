"""Checks of how the municipalities organise themselves and collaborate."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.core.balance import balance, percent
from samdrift.core.periods import add_months
from samdrift.decisions.policy.queries.checks_roles import JOINT
from samdrift.decisions.policy.queries.facts import Facts
from samdrift.decisions.policy.queries.measures import Asks, measures
from samdrift.decisions.policy.queries.places import Place
from samdrift.decisions.policy.queries.results import Evidence, Grade
from samdrift.foundation.organisations.models import Organisation
from samdrift.foundation.organisations.roles import Role

COORDINATION = 3
MONTHS_AHEAD = 12


def _grade(fulfils: bool) -> Grade:
    return Grade.FULFILS if fulfils else Grade.LACKING


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
            Place("organisation", member.pk),
            _grade(fulfils),
            "" if fulfils else _("no IT unit"),
            organisation=member,
        )


@measures(
    of=gettext_lazy("functions that some IT unit has"),
    fulfilling=gettext_lazy("are found in the IT units of every member"),
    includes=gettext_lazy("functions written alike, whatever the case of the letters"),
    acts=Role.IT_MANAGER,
)
def it_units_alike(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    having: dict[str, set[int]] = defaultdict(set)
    words: dict[str, str] = {}
    for unit in facts.it_units:
        for line in filter(None, map(str.strip, unit.functions.splitlines())):
            words.setdefault(line.casefold(), line)
            having[line.casefold()].add(unit.organisation_id)
    for function, members in having.items():
        without = [str(member) for member in facts.members if member.pk not in members]
        yield Evidence(
            words[function],
            Place("it_units"),
            _grade(not without),
            _("not in %(who)s") % {"who": ", ".join(without)} if without else "",
            organisation=facts.federation,
        )


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
        yield Evidence(
            str(area), Place("area", key), _grade(key in joint), organisation=facts.federation
        )


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
                Place("levels", each.pk),
                _grade(fulfils),
                "" if fulfils else _("no level is recorded"),
                organisation=members[organisation],
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
            Place("levels", each.pk),
            Grade.FULFILS if number > 1 else Grade.NOT_ASKED,
            _("%(number)s municipalities at level 3 or above") % {"number": number},
            about=each,
        )


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
                each.found.name,
                Place("opportunity", each.address),
                _grade(fulfils),
                note,
                organisation=facts.federation,
            )


@measures(
    of=gettext_lazy("opportunities found in the register"),
    fulfilling=gettext_lazy("have been taken up by the group"),
    includes=gettext_lazy("under investigation, proposed or put aside"),
    acts=Role.IT_MANAGER,
)
def opportunities_handled(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for each in facts.opportunities:
        yield Evidence(
            each.found.name,
            Place("opportunity", each.address),
            _grade(each.state != "found"),
            organisation=facts.federation,
        )


def _areas_asked(facts: Facts, asks: Asks) -> Iterator[tuple[str, Place, int]]:
    """Every area that the clause names, its page, and how many members use the most shared application in it."""
    for name in asks.get("areas", ()):
        area = facts.areas.get(str(name).casefold())
        place = Place("area", area.pk) if area else Place("policy")
        joint = [each for each in facts.joint if area is not None and each.area_id == area.pk]
        members = (len(facts.participants[each.pk] & facts.member_ids) for each in joint)
        yield str(name), place, max(members, default=0)


@measures(
    of=gettext_lazy("areas that the clause names"),
    fulfilling=gettext_lazy("have an application that every member uses"),
    acts=Role.IT_MANAGER,
)
def areas_joint_for_all(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for name, place, most in _areas_asked(facts, asks):
        yield Evidence(
            name,
            place,
            _grade(bool(most) and most == len(facts.member_ids)),
            _("%(number)s of %(all)s members") % {"number": most, "all": len(facts.member_ids)},
            organisation=facts.federation,
        )


@measures(
    of=gettext_lazy("areas that the clause names"),
    fulfilling=gettext_lazy("have an application that at least two members use together"),
    acts=Role.IT_MANAGER,
)
def areas_joint_for_some(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for name, place, most in _areas_asked(facts, asks):
        yield Evidence(
            name,
            place,
            _grade(most > 1),
            _("%(number)s of %(all)s members") % {"number": most, "all": len(facts.member_ids)},
            organisation=facts.federation,
        )


@measures(
    of=gettext_lazy("neighbours that the clause names"),
    fulfilling=gettext_lazy("take part today in an application together with a member"),
    acts=Role.IT_MANAGER,
)
def neighbours(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    codes = [str(code) for code in asks.get("municipalities", ())]
    known = {each.code: each for each in Organisation.objects.filter(municipality_code__in=codes)}
    for code in codes:
        neighbour = known.get(code)
        shared = [
            each.name
            for each in facts.joint
            if neighbour is not None
            and neighbour.pk in facts.participants[each.pk]
            and facts.participants[each.pk] & facts.member_ids
        ]
        yield Evidence(
            str(neighbour or _("municipality %(code)s") % {"code": code}),
            Place("organisation", neighbour.pk) if neighbour else Place("policy"),
            _grade(bool(shared)),
            ", ".join(shared) or _("takes part in nothing"),
            organisation=facts.federation,
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
            Place("balance"),
            _grade(standing.is_even),
            words
            % {
                "owns": standing.owns,
                "operates": standing.operates,
                "share": percent(standing.share),
                "fair": percent(standing.fair),
            },
            organisation=member,
        )
