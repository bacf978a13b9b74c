"""What is to change of an application: on its page, and before it is ended."""

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.notices.models import ChangeNotice
from samdrift.decisions.notices.queries.notices import may_tell, visible_notices
from samdrift.decisions.sharing.models import SharingRule
from samdrift.foundation.audit.past import past_of
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.page_panels import GistReader, Panel
from samdrift.foundation.organisations.queries import federation_of
from samdrift.foundation.organisations.touched import TouchedThing
from samdrift.foundation.ui.at_a_glance import Gist, NextDate
from samdrift.records.agreements.models import Agreement
from samdrift.records.agreements.queries import known_applications
from samdrift.records.register.models import Application, FieldGroup, Participation


def _coming_changes(person: Person, application: Application) -> QuerySet[ChangeNotice]:
    coming = ChangeNotice.objects.filter(
        application=application, withdrawn_on=None, takes_effect_on__gte=today()
    )
    if not coming.exists():
        return coming.none()
    return visible_notices(person).filter(pk__in=coming.order_by().values("pk"))


def _gist(person: Person, application: Application) -> Gist:
    """The days on which what has been told of takes effect."""
    dates = [
        NextDate(notice.takes_effect_on, notice.title, reverse("notice_page", args=[notice.pk]))
        for notice in _coming_changes(person, application)
    ]
    return Gist(dates=dates, counts={"andringar": len(dates)})


def _coming(person: Person, application: Application) -> dict[str, Any] | None:
    """Changes told of that are still to come; and the way to tell of one, for who may."""
    coming = _coming_changes(person, application)
    federation = federation_of(person)
    tells = federation is not None and may_tell(person, federation, application)
    notices = list(coming)
    if not notices and not tells:
        return None
    return {"notices": notices, "tells": tells, "application": application}


def _coming_then(person: Person, application: Application, on: dt.date) -> dict[str, Any] | None:
    """Changes that had been told of on a day and were still to come then. A draft had not been told of."""
    told = visible_notices(person).filter(application=application)
    past = past_of(ChangeNotice, on, ids=told.order_by().values_list("pk", flat=True))
    notices = [
        notice
        for notice in map(past.put_back, told)
        if notice.sent_on is not None
        and notice.sent_on <= on <= notice.takes_effect_on
        and (notice.withdrawn_on is None or notice.withdrawn_on > on)
    ]
    return {"notices": notices, "application": application} if notices else None


def told_when_retired(
    person: Person, application: Application, on: dt.date
) -> Iterator[TouchedThing]:
    """Changes told of that are still to come when it ends."""
    notices = visible_notices(person).filter(
        application=application, withdrawn_on=None, takes_effect_on__gte=on
    )
    for notice in notices:
        told = _("A change has been told of that would not come: %(title)s.") % {"title": notice}
        yield TouchedThing(told, reverse("notice_page", args=[notice.pk]))


def told_of(person: Person, applications: Collection[int]) -> Iterator[TouchedThing]:
    """Changes that have been told of and are still to come, of some applications."""
    notices = visible_notices(person).filter(
        application__in=applications, withdrawn_on=None, takes_effect_on__gte=today()
    )
    for notice in notices:
        words = _("A change has been told of, from %(day)s: %(title)s.")
        told = words % {"day": notice.takes_effect_on, "title": notice}
        yield TouchedThing(told, reverse("notice_page", args=[notice.pk]))


def told_to_users(person: Person, part: Participation, _on: dt.date) -> Iterator[TouchedThing]:
    return told_of(person, [part.application_id])


def told_of_covered(person: Person, agreement: Agreement, _on: dt.date) -> Iterator[TouchedThing]:
    return told_of(person, known_applications(person, agreement))


def told_of_shared(person: Person, rule: SharingRule, _on: dt.date) -> Iterator[TouchedThing]:
    return told_of(person, [rule.application_id] if rule.application_id else [])


COMING_PANEL = Panel(
    "notices/_coming_changes.html",
    _coming,
    _coming_then,
    FieldGroup.COSTS,
    order=4,
    tab="andringar",
)
COMING_GIST = GistReader(_gist, FieldGroup.COSTS)
