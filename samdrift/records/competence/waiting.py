"""What colleagues have said that they know, until somebody vouches for it or says why not."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.organisations.access import may_anywhere
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.waiting import Waiting, WaitingKind
from samdrift.records.competence.models import Competence, Confirmation
from samdrift.records.competence.queries import confirmable_by
from samdrift.records.register.queries import roles_on_applications


def _what_is_said(person: Person, _on: dt.date) -> QuerySet[Competence] | None:
    if not (may_anywhere(person, Permission.CONFIRM_COMPETENCE) or roles_on_applications(person)):
        return None
    return Competence.objects.filter(confirmation=Confirmation.WAITING)


def _to_confirm(person: Person, _on: dt.date) -> Iterable[Waiting]:
    rows = confirmable_by(person).filter(
        confirmation=Confirmation.WAITING, person__in=Person.objects.active()
    )
    for row in rows.order_by("pk"):
        words = {"person": row.person, "product": row.product, "level": row.get_level_display()}
        yield Waiting(
            _("Confirm or refuse: %(person)s, %(product)s, %(level)s") % words,
            reverse("competence_page", args=[row.pk]),
            behalf=str(row.person.organisation),
            for_others=row.person.organisation_id != person.organisation_id,
        )


WAITING = WaitingKind(
    "competence",
    gettext_lazy("Competence to confirm"),
    _to_confirm,
    act=gettext_lazy("Judge"),
    why=gettext_lazy("Until then nobody can rely on it."),
    icon="user",
    rows=_what_is_said,
)
