"""What a person typed about a sharing rule → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.decisions.governance.models import Proposal, ProposalKind
from samdrift.decisions.governance.queries import visible_proposals
from samdrift.decisions.sharing.forms.keys import KeyForm
from samdrift.decisions.sharing.models import SharingRule, Vat
from samdrift.foundation.organisations.models import Person
from samdrift.records.agreements.forms import DAY
from samdrift.records.agreements.models import Agreement
from samdrift.records.agreements.queries import visible_agreements
from samdrift.records.register.models import Application
from samdrift.records.register.queries import visible_applications
from samdrift.records.spending.models import JointInitiative
from samdrift.records.spending.queries import visible_initiatives


class SubjectKeyForm(KeyForm):
    """A key for an application, an initiative or all joint costs, with what the key needs; gather_gists in `rule`."""

    application = forms.ModelChoiceField(
        Application.objects.none(),
        label=_("Application"),
        required=False,
        empty_label=_("All joint costs"),
    )
    initiative = forms.ModelChoiceField(
        JointInitiative.objects.none(),
        label=_("or joint initiative"),
        required=False,
        empty_label=_("Nothing chosen"),
    )
    field_order = ["application", "initiative", "key"]

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, person=person, **keywords)
        self._choose_from("application", visible_applications(person).order_by("name"))
        self._choose_from("initiative", visible_initiatives(person).order_by("name"))

    def _choose_from(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def clean(self) -> dict[str, Any]:
        chosen = super().clean()
        if chosen.get("application") and chosen.get("initiative"):
            self.add_error("initiative", _("Choose an application or an initiative, not both."))
        return chosen


class RuleForm(SubjectKeyForm):
    """What is agreed on instead of the policy's rule."""

    vat = forms.ChoiceField(label=_("VAT on the charges"), choices=Vat.choices, initial=Vat.OUTSIDE)
    agreement = forms.ModelChoiceField(
        Agreement.objects.none(),
        label=_("Agreement"),
        required=False,
        empty_label=_("Nothing chosen"),
    )
    proposal = forms.ModelChoiceField(
        Proposal.objects.none(),
        label=_("Adopted proposal"),
        required=False,
        empty_label=_("Nothing chosen"),
        help_text=_(
            "The key is in force when everybody who pays is a party of the agreement or has adopted the proposal."
            " Until then the rule before it holds."
        ),
    )
    origin = forms.CharField(label=_("Agreement or decision, in words"), max_length=250)
    starts_on = forms.DateField(label=_("From"), widget=DAY)
    ends_on = forms.DateField(label=_("To"), widget=DAY, required=False)

    def __init__(
        self, *arguments: Any, person: Person, former: SharingRule | None = None, **keywords: Any
    ) -> None:
        super().__init__(*arguments, person=person, **keywords)
        self._choose_from("agreement", visible_agreements(person).order_by("title"))
        decided = visible_proposals(person).filter(kind=ProposalKind.SHARE)
        self._choose_from("proposal", decided.order_by("-made_on", "-pk"))
        if former is not None:
            del self.fields["application"]
            del self.fields["initiative"]


class RuleDecisionForm(forms.Form):
    """What is done with a rule that not everybody who pays has agreed on."""

    act = forms.ChoiceField(
        label=_("What is to be done"),
        choices=[
            ("propose", _("Put it to decision by those who have not agreed")),
            ("confirm", _("Let it hold: everybody has agreed")),
            ("withdraw", _("Take it back")),
        ],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("Reason, where it is taken back"), required=False, max_length=250)


class EndForm(forms.Form):
    ends_on = forms.DateField(label=_("Last day"), widget=DAY)
