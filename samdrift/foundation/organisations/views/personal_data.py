"""Pages about what is held about a person."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.access import require, signed_in
from samdrift.foundation.organisations.forms import EraseForm
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of_person, visible_people
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.page import form_page


def person_data(request: HttpRequest, pk: int) -> HttpResponse:
    """A file with everything that is held, to the person and to who keeps the organisation's people."""
    by = signed_in(request)
    person = get_object_or_404(visible_people(by), pk=pk)
    held = actions.hand_out_personal_data(by=by, person=person)
    text = json.dumps(held, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="personuppgifter-{pk}.json"'
    return response


def person_erase(request: HttpRequest, pk: int) -> HttpResponse:
    by = signed_in(request)
    person = get_object_or_404(visible_people(by), pk=pk)
    require(by, Permission.APPOINT_PEOPLE, keeper_of_person(person, by))
    form = EraseForm(request.POST or None)

    def erase() -> str:
        erased = actions.erase_person(by=by, person=person, why=form.cleaned_data["why"])
        say_done(request, _("Erased. The person is now called %(name)s.") % {"name": erased})
        return erased.get_absolute_url()

    context = {
        "title": _("Erase what is known of %(name)s") % {"name": person},
        "lead": _(
            "Name, e-mail, phone, title and employee number go, in the history too. Decisions and approvals stay,"
            " by «Tidigare anställd». This can't be undone."
        ),
        "submit_label": _("Erase for good"),
        "cancel_url": person.get_absolute_url(),
    }
    return form_page(request, form, erase, context, row=person)
