"""What people judge about an application, what it leans on, and what happens to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.models import Person
from samdrift.records.register.forms.choices import DAY, TEXT
from samdrift.records.register.models import (
    Application,
    Assessment,
    LifecycleEvent,
    LifecycleKind,
    Side,
)
from samdrift.records.register.queries import search_applications, visible_applications

MOST_SHOWN = 200


class AssessmentForm(forms.ModelForm[Assessment]):
    fit = forms.TypedChoiceField(
        label=_("How does it work?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", "–"),
            ("1", _("1 – works badly")),
            ("2", "2"),
            ("3", "3"),
            ("4", "4"),
            ("5", _("5 – works well")),
        ],
        help_text=_("IT judges the technology, the operation the function."),
    )

    class Meta:
        model = Assessment
        fields = ("side", "on", "fit", "verdict", "competence_is_hard_to_keep", "comment")
        widgets = {"on": DAY, "comment": TEXT}

    def __init__(self, *arguments: Any, sides: list[Side], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        side = self.fields["side"]
        assert isinstance(side, forms.ChoiceField)
        side.choices = [(each.value, each.label) for each in sides]


class DependencyForm(forms.Form):
    """Another application of the register, or something outside it in words."""

    needs = forms.ModelChoiceField(
        Application.objects.none(), label=_("Needs this application"), required=False
    )
    outside = forms.CharField(
        label=_("or this, outside the register"), required=False, max_length=160
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=250)

    def __init__(
        self,
        *arguments: Any,
        person: Person,
        application: Application,
        search: str = "",
        **keywords: Any,
    ) -> None:
        super().__init__(*arguments, **keywords)
        seen = visible_applications(person).exclude(pk=application.pk)
        needs = self.fields["needs"]
        assert isinstance(needs, forms.ModelChoiceField)
        needs.queryset = seen
        # A register can hold a hundred thousand: the list shows those searched for, or the host's own.
        found = search_applications(seen, search) if search else seen.filter(host=application.host)
        needs.choices = [
            ("", "–"),
            *((row.pk, f"{row} ({row.host})") for row in found.select_related("host")[:MOST_SHOWN]),
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if bool(values.get("needs")) == bool(values.get("outside")) and not self.errors:
            raise forms.ValidationError(
                _("Choose an application or write what lies outside the register, one of them.")
            )
        return values


class LifecycleEventForm(forms.ModelForm[LifecycleEvent]):
    class Meta:
        model = LifecycleEvent
        fields = ("kind", "on", "decision", "note")
        widgets = {"on": DAY, "note": TEXT}

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        # Retiring ends participations and responsibilities too, so it has a page of its own.
        kind.choices = [each for each in LifecycleKind.choices if each[0] != LifecycleKind.RETIRED]
