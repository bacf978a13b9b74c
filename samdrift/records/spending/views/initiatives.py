"""Pages about joint initiatives: projects, courses and several applications that cost together."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.access import require_found, require_that, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_where
from samdrift.foundation.ui.listing import Choices, Column, Kind, Listing, row_link
from samdrift.foundation.ui.page import form_page, page
from samdrift.records.spending import actions
from samdrift.records.spending.forms import InitiativeForm, JoinInitiativeForm
from samdrift.records.spending.models import InitiativeKind, JointInitiative
from samdrift.records.spending.queries import visible_cost_lines, visible_initiatives

INITIATIVES = Listing(
    name="satsningar",
    columns=[
        Column(
            "name",
            gettext_lazy("Name"),
            sort=("name",),
            link=row_link("initiative_page"),
            heading=True,
        ),
        Column(
            "kind", gettext_lazy("Kind"), value=lambda row: row.get_kind_display(), sort=("kind",)
        ),
        Column("owner", gettext_lazy("Owner"), value=lambda row: row.owner, sort=("owner__name",)),
        Column("starts_on", gettext_lazy("From"), kind=Kind.DAY, sort=("starts_on",)),
        Column("ends_on", gettext_lazy("To"), kind=Kind.DAY, sort=("ends_on",)),
    ],
    filters=[
        Choices("slag", gettext_lazy("Kind"), InitiativeKind.choices, field="kind", counted=True)
    ],
    search=("name", "purpose"),
    order=("-starts_on", "name", "pk"),
    values=False,
)


def _federation(person: Person) -> Organisation | None:
    """The federation for which the person may begin something."""
    return federation_where(person, Permission.SHARE_COSTS)


def initiative_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    add = {"label": _("New joint initiative"), "url": reverse("initiative_add"), "icon": "plus"}
    context = {
        "title": _("Joint initiatives"),
        "lead": _(
            "Projects, courses and several applications that municipalities pay for together."
        ),
        "actions": [{**add, "primary": True}] if _federation(person) else [],
        "empty_title": _("No joint initiatives yet"),
        "empty_text": _(
            "What is done together beside single applications, and costs, stands here."
        ),
    }
    rows = visible_initiatives(person).select_related("owner")
    return INITIATIVES.answer(request, rows, "ui/listing.html", context)


def initiative_page(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    initiative = get_object_or_404(visible_initiatives(person).select_related("owner"), pk=pk)
    may = initiative.owner_id == person.pk or _federation(person) == initiative.federation
    lines = visible_cost_lines(person).filter(initiative=initiative).select_related("bearer")
    join = {"label": _("A municipality joins"), "url": reverse("initiative_join", args=[pk])}
    context = {
        "title": str(initiative),
        "breadcrumbs": [
            {"label": _("Joint initiatives"), "url": reverse("initiative_list")},
            {"label": str(initiative)},
        ],
        "actions": [join] if may else [],
        "initiative": initiative,
        "participations": initiative.participations.select_related("organisation"),
        "applications": initiative.applications.order_by("name"),
        "lines": lines,
        "events": history_of(initiative),
    }
    return page(request, "spending/initiative_page.html", context)


def initiative_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    federation = require_found(_federation(person))
    form = InitiativeForm(
        request.POST or None,
        person=person,
        instance=JointInitiative(federation=federation),
        initial={"starts_on": today(), "owner": person.pk},
    )

    def save() -> str:
        made = actions.start_initiative(
            by=person,
            initiative=form.save(commit=False),
            participants=form.cleaned_data["participants"],
            applications=form.cleaned_data["applications"],
        )
        return reverse("initiative_page", args=[made.pk])

    context = {
        "title": _("New joint initiative"),
        "cancel_url": reverse("initiative_list"),
    }
    return form_page(request, form, save, context)


def initiative_join(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    initiative = get_object_or_404(visible_initiatives(person), pk=pk)
    require_that(initiative.owner_id == person.pk or _federation(person) == initiative.federation)
    form = JoinInitiativeForm(
        request.POST or None, person=person, initial={"starts_on": initiative.starts_on}
    )

    def save() -> str:
        actions.join_initiative(by=person, initiative=initiative, **form.cleaned_data)
        return reverse("initiative_page", args=[pk])

    context = {
        "title": _("A municipality joins %(name)s") % {"name": initiative},
        "cancel_url": reverse("initiative_page", args=[pk]),
    }
    return form_page(request, form, save, context)
