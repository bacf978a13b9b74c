"""What acts mean for the shares of joint costs, and what another key touches."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.core.money import format_kronor
from samdrift.decisions.sharing.models import Share, ShareLine, SharingRule
from samdrift.decisions.sharing.queries.agreed import payers_of
from samdrift.decisions.sharing.queries.visible import visible_shares
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.touched import TouchBoard, TouchedThing
from samdrift.records.agreements.models import Agreement
from samdrift.records.agreements.queries import known_applications
from samdrift.records.register.models import Application, Participation

#: Another key is agreed on for what a rule is about, as of its first day.
CHANGING_KEY = TouchBoard[SharingRule]()
SHOWN_SHARES = 12


def shared_when_retired(
    person: Person, application: Application, on: dt.date
) -> Iterator[TouchedThing]:
    """What is shared of its cost in the year it ends and later."""
    for share in visible_shares(person).filter(application=application, year__gte=on.year):
        words = _("%(amount)s kr is shared between its users %(year)s.")
        told = words % {"amount": format_kronor(share.total_ore), "year": share.year}
        yield TouchedThing(told, reverse("share_page", args=[share.pk]))


def shared_with_who_leaves(
    person: Person, part: Participation, on: dt.date
) -> Iterator[TouchedThing]:
    """What the organisation that ends its use pays of the application this year and later."""
    shares = visible_shares(person).filter(application=part.application_id, year__gte=on.year)
    lines = ShareLine.objects.filter(share__in=shares, organisation=part.organisation_id)
    for line in lines.select_related("share").order_by("share__year", "pk"):
        words = _("%(who)s pays %(amount)s kr of %(total)s kr %(year)s.")
        told = words % {
            "who": part.organisation,
            "amount": format_kronor(line.amount_ore),
            "total": format_kronor(line.share.total_ore),
            "year": line.share.year,
        }
        yield TouchedThing(told, reverse("share_page", args=[line.share_id]))


def shared_of_covered(person: Person, agreement: Agreement, on: dt.date) -> Iterator[TouchedThing]:
    """What is shared of the cost of what an agreement covers, in the year it ends and later."""
    covered = known_applications(person, agreement)
    shares = visible_shares(person).filter(application__in=covered, year__gte=on.year)
    return _each_of(shares.select_related("application").order_by("year", "pk"))


def shared_by_rule(person: Person, rule: SharingRule, on: dt.date) -> Iterator[TouchedThing]:
    """Who pays by the rule and has to agree, and what is shared by it this year and later."""
    names = ", ".join(str(each) for each in payers_of(rule))
    if names:
        yield TouchedThing(_("Has to be agreed on by those who pay: %(names)s.") % {"names": names})
    shares = visible_shares(person).filter(
        rule=rule.parameters, origin=rule.origin, year__gte=on.year
    )
    if rule.application_id or rule.initiative_id:
        shares = shares.filter(application=rule.application_id, initiative=rule.initiative_id)
    yield from _each_of(shares.select_related("application").order_by("year", "pk")[:SHOWN_SHARES])


def _each_of(shares: Iterable[Share]) -> Iterator[TouchedThing]:
    for share in shares:
        words = _("%(title)s: %(amount)s kr is shared %(year)s.")
        told = words % {
            "title": share.title,
            "amount": format_kronor(share.total_ore),
            "year": share.year,
        }
        yield TouchedThing(told, reverse("share_page", args=[share.pk]))
