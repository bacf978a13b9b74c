"""What a person typed about proposals and decisions → clean values."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from samdrift.decisions.governance.models import Body, Decision, Outcome, Proposal
from samdrift.decisions.governance.queries import may_record_for
from samdrift.foundation.organisations.clauses import CitedClause, clauses_followed
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.queries import members_of

CLAUSE_LENGTH = 110
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ClausesField(forms.MultipleChoiceField):
    """Clauses of the policy that is followed, each with its text."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, clauses: Iterable[CitedClause]) -> None:
        self.choices = [
            (each.code, f"{each.code} {Truncator(each.text).chars(CLAUSE_LENGTH)}")
            for each in clauses
        ]


class ProposalForm(forms.Form):
    title = forms.CharField(label=_("What is to be decided?"), max_length=200)
    text = forms.CharField(
        label=_("The proposal"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("The text to be adopted, as it is to stand. It can't be changed afterwards."),
    )
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Municipalities that are to decide"),
        widget=forms.CheckboxSelectMultiple,
    )
    serves = ClausesField(
        label=_("Clauses of the policy that it serves"),
        required=False,
    )
    departs = ClausesField(label=_("Clauses of the policy that it departs from"), required=False)
    departs_because = forms.CharField(
        label=_("Why it departs from the policy"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    cites_none_because = forms.CharField(
        label=_("Why it has to do with no clause"),
        required=False,
        help_text=_("Only where it neither serves nor departs from any."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *arguments: Any, federation: Organisation, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        field = self.fields["organisations"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        members = [member.pk for member in members_of(federation)]
        field.queryset = Organisation.objects.filter(pk__in=members).order_by("municipality_code")
        field.initial = members
        clauses = clauses_followed({federation.pk})
        for name in ("serves", "departs"):
            cited = self.fields[name]
            assert isinstance(cited, ClausesField)
            cited.offer(clauses)
        if not clauses:
            for name in ("serves", "departs", "departs_because", "cites_none_because"):
                del self.fields[name]


class DecisionForm(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Municipality"))
    body = forms.ChoiceField(label=_("Body"), choices=Body.choices)
    body_name = forms.CharField(
        label=_("The body's name"),
        max_length=120,
        required=False,
        help_text=_("Where there are several: the committee's name."),
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    on = forms.DateField(
        label=_("Day of the decision"),
        widget=DAY,
        help_text=_("The day on which the body decided, not the day on which you record it."),
    )
    paragraph = forms.CharField(
        label=_("Paragraph"), max_length=20, required=False, help_text=_("In the minutes: § 47.")
    )
    case_number = forms.CharField(label=_("Case number"), max_length=60, required=False)
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    corrects = forms.ModelChoiceField(
        Decision.objects.none(),
        label=_("Corrects"),
        required=False,
        help_text=_("Only when an earlier decision was recorded wrongly. Both stay to be read."),
    )

    def __init__(
        self, *arguments: Any, proposal: Proposal, person: Person, **keywords: Any
    ) -> None:
        super().__init__(*arguments, **keywords)
        own = [each.pk for each in proposal.organisations.all() if may_record_for(person, each)]
        self._choose_from("organisation", Organisation.objects.filter(pk__in=own))
        standing = Decision.objects.filter(proposal=proposal, organisation__in=own).not_corrected()
        self._choose_from("corrects", standing.select_related("organisation"))
        if not standing.exists():
            del self.fields["corrects"]
        self.fields["body"].initial = proposal.body_to_decide
        if len(own) == 1:
            self.fields["organisation"].initial = own[0]

    def _choose_from(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


class WithdrawForm(forms.Form):
    why = forms.CharField(
        label=_("Reason for withdrawing"), widget=forms.Textarea(attrs={"rows": 3})
    )
