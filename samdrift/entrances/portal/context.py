"""What surrounds every page: menu, federation, demonstration day."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.collaboration.queries import sees_collaboration
from samdrift.decisions.sharing.queries.visible import owned_applications
from samdrift.foundation.organisations.access import may_anywhere
from samdrift.foundation.organisations.clock import fixed_day
from samdrift.foundation.organisations.models import Kind, Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of
from samdrift.records.register.queries import is_supplier


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
    return known | {
        "federation": federation_of(person) or person.organisation,
        "navigation": _navigation(request, person),
        "closed_rooms": _closed_rooms(person),
        "person_title": ", ".join(
            str(part) for part in (person.title, person.organisation) if part
        ),
        "user_links": _user_links(person),
    }


def _closed_rooms(person: Person) -> list[str]:
    """Pages that others lead back to, and that are closed to this person; a star: everything under it too."""
    closed = []
    if not may_anywhere(person, Permission.SEE_COSTS):
        closed.append(reverse("cost_overview"))
    if not sees_collaboration(person):
        closed += [reverse("plan_overview"), reverse("opportunity_list") + "*"]
    return closed


def _user_links(person: Person) -> list[dict[str, str]]:
    links = [
        _link(_("My page"), "person_page", person.pk),
        _link(_("Letters"), "message_list"),
        _link(_("API tokens"), "token_list"),
    ]
    if person.has_usable_password():
        links.append(_link(_("Change password"), "account_change_password"))
    return links


def _link(label: str, name: str, *arguments: object) -> dict[str, str]:
    return {"label": label, "url": reverse(name, args=arguments)}


def _costs(person: Person) -> tuple[str, bool]:
    """Everyone's costs for who sees them, the own applications' for who owns some."""
    if may_anywhere(person, Permission.SEE_COSTS):
        return "cost_overview", True
    return "own_applications", owned_applications(person).exists()


def _navigation(request: HttpRequest, person: Person) -> list[dict[str, object]]:
    """The rooms that the person has anything to do in."""
    collaborates = sees_collaboration(person)
    places = [
        (_("Overview"), "start", True),
        (_("Applications"), "application_list", not is_supplier(person)),
        (_("Agreements"), "agreement_list", True),
        (_("Collaboration"), "opportunity_list", collaborates),
        (_("Plans"), "plan_overview", collaborates),
        (_("Introductions"), "introduction_list", bool(person.federation_ids)),
        (_("Costs"), *_costs(person)),
        (_("Proposals"), "proposal_list", bool(person.federation_ids)),
        (_("The policy"), "policy", bool(person.federation_ids)),
        (_("Organisations"), "organisation_list", True),
    ]
    shown = []
    for label, name, holds in places:
        if holds:
            url = reverse(name)
            here = request.path == url if url == "/" else request.path.startswith(url)
            shown.append({"label": label, "url": url, "current": here})
    return shown
