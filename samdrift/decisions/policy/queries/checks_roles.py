"""Checks of roles, agreements and competence: does every application have what the policy asks for?"""

import datetime as dt
from collections.abc import Callable

from django.utils.translation import gettext as _

from samdrift.core.periods import add_months
from samdrift.decisions.policy.queries.facts import AGREED_TO_BUY, Facts
from samdrift.decisions.policy.queries.results import Evidence, Result, counted, row
from samdrift.records.agreements.models import AgreementKind
from samdrift.records.register.models import Application

PAGE = "application_page"
ENOUGH_SPECIALISTS = 2
FRESH_MONTHS = 24


def _each(
    applications: list[Application], holds: Callable[[Application], bool], note: str = ""
) -> Result:
    return counted(
        row(each, PAGE, holds(each), "" if holds(each) else note) for each in applications
    )


def owner_appointed(facts: Facts) -> Result:
    """Every application has a system owner today."""
    return _each(facts.applications, lambda each: each.pk in facts.owned, _("no system owner"))


def owner_without_gaps(facts: Facts) -> Result:
    """Every application has had an owner on every day since the decision to introduce it."""

    def note(each: Application) -> str:
        missing = facts.owner_gaps[each.pk]
        return _("no owner from %(day)s") % {"day": missing[0].starts_on} if missing else ""

    return counted(
        row(each, PAGE, not facts.owner_gaps[each.pk], note(each)) for each in facts.applications
    )


def manager_appointed(facts: Facts) -> Result:
    return _each(facts.applications, lambda each: each.pk in facts.managed, _("no system manager"))


def roles_complete(facts: Facts) -> Result:
    """Owner, system manager and operating unit are all said."""

    def lacks(each: Application) -> str:
        missing = [
            (each.pk in facts.owned, _("owner")),
            (each.pk in facts.managed, _("system manager")),
            (
                each.operating_unit_id is not None or each.operation == "external",
                _("operating unit"),
            ),
        ]
        return ", ".join(words for held, words in missing if not held)

    return counted(row(each, PAGE, not lacks(each), lacks(each)) for each in facts.applications)


def operating_unit_said(facts: Facts) -> Result:
    """Every joint application says which IT unit operates it."""
    return _each(
        facts.joint, lambda each: each.operating_unit_id is not None, _("no operating IT unit")
    )


def operator_bound(facts: Facts) -> Result:
    """The operating agreement of each application operated by an IT unit binds that unit."""
    operated = [each for each in facts.applications if each.operating_unit_id is not None]
    return _each(
        operated,
        lambda each: each.operating_unit_id in facts.operators_bound.get(each.pk, ()),
        _("no operating agreement that binds the unit"),
    )


def agreements_signed(facts: Facts) -> Result:
    """An operating agreement where an IT unit operates, and an agreement with the supplier."""

    def lacks(each: Application) -> str:
        kinds = facts.agreements.get(each.pk, set())
        missing = []
        if each.operation != "external" and AgreementKind.OPERATING.value not in kinds:
            missing.append(_("operating agreement"))
        if not kinds & AGREED_TO_BUY:
            missing.append(_("supplier agreement"))
        return ", ".join(missing)

    return counted(row(each, PAGE, not lacks(each), lacks(each)) for each in facts.applications)


def support_settled(facts: Facts) -> Result:
    """Product support is agreed, or said not to be needed; a supplier agreement counts as support."""
    supported = AGREED_TO_BUY | {AgreementKind.SUPPORT.value}
    return _each(
        facts.applications,
        lambda each: (
            each.support_needed is False or bool(facts.agreements.get(each.pk, set()) & supported)
        ),
        _("neither agreed nor said not to be needed"),
    )


def access_described(facts: Facts) -> Result:
    return _each(
        facts.applications,
        lambda each: bool(each.how_to_get_access.strip()),
        _("not said how to get access"),
    )


def purpose_said(facts: Facts) -> Result:
    """What the application is for is written down."""
    return _each(
        facts.applications, lambda each: bool(each.purpose.strip()), _("no purpose is written")
    )


def network_said(facts: Facts) -> Result:
    return _each(facts.applications, lambda each: bool(each.network), _("no network is said"))


def specialists(facts: Facts) -> Result:
    """Every joint application has at least two people with specialist competence; one is vulnerable."""

    def number(each: Application) -> int:
        return len(facts.specialists.get(each.product_id or 0, ()))

    return counted(
        row(
            each,
            PAGE,
            number(each) >= ENOUGH_SPECIALISTS,
            _("%(number)s specialists") % {"number": number(each)},
        )
        for each in facts.joint
    )


def training_plans(facts: Facts) -> Result:
    """Every application has a training plan for this year."""
    return _each(
        facts.applications, lambda each: each.pk in facts.training, _("no training plan this year")
    )


def training_joint(facts: Facts) -> Result:
    """Half of this year's training plans are for training together with other municipalities."""
    planned = [each for each in facts.applications if each.pk in facts.training]
    found = _each(planned, lambda each: facts.training[each.pk].joint, _("on its own"))
    return Result(found.done, found.total, found.evidence, target=50)


def competence_fresh(facts: Facts) -> Result:
    """Recorded competence was refreshed within two years."""
    limit: dt.date = add_months(facts.on, -FRESH_MONTHS)
    return counted(
        Evidence(
            f"{each.person}: {each.product}",
            row(each.person, "person_page", fulfils=True).url,
            each.refreshed_on >= limit,
            _("refreshed %(day)s") % {"day": each.refreshed_on},
        )
        for each in facts.competences
    )
