"""Pages about opportunities and levels of collaboration."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from samdrift.core.opportunities import Assumptions, Trigger, assumptions_told, evidence
from samdrift.core.periods import add_months
from samdrift.decisions.collaboration import actions
from samdrift.decisions.collaboration.forms import (
    HandleForm,
    LevelForm,
    LevelNameForm,
)
from samdrift.decisions.collaboration.models import Level, OpportunityState
from samdrift.decisions.collaboration.opportunities_kept import (
    KeptOpportunity,
    kept_opportunities,
    visible_opportunity,
)
from samdrift.decisions.collaboration.present import (
    SHAPE_WORDS,
    STATE_TONES,
    TRIGGER_WORDS,
    level_chart,
)
from samdrift.decisions.collaboration.queries import (
    SeenOpportunity,
    joint_applications,
    municipality_names,
    sees_collaboration,
    visible_levels,
)
from samdrift.decisions.governance.queries import visible_proposals
from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.access import (
    may,
    may_anywhere,
    may_in_group,
    require,
    require_that,
    signed_in,
)
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of
from samdrift.foundation.ui.charts import (
    Span,
    Timeline,
    Urgency,
    time_axis,
)
from samdrift.foundation.ui.listing import Choices, Column, Kind, Listing
from samdrift.foundation.ui.page import form_page, page
from samdrift.foundation.ui.pages import paginate
from samdrift.records.register.models import FieldGroup
from samdrift.records.register.queries import visible_applications

LEVELS_A_PAGE = 50


def _row(found: KeptOpportunity, names: dict[str, str]) -> dict[str, Any]:
    return {
        "address": found.address,
        "name": found.name,
        "shape": found.shape.value,
        "shape_words": SHAPE_WORDS[found.shape],
        "municipalities": ", ".join(names.get(code, code) for code in found.municipalities),
        "members": tuple(names.get(code, code) for code in found.municipalities),
        "codes": list(found.municipalities),
        "trigger_words": tuple(str(TRIGGER_WORDS[trigger]) for trigger in found.triggers),
        "triggers": [trigger.value for trigger in found.triggers],
        "saving_ore": found.saving_ore,
        "act_by": found.act_by,
        "state": found.state,
        "state_words": OpportunityState(found.state).label,
        "score": found.rank.score,
    }


def _with(key: str) -> Any:
    """A filter over rows whose `key` holds a list: any of the chosen is in it."""
    return lambda rows, chosen: [row for row in rows if set(row[key]) & set(chosen)]


OPPORTUNITIES = Listing(
    name="mojligheter",
    columns=[
        Column(
            "name",
            gettext_lazy("Opportunity"),
            heading=True,
            sort=("name",),
            link=lambda row: reverse("opportunity_page", args=[row["address"]]),
            note=lambda row: row["shape_words"],
        ),
        Column(
            "trigger_words",
            gettext_lazy("Reasons"),
            many=ngettext_lazy("%(count)s reason", "%(count)s reasons", "count"),
        ),
        Column(
            "municipalities",
            gettext_lazy("Municipalities"),
            source="members",
            many=ngettext_lazy("%(count)s municipality", "%(count)s municipalities", "count"),
        ),
        Column(
            "saving_ore",
            gettext_lazy("Estimated saving a year"),
            kind=Kind.ESTIMATE,
            sort=("saving_ore",),
            figure="collaboration.saving.{address}",
        ),
        Column("act_by", gettext_lazy("Act by"), kind=Kind.DAY, sort=("act_by",)),
        Column("state_words", gettext_lazy("State"), tag=lambda row: STATE_TONES[row["state"]]),
        Column("score", gettext_lazy("Points"), kind=Kind.NUMBER, sort=("score",)),
    ],
    filters=[
        Choices(
            "skal",
            gettext_lazy("Reasons"),
            [(key.value, words) for key, words in TRIGGER_WORDS.items()],
            where=_with("triggers"),
        ),
        Choices(
            "slag",
            gettext_lazy("Kind"),
            [(key.value, words) for key, words in SHAPE_WORDS.items()],
            field="shape",
        ),
        Choices("lage", gettext_lazy("State"), OpportunityState.choices, field="state"),
    ],
    search=("name", "municipalities"),
    order=(),
    needs=(),
)


def opportunity_list(request: HttpRequest) -> HttpResponse:
    person = _reader(request)
    kept = kept_opportunities(person)
    assert kept is not None
    names = municipality_names()
    assumed = Assumptions(today=today())
    horizon = add_months(assumed.today, assumed.horizon_months)
    context = {
        "title": _("Opportunities to collaborate"),
        "lead": _(
            "Found in all members' registers by the policy's four reasons. Agreements are looked at until %(day)s."
        )
        % {"day": horizon},
        "actions": [
            {
                "label": _("Levels of collaboration"),
                "url": reverse("level_overview"),
                "icon": "layers",
            }
        ],
        "kept": kept,
        "empty_title": _("Nothing calls for collaboration"),
        "empty_text": _(
            "Opportunities show up when at least two municipalities' registers are filled in."
        ),
    }
    rows = [_row(each, names) for each in kept.rows]
    return OPPORTUNITIES.answer(request, rows, "collaboration/opportunity_list.html", context)


def opportunity_page(request: HttpRequest, address: str) -> HttpResponse:
    """Why is this an opportunity: every reason with its evidence, and what the group does with it."""
    person = _reader(request)
    seen, assumed = visible_opportunity(person, address)
    federation = federation_of(person)
    assert federation is not None
    handled = seen.handled
    form = HandleForm(
        request.POST or None, initial={"state": seen.state, "note": handled.note if handled else ""}
    )

    def save() -> str:
        values = form.cleaned_data
        actions.handle_opportunity(
            by=person,
            federation=federation,
            found=seen.found,
            state=OpportunityState(values["state"]),
            note=values["note"],
        )
        return request.path

    found = seen.found
    context = {
        "title": seen.name,
        "breadcrumbs": [
            {"label": _("Opportunities to collaborate"), "url": reverse("opportunity_list")},
            {"label": seen.name},
        ],
        "lead": SHAPE_WORDS[found.shape],
        "seen": seen,
        "withheld": [group.label for group in FieldGroup if group in seen.withheld],
        "may_propose": may_in_group(person, Permission.MAKE_PROPOSAL, federation),
        "proposals": visible_proposals(person).filter(
            content__contains=f'"source_path":"{request.path}"'
        ),
        "found": found,
        "state_words": OpportunityState(seen.state).label,
        "state_tone": STATE_TONES[seen.state],
        "municipalities": [municipality_names().get(code, code) for code in found.municipalities],
        "reasons": _reasons(found, assumed),
        "assumptions": [_(what) % values for what, values in assumptions_told(found, assumed)],
        "rank": _rank(found.rank),
        "target": Level.objects.filter(number=found.target_level).first(),
        "applications": visible_applications(person)
        .filter(pk__in=[int(fact.key) for fact in found.applications])
        .select_related("host", "product"),
        "chart": _window_chart(seen, assumed),
        "may_handle": may_anywhere(person, Permission.HANDLE_OPPORTUNITY),
        "events": history_of(handled) if handled else [],
    }
    return form_page(
        request, form, save, context, "collaboration/opportunity_page.html", row=handled
    )


def _reasons(found: Any, assumed: Assumptions) -> list[tuple[object, list[tuple[str, str]]]]:
    """(trigger in words, [(reason in words, address of the application)])."""
    names = municipality_names()
    hosts = {fact.key: names.get(fact.host, fact.host) for fact in found.applications}
    by_trigger: dict[Trigger, list[tuple[str, str]]] = {}
    for reason in evidence(found, assumed):
        values = reason.values_with(names)
        values["name"] = f"{values['name']} ({hosts[reason.application]})"
        words = _(reason.what) % values
        by_trigger.setdefault(reason.trigger, []).append(
            (words, reverse("application_page", args=[int(reason.application)]))
        )
    return [(TRIGGER_WORDS[trigger], reasons) for trigger, reasons in by_trigger.items()]


def _rank(rank: Any) -> list[tuple[str, int, int]]:
    return [
        (_("Reasons, 10 points each"), rank.triggers, 40),
        (_("Saving, against the largest found"), rank.saving, 30),
        (_("How soon notice must be given"), rank.urgency, 20),
        (_("How many municipalities, against the most"), rank.breadth, 10),
    ]


def _window_chart(seen: SeenOpportunity, assumed: Assumptions) -> object:
    """When each installation's agreement ends, on one axis; None where no agreement has an end."""
    facts = [
        fact
        for fact in seen.found.applications
        if fact.agreement_ends_on and fact.agreement_ends_on >= assumed.today
    ]
    if not facts:
        return None
    names = municipality_names()
    soon = add_months(assumed.today, 6)
    last = max(fact.agreement_ends_on for fact in facts if fact.agreement_ends_on)
    spans = [
        Span(
            label=fact.name,
            note=", ".join(names.get(code, code) for code in fact.participants[:3]),
            starts_on=None,
            ends_on=fact.agreement_ends_on,
            notice_on=fact.last_notice_on,
            state=Urgency.DANGER
            if fact.last_notice_on and fact.last_notice_on <= soon
            else Urgency.OK,
            url=reverse("application_page", args=[int(fact.key)]),
        )
        for fact in sorted(facts, key=lambda fact: fact.agreement_ends_on or dt.date.max)[:15]
    ]
    return time_axis(
        Timeline(
            name="fonster",
            title=_("When all could move"),
            description=_(
                "Each bar is an installation's agreement; the dashed part is its period of notice."
            ),
            spans=spans,
            first=add_months(assumed.today, -3),
            last=add_months(last, 3),
            today=assumed.today,
            state_words=[(Urgency.DANGER, _("Notice within 6 months"))],
        )
    )


def level_overview(request: HttpRequest) -> HttpResponse:
    """The policy's picture: levels and systems."""
    person = signed_in(request)
    federation = federation_of(person)
    if federation is None:
        raise Http404
    paged = paginate(request.GET, joint_applications(person, today()), size=LEVELS_A_PAGE)
    context = {
        "title": _("Levels of collaboration"),
        "breadcrumbs": [
            {"label": _("Opportunities to collaborate"), "url": reverse("opportunity_list")},
            {"label": _("Levels of collaboration")},
        ],
        "chart": level_chart(paged.shown, federation),
        "pages": paged.steps,
        "levels": Level.objects.all(),
        "may_name": may(person, Permission.MANAGE_ORGANISATIONS, federation),
    }
    return page(request, "collaboration/level_overview.html", context)


def level_record(request: HttpRequest, application: int) -> HttpResponse:
    """The levels of one application through the years, and a form for a new one."""
    person = signed_in(request)
    row = get_object_or_404(visible_applications(person), pk=application)
    form = LevelForm(request.POST or None, application=row, initial={"starts_on": today()})

    def save() -> str:
        actions.record_level(by=person, application=row, **form.cleaned_data)
        return reverse("level_overview")

    context = {
        "title": _("Level of collaboration: %(name)s") % {"name": row},
        "breadcrumbs": [
            {"label": _("Levels of collaboration"), "url": reverse("level_overview")},
            {"label": row.name},
        ],
        "cancel_url": reverse("level_overview"),
        "records": visible_levels(person).filter(application=row),
        "application": row,
        "may_record": may_anywhere(person, Permission.RECORD_LEVEL),
    }
    return form_page(request, form, save, context, "collaboration/level_record.html")


def level_name(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Name a level: the ladder is data, to be confirmed by the group."""
    person = signed_in(request)
    federation = federation_of(person)
    if federation is None:
        raise Http404
    require(person, Permission.MANAGE_ORGANISATIONS, federation)
    level = get_object_or_404(Level, pk=pk) if pk else None
    form = LevelNameForm(request.POST or None, instance=level)

    def save() -> str:
        actions.name_level(by=person, federation=federation, level=form.save(commit=False))
        return reverse("level_overview")

    title = _("Change %(name)s") % {"name": level} if level else _("New level")
    return form_page(request, form, save, {"title": title, "cancel_url": reverse("level_overview")})


def _reader(request: HttpRequest) -> Person:
    """Those whom a member has appointed to collaboration; other employees are refused, outsiders find nothing."""
    person = signed_in(request)
    if not person.federation_ids:
        raise Http404
    require_that(sees_collaboration(person))
    return person
