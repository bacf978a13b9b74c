"""Pages about one's letters, about those that could not be mailed, and the one where a letter is declined."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samdrift.foundation.messages import actions
from samdrift.foundation.messages.forms import LettersForm
from samdrift.foundation.messages.kinds import kinds_to_choose
from samdrift.foundation.messages.models import Message, MessageState
from samdrift.foundation.messages.queries import failed_messages, frequencies_of, visible_messages
from samdrift.foundation.messages.unsubscribing import whose_letters
from samdrift.foundation.organisations.access import may_anywhere, require_anywhere, signed_in
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.page import act_and_return, form_page, page

SHOWN = 50
TONES = {
    MessageState.WAITING: "info",
    MessageState.SENDING: "info",
    MessageState.SENT: "success",
    MessageState.FAILED: "danger",
    MessageState.NOT_NEEDED: "neutral",
}


def message_list(request: HttpRequest) -> HttpResponse:
    """What letters one gets, and the last ones with what became of them."""
    person = signed_in(request)
    chosen = frequencies_of(person)
    keeps = may_anywhere(person, Permission.KEEP_PEOPLE)
    context = {
        "title": _("Letters"),
        "lead": _("What Samdrift mails to you, and what became of it. The texts are not kept."),
        "breadcrumbs": [{"label": _("Letters")}],
        "actions": [{"label": _("Choose letters"), "url": reverse("message_choices")}],
        "choices": [(kind.label, chosen[kind.name].label) for kind in kinds_to_choose()],
        "letters": _with_tones(Message.objects.filter(person=person)[:SHOWN]),
        "has_address": bool(person.email),
        "failed": failed_messages(person).count() if keeps else 0,
        "keeps": keeps,
    }
    return page(request, "messages/message_list.html", context)


def _with_tones(letters: Iterable[Message]) -> list[tuple[Message, str]]:
    return [(each, TONES[MessageState(each.state)]) for each in letters]


def message_choices(request: HttpRequest) -> HttpResponse:
    """How often each letter that may be declined comes."""
    person = signed_in(request)
    form = LettersForm(request.POST or None, person=person)

    def save() -> str:
        actions.choose_letters(by=person, person=person, frequencies=form.cleaned_data)
        say_done(request, _("Your choice of letters is saved."))
        return reverse("message_list")

    context = {
        "title": _("Choose letters"),
        "lead": _(
            "Invitations and change notices come at once and can't be declined: somebody waits for your answer."
        ),
        "breadcrumbs": _crumbs(_("Choose letters")),
        "cancel_url": reverse("message_list"),
    }
    return form_page(request, form, save, context)


def message_failed(request: HttpRequest) -> HttpResponse:
    """Letters to the people one keeps that could not be mailed, each with a button."""
    person = signed_in(request)
    require_anywhere(person, Permission.KEEP_PEOPLE)
    context = {
        "title": _("Letters that could not be mailed"),
        "lead": _("Look at the recipient's address, and mail the letter again."),
        "breadcrumbs": _crumbs(_("Letters that could not be mailed")),
        "letters": failed_messages(person)[: SHOWN * 4],
    }
    return page(request, "messages/message_failed.html", context)


@require_POST
def message_mail_again(request: HttpRequest, pk: int) -> HttpResponse:
    by = signed_in(request)
    message = get_object_or_404(visible_messages(by), pk=pk)

    def again() -> str:
        actions.mail_message_again(by=by, message=message)
        say_done(
            request, _("The letter to %(name)s is on its way again.") % {"name": message.person}
        )
        return reverse("message_failed")

    return act_and_return(request, again, reverse("message_list"))


@require_http_methods(["GET", "HEAD", "POST"])
def message_unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button; what is posted, by the button or by a mail program at one click, declines the letter."""
    found = whose_letters(token)
    context = {"title": _("Decline a letter"), "kind": found and found[1], "declined": False}
    if found is None:
        context["title"] = _("The address in the letter no longer holds")
        return page(request, "messages/unsubscribe.html", context, status=404)
    if request.method == "POST":
        try:
            actions.unsubscribe(token=token)
        except ValidationError as refusal:  # it became too old meanwhile
            context |= {"kind": None, "title": " ".join(refusal.messages)}
            return page(request, "messages/unsubscribe.html", context, status=404)
        context |= {"title": _("You have declined the letter"), "declined": True}
    return page(request, "messages/unsubscribe.html", context)


def _crumbs(last: str) -> list[dict[str, str]]:
    return [{"label": _("Letters"), "url": reverse("message_list")}, {"label": last}]
