"""The list of participations: who uses an application, how many, with whom as contact, from when to when."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from samdrift.core.tables.fields import fold
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.queries import visible_people
from samdrift.records.intake.actions.lists.kind import KeyedList, Values, own_organisation_meant
from samdrift.records.intake.models import About
from samdrift.records.register import actions
from samdrift.records.register.models import Application, Participation
from samdrift.records.register.participation_fields import PARTICIPATION_FIELDS
from samdrift.records.register.queries import visible_applications

DAYS = ("starts_on", "ends_on")


def _rows(person: Person, organisation: Organisation) -> QuerySet[Participation]:
    rows = Participation.objects.filter(
        organisation=organisation, application__in=visible_applications(person).order_by()
    )
    return rows.select_related("application", "organisation", "unit", "contact").order_by(
        "application__name", "starts_on", "pk"
    )


def _seen(person: Person, keys: Sequence[int]) -> Collection[int]:
    rows = Participation.objects.filter(
        pk__in=keys, application__in=visible_applications(person).order_by()
    )
    return set(rows.values_list("pk", flat=True))


def _name(values: Values) -> str:
    return " · ".join(str(values[name]) for name in ("application", "unit") if values.get(name))


def _identity(values: Values) -> str:
    return f"{fold(str(values.get('application') or ''))}|{fold(str(values.get('unit') or ''))}"


def _application_meant(person: Person, _organisation: Organisation, text: str) -> str:
    return _application(person, text).name


def _application(person: Person, text: str) -> Application:
    named = [
        each
        for each in visible_applications(person).filter(name__icontains=text.split(maxsplit=1)[0])
        if fold(each.name) == fold(text)
    ]
    exact = [each for each in named if each.name == text] or named
    if len(exact) == 1:
        return exact[0]
    words = _("There is no application called %(value)s that you may see.")
    if exact:
        words = _("%(count)s applications are called %(value)s: read the list in with its keys.")
    raise ValidationError(words % {"value": text, "count": len(exact)})


def _unit_meant(_person: Person, organisation: Organisation, text: str) -> str:
    named = [each for each in organisation.units.existing(today()) if fold(each.name) == fold(text)]
    if len(named) != 1:
        raise ValidationError(
            _("%(employer)s has no unit called %(value)s.")
            % {"employer": organisation, "value": text}
        )
    return named[0].name


def _contact_meant(person: Person, _organisation: Organisation, text: str) -> str:
    found = _contact(person, text)
    return found.email or found.name


def _contact(person: Person, text: str) -> Person:
    people = visible_people(person)
    found = list(people.filter(email__iexact=text)[:2]) or list(people.filter(name=text)[:2])
    if len(found) != 1:
        raise ValidationError(
            _("%(value)s does not tell who it is: write the e-mail.") % {"value": text}
        )
    return found[0]


def _python(by: Person, organisation: Organisation, values: Values) -> dict[str, Any]:
    fields: dict[str, Any] = {name: values[name] for name in ("users",) if name in values}
    fields |= {name: dt.date.fromisoformat(values[name]) for name in DAYS if values.get(name)}
    if values.get("unit"):
        fields["unit"] = organisation.units.get(name=values["unit"])
    if values.get("contact"):
        fields["contact"] = _contact(by, values["contact"])
    return fields


def _add(by: Person, organisation: Organisation, values: Values, _why: str) -> Participation:
    application = _application(by, values["application"])
    fields = _python(by, organisation, values)
    fields.setdefault("starts_on", today())
    return actions.join_application(
        by=by, application=application, organisation=organisation, **fields
    )


def _change(by: Person, row: Participation, values: Values, why: str) -> Participation:
    stored = Participation.objects.select_related("application", "organisation").get(pk=row.pk)
    fields = _python(by, stored.organisation, values)
    if set(fields) == {"ends_on"}:
        return actions.end_participation(
            by=by, participation=stored, ends_on=fields["ends_on"], why=why
        )
    for name, value in fields.items():
        setattr(stored, name, value)
    return actions.change_participation(by=by, participation=stored)


PARTICIPATIONS = KeyedList(
    about=About.PARTICIPATIONS,
    fields=PARTICIPATION_FIELDS,
    needed=("application",),
    naming=("application",),
    rows=_rows,
    seen=_seen,
    name_of=_name,
    identity=_identity,
    telling=("starts_on",),
    meant={
        "application": _application_meant,
        "organisation": own_organisation_meant,
        "unit": _unit_meant,
        "contact": _contact_meant,
    },
    add=_add,
    change=lambda by, _of, row, values, why: _change(by, cast("Participation", row), values, why),
    ends="ends_on",
)
