"""What comes after an act on people and organisations: from when it holds, and what is still lacking."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from samdrift.foundation.audit.clock import today
from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.organisations.models import Appointment, Person
from samdrift.foundation.organisations.queries import functions_of, last_invitation
from samdrift.foundation.organisations.roles import Role


def _may_sign_in(_event: AuditEvent, row: Any, _reader: Any) -> str:
    """Whether the person can sign in, and what is needed for it."""
    person = row if isinstance(row, Person) else getattr(row, "person", None)
    if person is None:
        return ""
    starts_on = getattr(row, "starts_on", None)
    if starts_on is not None and starts_on > today():
        return _("It holds from %(day)s.") % {"day": starts_on}
    if not person.email:
        return _("%(who)s can't sign in: an e-mail address is lacking.") % {"who": person}
    if not person.has_usable_password():
        invited = last_invitation(person)
        if invited is None:
            return _("%(who)s has chosen no password yet: send an invitation.") % {"who": person}
        return _("%(who)s has chosen no password yet. %(invited)s") % {
            "who": person,
            "invited": invited.words,
        }
    return _("%(who)s signs in with %(email)s.") % {"who": person, "email": person.email}


def _after_employment(_event: AuditEvent, row: Any, _reader: Any) -> str:
    if row is None or row.ends_on is None:
        return ""
    if row.ends_on < today():
        if row.person.is_active:
            return ""
        return _("%(who)s can't sign in any longer.") % {"who": row.person}
    return _("%(who)s can sign in to and including %(day)s.") % {
        "who": row.person,
        "day": row.ends_on,
    }


def _link_works(_event: AuditEvent, _row: Any, _reader: Any) -> str:
    """How long the link of an invitation can be used."""
    days = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
    return _("The link works once, within %(days)s days.") % {"days": days}


def _who_has_the_role(_event: AuditEvent, row: Any, _reader: Any) -> str:
    """Who has the same role when this one is over."""
    if row is None:
        return ""
    held = Appointment.objects.filter(
        role=row.role, organisation=row.organisation, unit=row.unit
    ).exclude(pk=row.pk)
    names = ", ".join(str(each.person) for each in held.on(today()).select_related("person"))
    role = Role(row.role).label
    if not names:
        return _("%(role)s in %(organisation)s after that: nobody. Appoint somebody.") % {
            "role": role,
            "organisation": row.organisation,
        }
    return _("%(role)s in %(organisation)s after that: %(names)s.") % {
        "role": role,
        "organisation": row.organisation,
        "names": names,
    }


def _unit_lacks(_event: AuditEvent, row: Any, _reader: Any) -> str:
    """How many are employed at the unit, and whether somebody is head of it."""
    if row is None:
        return ""
    heads = Appointment.objects.on(today()).filter(unit=row).select_related("person")
    names = ", ".join(str(each.person) for each in heads) or _("nobody")
    return _("Roles over %(unit)s: %(names)s. Employed there: %(number)s.") % {
        "unit": row.name,
        "names": names,
        "number": row.people.count(),
    }


def _membership(_event: AuditEvent, row: Any, _reader: Any) -> str:
    if row is None:
        return ""
    if row.ends_on is not None:
        return _("%(member)s takes part to and including %(day)s.") % {
            "member": row.member,
            "day": row.ends_on,
        }
    return _("%(member)s is a member from %(day)s.") % {"member": row.member, "day": row.starts_on}


def _organisation_lacks(_event: AuditEvent, row: Any, _reader: Any) -> str:
    """How far it has been filled in: units and people."""
    if row is None:
        return ""
    return _("Units: %(units)s. People: %(people)s.") % {
        "units": row.units.count(),
        "people": row.people.count(),
    }


def _function_waits(_event: AuditEvent, _row: Any, _reader: Any) -> str:
    return _("It waits for whoever keeps the list of functions, and can be used meanwhile.")


def _who_has_the_function(_event: AuditEvent, row: Any, _reader: Any) -> str:
    """How many units have it today."""
    if row is None:
        return ""
    return _("Units that have it today: %(number)s.") % {"number": row.held_by.current().count()}


def _functions_today(_event: AuditEvent, row: Any, _reader: Any) -> str:
    """How many functions the unit has today."""
    if row is None:
        return ""
    return _("%(unit)s has today: %(functions)s.") % {
        "unit": row.name,
        "functions": ", ".join(functions_of(row)) or _("no function"),
    }


NEXT_STEPS = {
    "organisations.function_proposed": _function_waits,
    "organisations.function_added": _who_has_the_function,
    "organisations.function_accepted": _who_has_the_function,
    "organisations.function_renamed": _who_has_the_function,
    "organisations.function_merged": _who_has_the_function,
    "organisations.function_given": _functions_today,
    "organisations.function_taken_away": _functions_today,
    "organisations.person_added": _may_sign_in,
    "organisations.person_changed": _may_sign_in,
    "organisations.person_invited": _link_works,
    "organisations.person_appointed": _may_sign_in,
    "organisations.employment_began": _may_sign_in,
    "organisations.employment_changed": _may_sign_in,
    "organisations.employment_ended": _after_employment,
    "organisations.appointment_ended": _who_has_the_role,
    "organisations.people_merged": _may_sign_in,
    "organisations.merge_undone": _may_sign_in,
    "organisations.unit_added": _unit_lacks,
    "organisations.unit_changed": _unit_lacks,
    "organisations.unit_moved": _unit_lacks,
    "organisations.federation_joined": _membership,
    "organisations.federation_left": _membership,
    "organisations.membership_changed": _membership,
    "organisations.organisation_added": _organisation_lacks,
    "organisations.organisation_changed": _organisation_lacks,
    "organisations.organisation_merged": _organisation_lacks,
}
