"""Change notices: the list with what should be told, one with its consequences, and what changes for us."""

from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.core.sharing import rule_in
from samdrift.decisions.notices.convert import WorkedOut
from samdrift.decisions.notices.models import Acknowledgement, ChangeKind, ChangeNotice, NoticeState
from samdrift.decisions.notices.present.pages import (
    consequence_context,
    counted_again,
    crumbs,
    draft_context,
    notice_of,
)
from samdrift.decisions.notices.queries.missing_notices import unannounced_changes
from samdrift.decisions.notices.queries.notices import (
    may_handle,
    may_tell_something,
    sees_notices,
    sees_whole,
    visible_answers,
    visible_consequences,
    visible_notices,
)
from samdrift.decisions.sharing.present import rule_words
from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.organisations.access import require_that, signed_in
from samdrift.foundation.organisations.clauses import Duty, cite_clauses
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_where
from samdrift.foundation.ui.listing import Choices, Column, Flag, Kind, Listing, row_link
from samdrift.foundation.ui.page import page

STATE_TONES = {
    NoticeState.DRAFT: "neutral",
    NoticeState.SENT: "info",
    NoticeState.WITHDRAWN: "warning",
}


def with_answers(notices: QuerySet[ChangeNotice]) -> QuerySet[ChangeNotice]:
    """How many have been told, and how many of them have answered."""
    people = Acknowledgement.objects.filter(notice=OuterRef("pk")).order_by()

    def number(rows: QuerySet[Acknowledgement]) -> Coalesce:
        counted = rows.values("notice").annotate(number=Count("pk")).values("number")
        return Coalesce(Subquery(counted, output_field=IntegerField()), 0)

    return notices.annotate(
        told=number(people), answered=number(people.filter(acknowledged_on__isnull=False))
    )


def _state(row: Any) -> str:
    return row.state.label if not row.is_late else _("%(state)s, late") % {"state": row.state.label}


def _answers(row: Any) -> str:
    told = {"answered": row.answered, "told": row.told}
    words = _("%(answered)s of %(told)s") % told
    return words.replace(" ", "\u00a0") if row.told else "–"


def _in_state(rows: QuerySet[ChangeNotice], values: list[str]) -> QuerySet[ChangeNotice]:
    wanted = Q(pk__in=[])
    if NoticeState.DRAFT in values:
        wanted |= Q(sent_on=None, withdrawn_on=None)
    if NoticeState.SENT in values:
        wanted |= Q(sent_on__isnull=False, withdrawn_on=None)
    if NoticeState.WITHDRAWN in values:
        wanted |= Q(withdrawn_on__isnull=False)
    return rows.filter(wanted)


def _overdue(rows: QuerySet[ChangeNotice]) -> QuerySet[ChangeNotice]:
    waiting = Acknowledgement.objects.overdue(today()).filter(notice=OuterRef("pk"))
    return rows.filter(Exists(waiting))


def _late(rows: QuerySet[ChangeNotice]) -> QuerySet[ChangeNotice]:
    """By the notices' own lead times, which no database counts in months alike."""
    sent = rows.filter(sent_on__isnull=False).only(
        "sent_on", "takes_effect_on", "lead_months", "budget_deadline"
    )
    return rows.filter(pk__in=[each.pk for each in sent.select_related(None) if each.is_late])


NOTICES = Listing(
    name="aviseringar",
    columns=[
        Column(
            "title",
            gettext_lazy("Notice"),
            sort=("title",),
            heading=True,
            link=row_link("notice_page"),
            note=lambda row: row.subject,
        ),
        Column(
            "kind",
            gettext_lazy("Kind"),
            value=lambda row: row.get_kind_display(),
            sort=("kind",),
            visible=False,
        ),
        Column(
            "takes_effect_on",
            gettext_lazy("Takes effect"),
            kind=Kind.DAY,
            sort=("takes_effect_on",),
        ),
        Column("due_on", gettext_lazy("To be told by"), kind=Kind.DAY),
        Column("sent_on", gettext_lazy("Sent"), kind=Kind.DAY, sort=("sent_on",)),
        Column("answers", gettext_lazy("Have read it"), value=_answers),
        Column(
            "state",
            gettext_lazy("Status"),
            value=_state,
            tag=lambda row: "danger" if row.is_late else STATE_TONES[row.state],
        ),
        Column("made_by", gettext_lazy("Written by"), value=lambda row: row.made_by, visible=False),
    ],
    filters=[
        Choices("lage", gettext_lazy("Status"), NoticeState.choices, where=_in_state),
        Choices("slag", gettext_lazy("Kind"), ChangeKind.choices, field="kind", counted=True),
        Flag("forsenad", gettext_lazy("Sent late"), where=_late),
        Flag("obesvarad", gettext_lazy("Answer overdue"), where=_overdue),
    ],
    search=("title", "text", "application__name", "initiative__name"),
    order=("-takes_effect_on", "-pk"),
    values=False,
)


def notice_list(request: HttpRequest) -> HttpResponse:
    """Every notice, and above them the changes that nobody has been told of."""
    person = signed_in(request)
    require_that(sees_notices(person))
    telling = federation_where(person, Permission.TELL_CHANGES)
    context = {
        "title": _("Change notices"),
        "lead": cite_clauses(
            _("Planned changes, told in good time with what they cost each department."),
            Duty.CHANGES_TOLD,
            person.federation_ids,
        ),
        "breadcrumbs": [*crumbs()[:1], {"label": _("Change notices")}],
        "actions": _add_actions() if may_tell_something(person) else [],
        "overdue": Acknowledgement.objects.overdue(today())
        .filter(notice__in=visible_notices(person))
        .count()
        if telling
        else 0,
        "untold": unannounced_changes(telling, today()) if telling else [],
        "empty_title": _("No change has been told of"),
        "empty_text": _("A notice says what changes, when, and what it costs each department."),
    }
    rows = with_answers(visible_notices(person))
    return NOTICES.answer(request, rows, "notices/notice_list.html", context)


def _add_actions() -> list[dict[str, Any]]:
    ours = {"label": _("What changes for us"), "url": reverse("changes_for_us")}
    platform = {"label": _("Change of platform"), "url": reverse("notice_add_platform")}
    key = {"label": _("Change of key"), "url": reverse("notice_add_key")}
    return [ours, {**key, "icon": "plus"}, {**platform, "icon": "plus", "primary": True}]


def notice_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What changes, what it costs each department and year, who has been told and who has answered."""
    person = signed_in(request)
    notice = notice_of(person, pk)
    handles = may_handle(person, notice)
    mine = notice.acknowledgements.filter(person=person).first()
    context: dict[str, Any] = {
        "title": notice.title,
        "breadcrumbs": crumbs(notice.title),
        "actions": _actions(notice) if handles else [],
        "notice": notice,
        "state_tone": STATE_TONES[notice.state],
        "mine": mine,
        "may_answer": mine is not None
        and mine.acknowledged_on is None
        and notice.state == NoticeState.SENT,
        "new_key": rule_words(rule_in(notice.new_rule)) if notice.new_rule else "",
        "today": today(),
        "handles": handles,
        "events": history_of(notice) if handles else [],
    }
    if notice.state == NoticeState.DRAFT:
        context |= draft_context(notice, request.GET.get("ar", ""))
    else:
        context |= _frozen(person, notice, request.GET.get("ar", ""))
    return page(request, "notices/notice_page.html", context)


def _frozen(person: Person, notice: ChangeNotice, year: str) -> dict[str, Any]:
    """What the notice said when it was sent, as far as it is the reader's to see."""
    seen = visible_consequences(person).filter(notice=notice)
    rows = list(seen.select_related("organisation", "unit"))
    answers = list(
        visible_answers(person, notice).select_related("person", "organisation", "message")
    )
    everyone = notice.acknowledgements.values_list("organisation", flat=True)
    told = {*everyone, notice.made_by.organisation_id}
    basis = notice.basis if sees_whole(person, notice) else {}
    return consequence_context(WorkedOut(rows, basis), year) | {
        "nobody": list(
            dict.fromkeys(row.organisation for row in rows if row.organisation_id not in told)
        ),
        "holds_again": counted_again(notice),
        "answers": [{"row": row} for row in answers],
        "has_failed": any(row.mail_state == "failed" for row in answers),
    }


def _actions(notice: ChangeNotice) -> list[dict[str, Any]]:
    def link(label: str, name: str, **more: Any) -> dict[str, Any]:
        return {"label": label, "url": reverse(name, args=[notice.pk]), **more}

    if notice.state == NoticeState.DRAFT:
        return [
            link(_("Throw away"), "notice_discard"),
            link(_("Change"), "notice_change"),
            link(_("Send"), "notice_send", primary=True),
        ]
    if notice.state == NoticeState.SENT:
        return [
            link(_("Withdraw"), "notice_withdraw"),
            link(_("Remind"), "notice_remind"),
        ]
    return []
