"""What a person typed about a planned change → a change notice, not stored."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.core.sharing import rule_document, rule_in
from samdrift.decisions.notices.models import ChangeKind, ChangeNotice
from samdrift.decisions.sharing.forms.rules import SubjectKeyForm
from samdrift.decisions.sharing.forms.shown_rule import typed_key
from samdrift.decisions.sharing.queries.visible import owned_applications
from samdrift.foundation.organisations.access import may_in_group
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import federation_of
from samdrift.records.agreements.forms import DAY, KronorField
from samdrift.records.register.models import Application
from samdrift.records.register.queries import visible_applications
from samdrift.records.spending.models import JointInitiative
from samdrift.records.spending.queries import visible_initiatives

YEARS = 6
TOLD = [
    "title",
    "text",
    "takes_effect_on",
    "lead_months",
    "budget_deadline",
    "application",
    "initiative",
]


class NoticeFields(forms.Form):
    """What every notice says."""

    title = forms.CharField(label=_("Heading"), max_length=160)
    text = forms.CharField(
        label=_("What changes, and why"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Written for the departments that use it."),
    )
    takes_effect_on = forms.DateField(
        label=_("Takes effect"),
        widget=DAY,
        help_text=_(
            "The first day on which it costs or works otherwise, not the day of the notice."
        ),
    )
    lead_months = forms.IntegerField(
        label=_("Told at least so many months before"), min_value=0, max_value=36, initial=6
    )
    budget_deadline = forms.DateField(
        label=_("and before the budget deadline"),
        widget=DAY,
        required=False,
        help_text=_("The last day to put something into the budget of the year that it concerns."),
    )


class PlatformNoticeForm(NoticeFields):
    """A change of what an application or an initiative runs on, with what it costs more or less year by year."""

    application = forms.ModelChoiceField(
        Application.objects.none(),
        label=_("Application"),
        required=False,
        empty_label=_("Nothing chosen"),
    )
    initiative = forms.ModelChoiceField(
        JointInitiative.objects.none(),
        label=_("or joint initiative"),
        required=False,
        empty_label=_("Nothing chosen"),
    )

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        choose_subjects(self, person)
        first = today().year
        written = {
            int(name.removeprefix("change_")) for name in self.initial if name.startswith("change_")
        }
        for year in sorted({*range(first, first + YEARS), *written}):
            self.fields[f"change_{year}"] = KronorField(
                label=_("Change of the cost %(year)s, kronor") % {"year": year},
                required=False,
                help_text=_("The whole cost, before it is shared; a minus where it falls.")
                if year == first
                else "",
            )

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        if bool(chosen.get("application")) == bool(chosen.get("initiative")):
            self.add_error("application", _("Choose an application or an initiative."))
        return chosen

    def fill(self, notice: ChangeNotice) -> ChangeNotice:
        """The notice as it was typed."""
        for name in TOLD:
            setattr(notice, name, self.cleaned_data[name])
        notice.kind = ChangeKind.PLATFORM
        notice.change_ore = {
            name.removeprefix("change_"): amount
            for name, amount in self.cleaned_data.items()
            if name.startswith("change_") and amount is not None
        }
        return notice

    @staticmethod
    def initial_of(notice: ChangeNotice) -> dict[str, Any]:
        """A notice as it is written in the form."""
        changes = {f"change_{year}": amount for year, amount in notice.change_ore.items()}
        return {name: getattr(notice, name) for name in TOLD} | changes


class KeyNoticeForm(SubjectKeyForm, NoticeFields):
    """A change of the key by which something is shared."""

    origin = forms.CharField(label=_("Agreement or decision, in words"), max_length=250)
    years = forms.IntegerField(label=_("Years to tell of"), min_value=1, max_value=10, initial=3)
    field_order = ["title", "text", "takes_effect_on", "lead_months", "budget_deadline"]

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, person=person, **keywords)
        choose_subjects(self, person)

    def fill(self, notice: ChangeNotice) -> ChangeNotice:
        """The notice as it was typed."""
        for name in [*TOLD, "origin", "years"]:
            setattr(notice, name, self.cleaned_data[name])
        notice.kind = ChangeKind.KEY
        notice.new_rule = rule_document(self.cleaned_data["rule"])
        return notice

    @staticmethod
    def initial_of(notice: ChangeNotice) -> dict[str, Any]:
        """A notice as it is written in the form."""
        written = {name: getattr(notice, name) for name in [*TOLD, "origin", "years"]}
        return written | (typed_key(rule_in(notice.new_rule)) if notice.new_rule else {})


NoticeForm = PlatformNoticeForm | KeyNoticeForm
FORMS: dict[str, type[PlatformNoticeForm] | type[KeyNoticeForm]] = {
    ChangeKind.PLATFORM: PlatformNoticeForm,
    ChangeKind.KEY: KeyNoticeForm,
}


def choose_subjects(form: forms.Form, person: Person) -> None:
    """What the person may tell of: everything joint for the group, one's own for an owner."""
    federation = federation_of(person)
    everything = federation is not None and may_in_group(
        person, Permission.TELL_CHANGES, federation
    )
    applications = visible_applications(person) if everything else owned_applications(person)
    initiatives = visible_initiatives(person)
    if not everything:
        initiatives = initiatives.filter(owner=person)
    for name, rows in (("application", applications), ("initiative", initiatives)):
        field = form.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows.order_by("name")
        if name == "application" and not everything:
            field.empty_label = _("Nothing chosen")


class AcknowledgeForm(forms.Form):
    comment = forms.CharField(
        label=_("Comment"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )


class NoticeWithdrawForm(forms.Form):
    why = forms.CharField(
        label=_("Why it is withdrawn"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class SendForm(forms.Form):
    on = forms.DateField(
        label=_("Already told on paper, on"),
        widget=DAY,
        required=False,
        help_text=_(
            "Leave empty to send it now by e-mail. Nothing is mailed where a day before today is given."
        ),
    )


class ConfirmForm(forms.Form):
    """Nothing to say but yes."""
