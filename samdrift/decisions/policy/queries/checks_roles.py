"""Checks of who answers for what, and of what is agreed."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.policy.queries.acts import Act, about, for_application
from samdrift.decisions.policy.queries.facts import Facts
from samdrift.decisions.policy.queries.measures import Asks, measures
from samdrift.decisions.policy.queries.results import Evidence, row_about
from samdrift.foundation.organisations.roles import Role
from samdrift.records.agreements.models import AgreementKind
from samdrift.records.register.models import Application, FieldGroup, Operation, ResponsibilityRole

BOUGHT = {AgreementKind.SUPPLIER.value, AgreementKind.LICENCE.value}
IN_USE = gettext_lazy("applications in use or being introduced")
JOINT = gettext_lazy("applications that at least two municipalities use")


def missing_roles(facts: Facts, application: Application) -> list[str]:
    """Which of owner, system manager and operating unit nobody has been named as."""
    operated = facts.operating_unit_of(application) or application.operation == Operation.EXTERNAL
    named = [
        (application.pk in facts.owners, _("system owner")),
        (application.pk in facts.managers, _("system manager")),
        (operated, _("operating unit")),
    ]
    return [role for is_named, role in named if not is_named]


def _role_act(facts: Facts, application: Application) -> Act:
    """What mends the first of the roles that nobody has."""
    if application.pk not in facts.owners:
        return about("appoint_owner", application, roll=ResponsibilityRole.OWNER.value)
    if application.pk not in facts.managers:
        return about("appoint_manager", application, roll=ResponsibilityRole.MANAGER.value)
    return about("change_application", application)


def role_row(
    facts: Facts, application: Application, lacking: Mapping[str, dt.date], act: Act
) -> Evidence:
    """An application with the roles that nobody has, and what else is lacking since which day."""
    roles = missing_roles(facts, application)
    unheld = [
        facts.unheld_since.get((application.pk, role), application.starts_on)
        for role, held in (
            (ResponsibilityRole.OWNER.value, facts.owners),
            (ResponsibilityRole.MANAGER.value, facts.managers),
        )
        if application.pk not in held
    ]
    days = [*unheld, *lacking.values()]
    if len(roles) > len(unheld):
        days.append(application.starts_on)  # nobody has ever said who operates it
    return row_about(
        application,
        ", ".join([*roles, *lacking]),
        since=min(days, default=None),
        act=_role_act(facts, application) if roles else act,
    )


def _owner_row(facts: Facts, application: Application) -> Evidence:
    lacking = "" if application.pk in facts.owners else _("no system owner")
    since = facts.unheld_since.get((application.pk, ResponsibilityRole.OWNER.value))
    return row_about(application, lacking, since=since, act=_role_act(facts, application))


@measures(
    of=IN_USE,
    fulfilling=gettext_lazy("have a system owner today"),
    excludes=gettext_lazy("owners whose time is over or has not begun"),
    acts=Role.IT_MANAGER,
    group=FieldGroup.PEOPLE,
)
def owner_appointed(facts: Facts, asks: Asks) -> Iterable[Evidence]:
    return [_owner_row(facts, each) for each in facts.applications]


@measures(
    of=IN_USE,
    fulfilling=gettext_lazy(
        "have a system owner, and agreements that bind everybody who uses the application together"
    ),
    includes=gettext_lazy(
        "agreements of any kind in force today; where several municipalities use the application each of them but the "
        "host is a party of one"
    ),
    group=FieldGroup.AGREEMENTS,
)
def owners_and_agreements(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    names = {member.pk: str(member) for member in facts.members}
    for each in facts.applications:
        agreed = facts.agreements.get(each.pk, [])
        bound = {organisation for one in agreed for organisation in one.organisations}
        lacking, act, days = [], None, []
        if each.pk not in facts.owners:
            lacking.append(_("no system owner"))
            act = _role_act(facts, each)
            owner = (each.pk, ResponsibilityRole.OWNER.value)
            days.append(facts.unheld_since.get(owner, each.starts_on))
        if not agreed:
            lacking.append(_("no agreement"))
            act = act or for_application("agree", each)
            days.append(facts.uncovered_since(each))
        elif unbound := facts.participants.get(each.pk, set()) - bound - {each.host_id}:
            who = sorted(names.get(organisation, _("a neighbour")) for organisation in unbound)
            lacking.append(_("no agreement binds %(who)s") % {"who": ", ".join(who)})
            one = agreed[0]
            act = act or Act("bind", (one.agreement,), over=one.responsible)
            days.append(min(facts.takes_part_since[each.pk, one] for one in unbound))
        yield row_about(each, ", ".join(lacking), since=min(days, default=None), act=act)


@measures(
    of=IN_USE,
    fulfilling=gettext_lazy(
        "have had a system owner on every day since the decision to introduce them"
    ),
    includes=gettext_lazy("every day from the application's first day until today"),
    excludes=gettext_lazy("a deputy in the owner's place"),
    acts=Role.IT_MANAGER,
    group=FieldGroup.PEOPLE,
)
def owner_without_gaps(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for each in facts.applications:
        gaps = facts.owner_gaps[each.pk]
        words = [
            _("no owner %(first)s – %(last)s")
            % {"first": gap.starts_on, "last": min(gap.ends_on or facts.on, facts.on)}
            + (f" ({why})" if (why := facts.gap_reasons.get((each.pk, gap.starts_on))) else "")
            for gap in gaps
        ]
        act = about("appoint_owner", each, roll=ResponsibilityRole.OWNER.value)
        yield row_about(each, ", ".join(words), since=gaps[0].starts_on if gaps else None, act=act)


@measures(
    of=IN_USE,
    fulfilling=gettext_lazy("have a system manager today"),
    group=FieldGroup.PEOPLE,
)
def manager_appointed(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for each in facts.applications:
        lacking = "" if each.pk in facts.managers else _("no system manager")
        since = facts.unheld_since.get((each.pk, ResponsibilityRole.MANAGER.value))
        act = about("appoint_manager", each, roll=ResponsibilityRole.MANAGER.value)
        yield row_about(each, lacking, since=since, act=act)


@measures(
    of=IN_USE,
    fulfilling=gettext_lazy("have a system owner, a system manager and an operating unit"),
    includes=gettext_lazy("a supplier that operates the application, as an operating unit"),
    group=FieldGroup.PEOPLE,
)
def roles_complete(facts: Facts, asks: Asks) -> Iterable[Evidence]:
    return [
        role_row(facts, each, {}, about("change_application", each)) for each in facts.applications
    ]


@measures(
    of=JOINT,
    fulfilling=gettext_lazy("say which IT unit operates them"),
    excludes=gettext_lazy("operation by a supplier, and units that have been closed"),
)
def operating_unit_said(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for each in facts.joint:
        yield row_about(
            each,
            "" if facts.operating_unit_of(each) else _("no operating IT unit"),
            since=facts.joint_since[each.pk],
            act=about("change_application", each),
        )


@measures(
    of=gettext_lazy("applications that an IT unit operates"),
    fulfilling=gettext_lazy("have an operating agreement in force that binds that unit"),
    acts=Role.IT_MANAGER,
    group=FieldGroup.AGREEMENTS,
)
def operator_bound(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for each in facts.applications:
        unit = facts.operating_unit_of(each)
        if unit is not None:
            bound = unit in facts.operators_bound(each)
            kind = AgreementKind.OPERATING
            yield row_about(
                each,
                "" if bound else _("no operating agreement that binds the unit"),
                since=facts.uncovered_since(each, kind),
                act=for_application("agree", each, slag=kind.value),
            )


@measures(
    of=IN_USE,
    fulfilling=gettext_lazy("have the operating agreement and the supplier agreement they need"),
    includes=gettext_lazy(
        "agreements in force today; a licence agreement as one with the supplier; an application that its supplier "
        "operates needs no operating agreement"
    ),
    group=FieldGroup.AGREEMENTS,
)
def agreements_signed(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for each in facts.applications:
        kinds = facts.kinds_agreed(each)
        lacking: dict[str, dt.date] = {}
        acts = []
        if each.operation != Operation.EXTERNAL and AgreementKind.OPERATING.value not in kinds:
            since = facts.uncovered_since(each, AgreementKind.OPERATING)
            lacking[_("operating agreement")] = since
            acts.append(for_application("agree", each, slag=AgreementKind.OPERATING.value))
        if not kinds & BOUGHT:
            lacking[_("supplier agreement")] = facts.uncovered_since(each, *BOUGHT)
            acts.append(for_application("agree", each, slag=AgreementKind.SUPPLIER.value))
        since_first = min(lacking.values(), default=None)
        act = acts[0] if acts else None
        yield row_about(each, ", ".join(lacking), since=since_first, act=act)


@measures(
    of=IN_USE,
    fulfilling=gettext_lazy("have a support agreement in force, or are said to need none"),
    excludes=gettext_lazy("agreements of other kinds, such as with the supplier or on licences"),
    group=FieldGroup.AGREEMENTS,
)
def support_settled(facts: Facts, asks: Asks) -> Iterator[Evidence]:
    for each in facts.applications:
        settled = each.support_needed is False or AgreementKind.SUPPORT.value in facts.kinds_agreed(
            each
        )
        yield row_about(
            each,
            "" if settled else _("neither agreed nor said not to be needed"),
            since=facts.uncovered_since(each, AgreementKind.SUPPORT),
            act=for_application("agree", each, slag=AgreementKind.SUPPORT.value),
        )
