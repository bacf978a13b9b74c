"""What a person typed about approval: a return, a rule of two, a delegation and its end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.forms import PersonChoiceField
from samdrift.foundation.organisations.models import Kind, Person
from samdrift.foundation.organisations.queries import visible_people
from samdrift.foundation.organisations.roles import Role
from samdrift.records.agreements.forms import DAY, KronorField
from samdrift.records.register.models import Application, Responsibility
from samdrift.records.spending.models import JointInitiative


class ReturnForm(forms.Form):
    note = forms.CharField(
        label=_("What is wrong"), max_length=250, widget=forms.Textarea(attrs={"rows": 2})
    )


class ApprovalRuleForm(forms.Form):
    two_from_ore = KronorField(
        label=_("Two approve from, kronor"),
        required=False,
        help_text=_(
            "Costs and credits of this amount or more are approved by two persons, so that nobody's own claim is "
            "approved by that person alone. Empty: one is always enough."
        ),
    )
    decision = forms.CharField(label=_("Decision"), max_length=200, required=False)

    def clean_two_from_ore(self) -> int | None:
        amount_ore: int | None = self.cleaned_data["two_from_ore"]
        if amount_ore is not None and amount_ore < 0:
            raise forms.ValidationError(_("An amount from zero and up."))
        return amount_ore


class DelegationForm(forms.Form):
    """Whose costs, to whom, how much and how long; only what the person owns is offered."""

    subject = forms.ChoiceField(label=_("Costs of"))
    delegate = PersonChoiceField(Person.objects.none(), label=_("Delegate"))
    up_to_ore = KronorField(
        label=_("Up to, kronor"), required=False, help_text=_("Empty: any amount.")
    )
    starts_on = forms.DateField(label=_("From"), widget=DAY)
    ends_on = forms.DateField(
        label=_("To"), widget=DAY, required=False, help_text=_("Empty: until further notice.")
    )
    decision = forms.CharField(label=_("Decision"), max_length=200)

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        owned = Responsibility.objects.held_by(person).filter(role=Role.SYSTEM_OWNER)
        applications = Application.objects.filter(pk__in=owned.values("application"))
        initiatives = JointInitiative.objects.filter(owner=person)
        self.subjects: dict[str, Application | JointInitiative] = {
            f"a{each.pk}": each for each in applications.select_related("host").order_by("name")
        }
        self.subjects |= {f"s{each.pk}": each for each in initiatives.order_by("name")}
        subject, delegate = self.fields["subject"], self.fields["delegate"]
        assert isinstance(subject, forms.ChoiceField)
        assert isinstance(delegate, forms.ModelChoiceField)
        subject.choices = [
            ("", _("Choose")),
            *((key, str(each)) for key, each in self.subjects.items()),
        ]
        delegate.queryset = (
            visible_people(person)
            .active()
            .exclude(organisation__kind=Kind.SUPPLIER)
            .exclude(pk=person.pk)
            .order_by("name")
        )

    def clean_up_to_ore(self) -> int | None:
        amount_ore: int | None = self.cleaned_data["up_to_ore"]
        if amount_ore is not None and amount_ore <= 0:
            raise forms.ValidationError(_("An amount above zero, or nothing."))
        return amount_ore

    @property
    def delegation(self) -> dict[str, Any]:
        """What the verb takes."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "subject"}
        about = self.subjects[self.cleaned_data["subject"]]
        kind = "application" if isinstance(about, Application) else "initiative"
        return {**values, kind: about}


class EndDelegationForm(forms.Form):
    ends_on = forms.DateField(label=_("Last day"), widget=DAY)
