"""Checks of how the municipalities organise themselves, collaborate and decide."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.policy.queries.facts import Facts
from samdrift.decisions.policy.queries.results import Evidence, Result, counted, row

NAMED_AREAS = (
    "telefoni",
    "ekonomi",
    "webbplats",
    "PA/lön",
)  # P4.1: telephony, finance, information, HR and payroll
COORDINATION = 3


def it_unit_everywhere(facts: Facts) -> Result:
    """Every member has at least one IT unit."""
    having = {unit.organisation_id for unit in facts.it_units}
    return counted(
        row(member, "organisation_page", member.pk in having, _("IT unit"))
        for member in facts.members
    )


def it_units_alike(facts: Facts) -> Result:
    """For each function that any IT unit has: do all members have it?"""
    has: dict[str, set[int]] = {}
    for unit in facts.it_units:
        for function in {line.strip() for line in unit.functions.splitlines() if line.strip()}:
            has.setdefault(function, set()).add(unit.organisation_id)
    everyone = {member.pk for member in facts.members}
    url = reverse("it_unit_comparison")
    return counted(
        Evidence(
            function,
            url,
            everyone <= members,
            _("%(number)s members") % {"number": len(members & everyone)},
        )
        for function, members in has.items()
    )


def managers_group(facts: Facts) -> Result:
    """Every member has an IT manager in the group."""
    return counted(
        row(member, "organisation_page", member.pk in facts.it_managed, _("IT manager"))
        for member in facts.members
    )


def policy_valid(facts: Facts) -> Result:
    """The policy is within its time."""
    valid = facts.policy.valid_from <= facts.on <= facts.policy.valid_until
    words = f"{facts.policy.valid_from} – {facts.policy.valid_until}"
    return counted([Evidence(facts.policy.title, reverse("policy"), valid, words)])


def policy_read(facts: Facts) -> Result:
    """How many of those with an account say that they have read it."""
    return Result(facts.readers, facts.employees)


def decisions_made(facts: Facts) -> Result:
    """Every organisation asked about a proposal has decided."""
    return counted(
        Evidence(
            f"{proposal}: {organisation}",
            reverse("proposal_page", args=[proposal.pk]),
            (proposal.pk, organisation.pk) in facts.decided,
        )
        for proposal in facts.proposals
        for organisation in proposal.organisations.all()
    )


def proposals_cite_clauses(facts: Facts) -> Result:
    """Every proposal says which clauses it serves."""
    return counted(
        row(each, "proposal_page", bool(each.document.get("serves"))) for each in facts.proposals
    )


def joint_share(facts: Facts) -> Result:
    """Half of the areas in use have an application that several members share."""
    areas = {each.area_id: each.area for each in facts.applications if each.area_id}
    joint = {each.area_id for each in facts.joint}
    url = reverse("application_list")
    found = counted(
        Evidence(str(area), f"{url}?omrade={key}", key in joint) for key, area in areas.items()
    )
    return Result(found.done, found.total, found.evidence, target=50)


def levels_recorded(facts: Facts) -> Result:
    """Every member that takes part in a joint application has a level there."""
    members = {member.pk: member for member in facts.members}
    return counted(
        Evidence(
            f"{each}: {members[organisation]}",
            reverse("level_record", args=[each.pk]),
            (each.pk, organisation) in facts.levels,
        )
        for each in facts.joint
        for organisation in sorted(facts.participants[each.pk] & set(members))
    )


def coordination_reached(facts: Facts) -> Result:
    """Some joint applications have come as far as coordination (level 3)."""
    rows = [
        row(each, "application_page", facts.level_numbers.get(each.pk, 0) >= COORDINATION)
        for each in facts.joint
    ]
    found = counted(rows)
    return Result(found.done, found.total, found.evidence, target=1)


def opportunities_found(facts: Facts) -> Result:
    """The register is searched for all four reasons; what it finds is listed."""
    rows = tuple(
        Evidence(each.found.name, reverse("opportunity_page", args=[each.address]), fulfils=True)
        for each in facts.opportunities
    )
    return Result(len(rows), len(rows), rows)


def opportunities_handled(facts: Facts) -> Result:
    """The group has said what it does with each opportunity."""
    return counted(
        Evidence(
            each.found.name, reverse("opportunity_page", args=[each.address]), each.state != "found"
        )
        for each in facts.opportunities
    )


def joint_areas(facts: Facts) -> Result:
    """The areas that the policy names have a joint application."""
    joint = {each.area.name for each in facts.joint if each.area}
    url = reverse("application_list")
    known = {each.area.name for each in facts.applications if each.area} | {
        area.name for area in facts.areas
    }
    return counted(Evidence(name, url, name in joint) for name in NAMED_AREAS if name in known)


def subsets(facts: Facts) -> Result:
    """Collaboration between some of the members exists beside that between all."""
    members = {member.pk for member in facts.members}
    some = [
        each
        for each in facts.joint
        if 1 < len(facts.participants[each.pk] & members) < len(members)
    ]
    return Result(
        len(some), len(some), tuple(row(each, "application_page", fulfils=True) for each in some)
    )


def neighbours(facts: Facts) -> Result:
    """Applications in which a neighbour outside the federation takes part."""
    members = {member.pk for member in facts.members}
    some = [each for each in facts.joint if facts.participants[each.pk] - members]
    return Result(
        len(some), len(some), tuple(row(each, "application_page", fulfils=True) for each in some)
    )


def plan_exists(facts: Facts) -> Result:
    """A plan to the joint organisation has been computed, with its transition costs."""
    return counted(
        Evidence(str(plan), reverse("plan_page", args=[plan.pk]), plan.is_solved)
        for plan in facts.plans
    )
