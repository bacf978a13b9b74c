"""What giving notice of an agreement touches, and what of the agreements other acts touch."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.core.swedish import swedish_key
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.touched import TouchBoard, TouchedThing
from samdrift.records.agreements.models import Agreement
from samdrift.records.agreements.queries import known_applications, visible_agreements
from samdrift.records.register.models import Application, Participation

#: Notice of an agreement is given, as of the day when it ends.
GIVING_NOTICE = TouchBoard[Agreement]()


def left_by_retiring(
    person: Person, application: Application, on: dt.date
) -> Iterator[TouchedThing]:
    """Agreements that still hold when an application is retired, each for itself."""
    for agreement in visible_agreements(person).filter(applications=application).in_force(on):
        if agreement.notice_given_on is not None:
            words = _("%(title)s holds until %(day)s; notice is given.")
        elif not agreement.rolling:
            words = _("%(title)s holds until %(day)s.")
        elif agreement.ends_on is not None:
            words = _("%(title)s holds until %(day)s and is not given notice on.")
        else:
            words = _("%(title)s holds until further notice and is not given notice on.")
        told = words % {"title": agreement, "day": agreement.current_end}
        yield TouchedThing(told, reverse("agreement_page", args=[agreement.pk]))


def binding_after_use(person: Person, part: Participation, on: dt.date) -> Iterator[TouchedThing]:
    """Agreements about the application that bind the organisation though it no longer uses it."""
    bound = visible_agreements(person).filter(
        applications=part.application_id, parties__organisation=part.organisation_id
    )
    for agreement in bound.in_force(on).distinct():
        told = _("%(title)s still binds %(who)s.") % {
            "title": agreement,
            "who": part.organisation,
        }
        yield TouchedThing(told, reverse("agreement_page", args=[agreement.pk]))


def left_by_notice(person: Person, agreement: Agreement, on: dt.date) -> Iterator[TouchedThing]:
    """Whom it binds, and the applications that it covers: whether any other agreement holds for them after it."""
    number = agreement.parties.count()
    if number:
        bound = ngettext(
            "%(number)s party is no longer bound by it.",
            "%(number)s parties are no longer bound by it.",
            number,
        )
        yield TouchedThing(
            bound % {"number": number}, reverse("agreement_page", args=[agreement.pk])
        )
    known = agreement.applications.filter(pk__in=known_applications(person, agreement))
    after = visible_agreements(person).in_force(on + dt.timedelta(days=1)).exclude(pk=agreement.pk)
    links = Agreement.applications.through.objects.filter(
        agreement__in=after.order_by().values("pk"), application__in=known.order_by().values("pk")
    )
    covered = set(links.values_list("application", flat=True))
    for application in sorted(known, key=lambda each: swedish_key(each.name)):
        words = _("%(name)s has no agreement after %(day)s.")
        if application.pk in covered:
            words = _("%(name)s is also covered by another agreement after %(day)s.")
        told = words % {"name": application, "day": on}
        yield TouchedThing(told, reverse("application_page", args=[application.pk]))
