"""Pages about attachments, and the way in which they are fetched."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samdrift.foundation.files import actions
from samdrift.foundation.files.attachable import kind_called, kind_of
from samdrift.foundation.files.fetching import file_response
from samdrift.foundation.files.forms import AttachForm, RenameForm
from samdrift.foundation.files.models import Attachment
from samdrift.foundation.files.queries import attachment_seen, may_attach, thing_behind
from samdrift.foundation.files.scanner import scanner_is_set
from samdrift.foundation.organisations.access import require_that, signed_in
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.ui.page import confirm_page, form_page, page


def attachment_add(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Attach a file to a thing."""
    person, attachable = signed_in(request), kind_called(kind)
    if attachable is None:
        raise Http404
    thing = get_object_or_404(attachable.visible(person), pk=pk)
    require_that(may_attach(person, thing))
    back = _page_of(thing)

    def save() -> str:
        actions.attach_file(by=person, thing=thing, **form.cleaned_data)
        return back

    form = AttachForm(request.POST or None, request.FILES or None, kind=attachable)
    context = {
        "title": _("Attach a file to %(thing)s") % {"thing": thing},
        "lead": "" if scanner_is_set() else _("Files are not scanned for viruses here."),
        "submit_label": _("Attach the file"),
        "cancel_url": back,
    }
    return form_page(request, form, save, context)


@require_safe
def attachment_fetch(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself, to be saved; a page that says why where it can't be fetched."""
    attachment, thing = _attachment(signed_in(request), pk)
    try:
        return file_response(attachment)
    except ValidationError as refusal:
        context = {
            "title": _("%(name)s can't be fetched") % {"name": attachment},
            "refused": refusal.messages,
            "back_url": _page_of(thing),
        }
        return page(request, "ui/refused.html", context, status=409)


def attachment_rename(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    attachment, thing = _attachment(person, pk)
    require_that(may_attach(person, thing))
    back = _page_of(thing)

    def save() -> str:
        changed = form.save(commit=False)
        actions.rename_attachment(by=person, attachment=changed, name=changed.name)
        return back

    form = RenameForm(request.POST or None, instance=attachment)
    context = {
        "title": _("Rename %(name)s") % {"name": attachment.name},
        "lead": _("The file keeps its own name, %(file)s.") % {"file": attachment.file_name},
        "cancel_url": back,
    }
    return form_page(request, form, save, context)


def attachment_remove(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    attachment, thing = _attachment(person, pk)
    require_that(may_attach(person, thing))
    back = _page_of(thing)

    def act() -> str:
        actions.remove_attachment(by=person, attachment=attachment)
        return back

    context = {
        "title": _("Remove %(name)s") % {"name": attachment},
        "consequences": [
            _("The content is erased and can't be brought back."),
            _("The history keeps that the file was attached, by whom, and its checksum."),
        ],
        "danger": True,
        "confirm_label": _("Remove the attachment"),
        "cancel_url": back,
    }
    return confirm_page(request, act, context, row=attachment)


def _attachment(person: Person, pk: int) -> tuple[Attachment, Model]:
    """The attachment and what it is attached to. 404 for who may not know of either."""
    attachment = attachment_seen(person, pk)
    thing: Any = attachment and thing_behind(person, attachment)
    if attachment is None or thing is None:
        raise Http404
    return attachment, thing


def _page_of(thing: Model) -> str:
    return f"{reverse(kind_of(thing).page, args=[thing.pk])}#bilagor"
