"""The forms of saved views."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.saved_views.models import SavedView
from samdrift.foundation.saved_views.queries import organisations_to_share_with


class SaveViewForm(forms.Form):
    """What a view is called and who else sees it."""

    name = forms.CharField(
        label=pgettext_lazy("view", "Name"),
        max_length=40,
        help_text=gettext_lazy("Such as: Without owner, or Runs out this year."),
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Who sees the view"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("Only you"),
    )

    def __init__(self, *args: Any, person: Person, **named: Any) -> None:
        super().__init__(*args, **named)
        shareable = [each.pk for each in organisations_to_share_with(person)]
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        if not shareable:
            del self.fields["organisation"]
        else:
            field.queryset = Organisation.objects.filter(pk__in=shareable).order_by("kind", "name")


class RenameViewForm(forms.ModelForm[SavedView]):
    class Meta:
        model = SavedView
        fields = ("name",)
