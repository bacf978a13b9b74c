"""What every tab of an application's page begins with: its name, its state in a strip, and the tabs."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.foundation.organisations.access import may, may_anywhere
from samdrift.foundation.organisations.clauses import Duty, cite_clauses
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.at_a_glance import Gist, Glance, Lack, gather_gists
from samdrift.records.register.models import (
    Application,
    FieldGroup,
    Participation,
    Phase,
    Responsibility,
    ResponsibilityRole,
    Side,
)
from samdrift.records.register.panels import APPLICATION_PANELS
from samdrift.records.register.queries import owner_gap_on
from samdrift.records.register.views.access import breadcrumbs

Groups = frozenset[FieldGroup]
OVERVIEW = ""


def frame_of(
    person: Person, application: Application, groups: Groups, tab: str = OVERVIEW
) -> dict[str, Any]:
    """The head, the strip and the tabs, and what the overview makes more of: who uses it and who answers for it."""
    using = list(
        application.participations.on(today()).select_related("organisation", "unit", "contact")
    )
    held = _people_today(application) if FieldGroup.PEOPLE in groups else []
    may_edit = may(person, Permission.EDIT_APPLICATION, application)
    own = _own_gist(person, application, groups, using, held)
    gist = gather_gists([own, APPLICATION_PANELS.gist(person, application, groups)])
    address = reverse("application_page", args=[application.pk])
    return {
        "title": application.name,
        "lead": application.purpose,
        "mark": _("Example data") if application.is_example else "",
        "breadcrumbs": breadcrumbs(application, here=tab == OVERVIEW),
        "application": application,
        "actions": _actions(person, application, may_edit),
        "may_edit": may_edit,
        "may_join": may_edit or may_anywhere(person, Permission.CHANGE_PARTICIPATION),
        "groups": {str(group) for group in groups},
        "strip": [*gist.glances, *_next_date(gist), _lacking(gist, address)],
        "lacks": gist.lacks,
        "dates": gist.dates,
        "tabs": APPLICATION_PANELS.tab_links(
            person, application, groups, page="application", opened=tab, known=gist.counts
        ),
        "using": using,
        "held": held,
    }


def _people_today(application: Application) -> list[Responsibility]:
    """Who answers for it today: the owner, then deputies, then managers."""
    order = list(ResponsibilityRole)
    rows = application.responsibilities.on(today()).select_related("person", "person__organisation")
    return sorted(rows, key=lambda row: order.index(ResponsibilityRole(row.role)))


def _own_gist(
    person: Person,
    application: Application,
    groups: Groups,
    using: Sequence[Participation],
    held: Sequence[Responsibility],
) -> Gist:
    glances, lacks = [_use_glance(application, using)], []
    if FieldGroup.PEOPLE in groups:
        owner = next((row for row in held if row.role == ResponsibilityRole.OWNER), None)
        glances.append(_owner_glance(application, owner))
        if owner is None:
            lacks += _lacking_owner(person, application)
    if FieldGroup.CLASSIFICATION in groups and not application.classification:
        change = may(person, Permission.EDIT_APPLICATION, application)
        lacks.append(
            Lack(
                _("Information classification"),
                _("How confidential, correct and available it has to be is not said."),
                _("Classify"),
                reverse("application_change", args=[application.pk]) if change else "",
            )
        )
    counts = {"anvandning": len(using), "personer": len(held)}
    return Gist(glances, lacks, counts=counts)


def _owner_glance(application: Application, owner: Responsibility | None) -> Glance:
    people = reverse("application_tab", kwargs={"pk": application.pk, "tab": "personer"})
    if owner is None:
        return Glance(_("System owner"), _("missing"), url=people)
    since = _("since %(day)s") % {"day": owner.starts_on}
    note = f"{owner.person.organisation}, {since}" if owner.person.organisation else since
    return Glance(_("System owner"), owner.person, note, people)


def _use_glance(application: Application, using: Sequence[Participation]) -> Glance:
    organisations = {row.organisation_id for row in using}
    users = sum(row.users or 0 for row in using)
    municipalities = ngettext(
        "%(number)s municipality", "%(number)s municipalities", len(organisations)
    ) % {"number": len(organisations)}
    host = _("hosted by %(host)s") % {"host": application.host}
    use = reverse("application_tab", kwargs={"pk": application.pk, "tab": "anvandning"})
    if not using:
        return Glance(_("Used by"), _("nobody"), host, use, 1)
    if not users:
        return Glance(_("Used by"), municipalities, host, use, 1)
    counted = ngettext("%(number)s user", "%(number)s users", users) % {"number": users}
    return Glance(_("Used by"), counted, f"{municipalities}, {host}", use, 1)


def _next_date(gist: Gist) -> list[Glance]:
    if not gist.dates:
        return []
    first = gist.dates[0]
    return [Glance(_("Next date"), str(first.on), first.words, first.url)]


def _lacking(gist: Gist, address: str) -> Glance:
    number = len(gist.lacks)
    if not number:
        return Glance(_("What is lacking"), _("nothing known"))
    words = ngettext("%(number)s thing", "%(number)s things", number) % {"number": number}
    return Glance(_("What is lacking"), words, gist.lacks[0].words, f"{address}#lacks")


def _lacking_owner(person: Person, application: Application) -> list[Lack]:
    gap = owner_gap_on(application, today())
    if gap is None:
        return []
    words = _("No system owner since %(day)s") % {"day": gap.period.starts_on}
    unsaid = _("Nobody has said why. Every application has one system owner, every day.")
    why = gap.gap_reason or cite_clauses(unsaid, Duty("system_owner"), person.federation_ids)
    if may(person, Permission.APPOINT_OWNER, application):
        appoint = reverse("responsibility_add", args=[application.pk])
        return [Lack(words, why, _("Appoint somebody"), appoint)]
    line = reverse("responsibility_line", args=[application.pk])
    return [Lack(words, why, _("Who has answered for it"), line)]


def _actions(person: Person, application: Application, may_edit: bool) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = []
    if may(person, Permission.EDIT_COMPETENCE, application):
        plan = reverse("training_plan", args=[application.pk])
        shown.append({"label": _("Training plan"), "url": plan})
    if not may_edit:
        return shown
    change = reverse("application_change", args=[application.pk])
    shown.insert(0, {"label": _("Change"), "url": change, "primary": True})
    may_retire = may(person, Permission.RETIRE_APPLICATION, application)
    if application.phase != Phase.RETIRED and may_retire:
        retire = reverse("application_retire", args=[application.pk])
        shown.append({"label": _("Retire"), "url": retire})
    return shown


def sides_of(person: Person, application: Application) -> list[Side]:
    """The sides for which somebody may judge an application."""
    asked = {Side.IT: Permission.ASSESS_IT, Side.OPERATION: Permission.ASSESS_OPERATION}
    return [side for side, permission in asked.items() if may(person, permission, application)]
