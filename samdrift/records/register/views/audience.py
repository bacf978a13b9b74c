"""Who sees which part of an application's page: the federation's choice."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.access import may, require, signed_in
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of
from samdrift.foundation.ui.page import form_page, page
from samdrift.records.register import actions
from samdrift.records.register.models import Audience, FieldAudience, FieldGroup
from samdrift.records.register.models.audience import DEFAULT_AUDIENCE


class AudienceForm(forms.Form):
    audience = forms.ChoiceField(choices=Audience.choices)

    def __init__(self, *arguments: object, **keywords: object) -> None:
        super().__init__(*arguments, **keywords)  # type: ignore[arg-type]
        self.fields["audience"].label = _("Seen by")


def _federation(person: Person) -> Organisation:
    federation = federation_of(person)
    if federation is None:
        raise Http404
    return federation


def _choices_of(federation: Organisation) -> dict[FieldGroup, Audience]:
    rows = FieldAudience.objects.filter(federation=federation)
    return DEFAULT_AUDIENCE | {FieldGroup(row.group): Audience(row.audience) for row in rows}


def audience_page(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    federation = _federation(person)
    context = {
        "title": _("Who sees what of an application"),
        "lead": _("Whoever answers for an application sees everything about it."),
        "rows": [(group, audience) for group, audience in _choices_of(federation).items()],
        "may_choose": may(person, Permission.MANAGE_ORGANISATIONS, federation),
    }
    return page(request, "register/audience_page.html", context)


def audience_change(request: HttpRequest, group: str) -> HttpResponse:
    person = signed_in(request)
    federation = _federation(person)
    if group not in FieldGroup.values:
        raise Http404
    require(person, Permission.MANAGE_ORGANISATIONS, federation)
    part = FieldGroup(group)

    def save() -> str:
        audience = Audience(form.cleaned_data["audience"])
        actions.choose_audience(by=person, federation=federation, group=part, audience=audience)
        return reverse("audience_page")

    form = AudienceForm(request.POST or None, initial={"audience": _choices_of(federation)[part]})
    chosen = FieldAudience.objects.filter(federation=federation, group=part).first()
    context = {"title": str(part.label), "cancel_url": reverse("audience_page")}
    return form_page(request, form, save, context, row=chosen)
