"""What is done with a notice: written, sent, read, reminded of, withdrawn."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samdrift.decisions.notices import actions
from samdrift.decisions.notices.forms import (
    FORMS,
    AcknowledgeForm,
    ConfirmForm,
    NoticeForm,
    NoticeWithdrawForm,
    SendForm,
)
from samdrift.decisions.notices.models import ChangeKind, ChangeNotice, NoticeState
from samdrift.decisions.notices.present.pages import (
    consequence_context,
    crumbs,
    draft_context,
    notice_of,
)
from samdrift.decisions.notices.queries.budgets import budgets_of
from samdrift.decisions.notices.queries.notices import may_handle, may_tell_something
from samdrift.decisions.sharing.queries.visible import visible_rules
from samdrift.foundation.organisations.access import require_found, require_that, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.queries import federation_of
from samdrift.foundation.ui.page import confirm_page, form_page, page, refuse
from samdrift.records.register.models import LifecycleEvent, LifecycleKind
from samdrift.records.register.queries import visible_applications


def notice_add(request: HttpRequest, kind: str) -> HttpResponse:
    """Write a notice; what it would tell, and whom, can be looked at before anything is kept."""
    person = signed_in(request)
    federation = require_found(federation_of(person))
    require_that(may_tell_something(person))
    notice = ChangeNotice(
        federation=federation, kind=kind, made_by=person, made_on=today(), **_begun(request, person)
    )
    form = FORMS[kind](request.POST or None, person=person, initial=_initial(notice, kind))

    def save() -> str:
        kept = actions.draft_notice(by=person, notice=form.fill(notice))
        return reverse("notice_page", args=[kept.pk])

    context = {
        "title": _("Tell of a change of key")
        if kind == ChangeKind.KEY
        else _("Tell of a change of platform"),
        "lead": _("The departments are told what changes and what it costs them, in good time."),
        "cancel_url": reverse("notice_list"),
    }
    return _answer(request, form, notice, save, context)


def _begun(request: HttpRequest, person: Person) -> dict[str, Any]:
    """A notice that begins from what the register says: an agreed rule, an event, or an application."""
    asked = {name: request.GET.get(name, "") for name in ("regel", "handelse", "applikation")}
    if asked["regel"].isdecimal():
        rule = get_object_or_404(visible_rules(person), pk=asked["regel"])
        return {
            "rule": rule,
            "application": rule.application,
            "initiative": rule.initiative,
            "takes_effect_on": rule.starts_on,
            "origin": rule.origin,
            "new_rule": {**rule.parameters, "key": rule.key},
            "title": _("New key for %(name)s")
            % {"name": rule.application or rule.initiative or _("all joint costs")},
        }
    seen = visible_applications(person)
    if asked["handelse"].isdecimal():
        events = LifecycleEvent.objects.filter(application__in=seen)
        event = get_object_or_404(events, pk=asked["handelse"])
        title = f"{event.application}: {event.get_kind_display()}"
        return {
            "application": event.application,
            "takes_effect_on": event.on,
            "title": title,
            "change_ore": _saved_by_year(event) if event.kind == LifecycleKind.RETIRED else {},
        }
    if asked["applikation"].isdecimal():
        return {"application": get_object_or_404(seen, pk=asked["applikation"])}
    return {}


def _saved_by_year(event: LifecycleEvent) -> dict[str, int]:
    """What is no longer paid in the two years after an application's last day; the year of it is for people to say."""
    subject = (event.application_id, None)
    years = (event.on.year + 1, event.on.year + 2)
    amounts = budgets_of([subject], years)
    return {
        str(year): -amounts[subject, year].amount_ore
        for year in years
        if amounts[subject, year].amount_ore
    }


def _initial(notice: ChangeNotice, kind: str) -> dict[str, Any]:
    return {
        name: value
        for name, value in FORMS[kind].initial_of(notice).items()
        if value not in ("", None)
    }


def notice_change(request: HttpRequest, pk: int) -> HttpResponse:
    person, notice = _notice_to_handle(request, pk)
    require_that(notice.state == NoticeState.DRAFT)
    form = FORMS[notice.kind](
        request.POST or None, person=person, initial=_initial(notice, notice.kind)
    )

    def save() -> str:
        actions.change_notice(by=person, notice=form.fill(notice))
        return reverse("notice_page", args=[pk])

    context = {
        "title": _("Change %(what)s") % {"what": notice},
        "cancel_url": reverse("notice_page", args=[pk]),
    }
    return _answer(request, form, notice, save, context)


def _answer(
    request: HttpRequest,
    form: NoticeForm,
    notice: ChangeNotice,
    save: Callable[[], str],
    context: dict[str, Any],
) -> HttpResponse:
    """The form; with what it would tell below it where that was asked for. Nothing is written by looking."""
    template = "notices/notice_form.html"
    context |= {"submit_label": _("Keep as a draft"), "breadcrumbs": crumbs(str(context["title"]))}
    if request.method == "POST" and "visa" in request.POST and form.is_valid():
        try:
            told, people, nobody = actions.previewed_notice(
                by=signed_in(request), notice=form.fill(notice)
            )
        except ValidationError as refusal:
            refuse(form, refusal)
            return page(request, template, {"form": form, **context}, status=422)
        preview = consequence_context(told) | {
            "would_be_told": people,
            "nobody": nobody,
            "would_be_late": today() > notice.due_on,
            "notice": notice,
        }
        return page(request, template, {"form": form, **context, **preview})
    return form_page(request, form, save, context, template, row=notice if notice.pk else None)


def _notice_to_handle(request: HttpRequest, pk: int) -> tuple[Person, ChangeNotice]:
    person = signed_in(request)
    notice = notice_of(person, pk)
    require_that(may_handle(person, notice))
    return person, notice


def notice_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Who will be told, and that it is frozen: asked once more before it goes out."""
    person, notice = _notice_to_handle(request, pk)
    told = draft_context(notice) if notice.state == NoticeState.DRAFT else {}
    people = told.get("would_be_told", [])
    form = SendForm(request.POST or None)

    def save() -> str:
        actions.send_notice(by=person, notice=notice, on=form.cleaned_data["on"])
        return reverse("notice_page", args=[pk])

    consequences = [
        _("The consequences and the figures behind them are frozen."),
        _("Told: %(names)s.") % {"names": ", ".join(str(each.person) for each in people) or "–"},
        *(_("Nobody in %(name)s can be told.") % {"name": each} for each in told.get("nobody", [])),
    ]
    if told.get("would_be_late"):
        late = _("It is late: it was to be told by %(day)s, and will be marked so.")
        consequences.append(late % {"day": notice.due_on})
    context = {
        "title": _("Send %(what)s") % {"what": notice},
        "breadcrumbs": crumbs(notice.title),
        "lead": told.get("problem", ""),
        "consequences": consequences,
        "danger": bool(told.get("would_be_late")),
        "confirm_label": _("Send"),
        "cancel_url": reverse("notice_page", args=[pk]),
    }
    return form_page(request, form, save, context, "ui/confirm.html", row=notice)


def notice_discard(request: HttpRequest, pk: int) -> HttpResponse:
    person, notice = _notice_to_handle(request, pk)
    require_that(notice.state == NoticeState.DRAFT)

    def act() -> str:
        actions.discard_notice(by=person, notice=notice)
        return reverse("notice_list")

    context = {
        "title": _("Throw away %(what)s") % {"what": notice},
        "consequences": [_("The draft is removed; the history says that it was.")],
        "danger": True,
        "confirm_label": _("Throw away"),
        "cancel_url": reverse("notice_page", args=[pk]),
    }
    return confirm_page(request, act, context, row=notice)


def notice_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    person, notice = _notice_to_handle(request, pk)
    form = NoticeWithdrawForm(request.POST or None)

    def save() -> str:
        actions.withdraw_notice(by=person, notice=notice, why=form.cleaned_data["why"])
        return reverse("notice_page", args=[pk])

    context = {
        "title": _("Withdraw %(what)s") % {"what": notice},
        "consequences": [
            _("Everyone who was told is told that it is withdrawn, and why."),
            _("The notice and its answers stay to be read."),
        ],
        "danger": True,
        "confirm_label": _("Withdraw"),
        "cancel_url": reverse("notice_page", args=[pk]),
    }
    return form_page(request, form, save, context, "ui/confirm.html", row=notice)


def notice_remind(request: HttpRequest, pk: int) -> HttpResponse:
    person, notice = _notice_to_handle(request, pk)
    waiting = notice.acknowledgements.awaiting_answer().select_related("person")
    form = ConfirmForm(request.POST or None)

    def save() -> str:
        actions.remind_recipients(by=person, notice=notice)
        return reverse("notice_page", args=[pk])

    names = ", ".join(str(each.person) for each in waiting)
    context = {
        "title": _("Remind of %(what)s") % {"what": notice},
        "consequences": [_("Reminded: %(names)s.") % {"names": names or "–"}],
        "confirm_label": _("Remind"),
        "cancel_url": reverse("notice_page", args=[pk]),
    }
    return form_page(request, form, save, context, "ui/confirm.html", row=notice)


@require_POST
def notice_mail_again(request: HttpRequest, pk: int) -> HttpResponse:
    person, notice = _notice_to_handle(request, pk)
    actions.mail_notice_again(by=person, notice=notice)
    return redirect("notice_page", pk)


def notice_acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """A recipient says «I have read it»."""
    person = signed_in(request)
    notice = notice_of(person, pk)
    require_that(notice.acknowledgements.filter(person=person).exists())
    form = AcknowledgeForm(request.POST or None)

    def save() -> str:
        actions.acknowledge_notice(by=person, notice=notice, comment=form.cleaned_data["comment"])
        return reverse("notice_page", args=[pk])

    context = {
        "title": _("I have read it"),
        "lead": notice.title,
        "breadcrumbs": crumbs(notice.title),
        "submit_label": _("I have read it"),
        "cancel_url": reverse("notice_page", args=[pk]),
    }
    return form_page(request, form, save, context)
