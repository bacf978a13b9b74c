"""What surrounds every page: menu, federation, demonstration day."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.collaboration.queries import sees_collaboration
from samdrift.foundation.handbook.helping import help_url
from samdrift.foundation.handbook.hints import hint_for
from samdrift.foundation.handbook.text import handbook
from samdrift.foundation.organisations.access import is_supplier, may_anywhere
from samdrift.foundation.organisations.clock import fixed_day
from samdrift.foundation.organisations.menu import menu_for
from samdrift.foundation.organisations.models import Kind, Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.queries import roles_on_applications

WITHOUT_DUTIES = frozenset({Role.EMPLOYEE, Role.SUPPLIER})


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Context processor; a few small queries a page, never one a row."""
    person = getattr(request, "user", None)
    known = {
        "demonstration_day": fixed_day(),
        "footer_links": [
            _link(_("Accessibility"), "accessibility"),
            _link(_("Personal data"), "personal_data"),
            _link(_("The API"), "api_description"),
        ],
    }
    if not isinstance(person, Person):
        return known | {"federation": Organisation.objects.filter(kind=Kind.FEDERATION).first()}
    governs = _governs(person)
    return known | {
        "federation": federation_of(person) or person.organisation,
        "menu": menu_for(person, request.path, governs=governs),
        "help_url": help_url(request.path, _page_name(request), governs=governs),
        "hint": _hint(person, request),
        "initials": _initials(person),
        "search_url": reverse("search"),
        "waiting_url": reverse("waiting"),
        "closed_rooms": _closed_rooms(person),
        "person_title": ", ".join(
            str(part) for part in (person.title, person.organisation) if part
        ),
        "user_links": _user_links(person),
    }


def _page_name(request: HttpRequest) -> str:
    """The name of the page's address; "" where it has none."""
    place = request.resolver_match
    return (place.url_name or "") if place else ""


def _hint(person: Person, request: HttpRequest) -> dict[str, Any] | None:
    """What stands above a page until the person closes it."""
    hint = hint_for(person, _page_name(request))
    section = handbook().section(hint.section) if hint else None
    if hint is None or section is None:
        return None
    return {
        "words": hint.words,
        "url": section.url,
        "close_url": reverse("hint_close", args=[hint.name]),
    }


def _closed_rooms(person: Person) -> list[str]:
    """Pages that others lead back to, and that are closed to this person; a star: everything under it too."""
    closed = []
    if not may_anywhere(person, Permission.SEE_COSTS):
        closed.append(reverse("cost_overview"))
    if not sees_collaboration(person):
        closed += [reverse("plan_overview"), reverse("opportunity_list") + "*"]
    return closed


def _initials(person: Person) -> str:
    """The first letters of the first and the last name."""
    names = str(person).split()
    return "".join(name[0] for name in dict.fromkeys([*names[:1], *names[-1:]])).upper()


def _user_links(person: Person) -> list[dict[str, str]]:
    links = [
        _link(_("My page"), "person_page", person.pk),
        _link(_("Letters"), "message_list"),
        _link(_("My days in a calendar"), "calendar_page"),
        _link(_("API tokens"), "token_list"),
    ]
    if person.has_usable_password():
        links.append(_link(_("Change password"), "account_change_password"))
    return links


def _link(label: str, name: str, *arguments: object) -> dict[str, str]:
    return {"label": label, "url": reverse(name, args=arguments)}


def _governs(person: Person) -> bool:
    """Does the person hold a role beyond an employee's? A supplier's people see the same groups as those who do."""
    appointed = any(each.role not in WITHOUT_DUTIES for each in person.appointments_today)
    return appointed or is_supplier(person) or bool(roles_on_applications(person))
