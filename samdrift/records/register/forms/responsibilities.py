"""Who answers for an application: appointed, ended, corrected."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.forms import PersonChoiceField
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.queries import visible_people
from samdrift.records.register.forms.choices import DAY, choosable_people, limit
from samdrift.records.register.models import ResponsibilityRole


class ResponsibilityForm(forms.Form):
    """Somebody is appointed for some days, also days that have passed."""

    role = forms.ChoiceField(label=_("Role"))
    person = PersonChoiceField(Person.objects.none(), label=_("Person"))
    starts_on = forms.DateField(label=_("From"), widget=DAY)
    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DAY,
        help_text=_(
            "Empty: until further notice. A system owner who fills a gap holds until the next one begins."
        ),
    )
    decision = forms.CharField(label=_("Decision"), required=False, max_length=200)
    others_give_way = forms.BooleanField(
        label=_("Others who own it on these days give way"),
        required=False,
        help_text=_(
            "Needed where another system owner's days would be split, begin later or be wiped out. Who owns it before"
            " hands over without this."
        ),
    )
    gap_reason = forms.CharField(
        label=_("Why nobody follows"),
        required=False,
        max_length=250,
        help_text=_(
            "Only where a system owner has a last day to come and nobody is appointed after it."
        ),
    )

    def __init__(
        self, *arguments: Any, person: Person, roles: list[ResponsibilityRole], **keywords: Any
    ) -> None:
        super().__init__(*arguments, **keywords)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [(each.value, each.label) for each in roles]
        if ResponsibilityRole.OWNER not in roles:
            del self.fields["others_give_way"], self.fields["gap_reason"]
        limit(self, "person", choosable_people(person))


class EndResponsibilityForm(forms.Form):
    """The last day of a responsibility; of an owner also who follows, or that nobody does."""

    ends_on = forms.DateField(label=_("Last day"), widget=DAY)
    successor = PersonChoiceField(
        Person.objects.none(),
        label=_("Successor"),
        required=False,
        help_text=_("System owner from the day after."),
    )
    decision = forms.CharField(label=_("Decision"), required=False, max_length=200)
    leaves_gap = forms.BooleanField(
        label=_("The application has no system owner for now"),
        required=False,
        help_text=_("Shown with the reason on the application and in the follow-up of the policy."),
    )
    why = forms.CharField(label=_("Reason"), required=False, max_length=250)

    def __init__(
        self, *arguments: Any, person: Person, role: ResponsibilityRole, **keywords: Any
    ) -> None:
        super().__init__(*arguments, **keywords)
        if role != ResponsibilityRole.OWNER:
            del self.fields["successor"], self.fields["leaves_gap"], self.fields["decision"]
            return
        limit(self, "successor", choosable_people(person))


class CorrectionForm(forms.Form):
    """What stood there was wrong: who, which days, which decision, and why it is corrected."""

    person = PersonChoiceField(Person.objects.none(), label=_("Person"))
    starts_on = forms.DateField(label=_("From"), widget=DAY)
    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DAY,
        help_text=_("Empty: until further notice."),
    )
    decision = forms.CharField(label=_("Decision"), required=False, max_length=200)
    why = forms.CharField(
        label=_("Reason for the correction"),
        max_length=250,
        help_text=_("Kept in the history, with what stood there before."),
    )

    def __init__(self, *arguments: Any, person: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        # Somebody who has left since may well have held it then.
        limit(self, "person", visible_people(person))


class RemovalForm(forms.Form):
    """A responsibility that was never held is taken away."""

    why = forms.CharField(
        label=_("Reason"),
        max_length=250,
        help_text=_("Kept in the history, with what stood there before."),
    )
