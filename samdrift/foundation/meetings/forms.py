"""What a person typed about groups and meetings → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.foundation.meetings.actions import ItemNotes
from samdrift.foundation.meetings.models import (
    AgendaItem,
    ItemKind,
    ItemOutcome,
    Meeting,
    PartInGroup,
    Presence,
    WorkingGroup,
)
from samdrift.foundation.meetings.queries import members_on
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.forms.choices import PersonChoiceField, person_label
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.queries import visible_people

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class GroupForm(forms.ModelForm[WorkingGroup]):
    class Meta:
        model = WorkingGroup
        fields = ("name", "purpose")
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}


class MemberForm(forms.Form):
    person = PersonChoiceField(Person.objects.none(), label=gettext_lazy("Person"))
    part = forms.ChoiceField(
        label=gettext_lazy("Part in the group"),
        choices=PartInGroup.choices,
        initial=PartInGroup.MEMBER,
    )
    starts_on = forms.DateField(label=gettext_lazy("From"), widget=DAY)

    def __init__(self, *arguments: Any, by: Person, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        people = self.fields["person"]
        assert isinstance(people, forms.ModelChoiceField)
        people.queryset = visible_people(by).active(today())
        self.fields["starts_on"].initial = today


class MemberEndForm(forms.Form):
    ends_on = forms.DateField(label=gettext_lazy("Last day in the group"), widget=DAY)


class MeetingForm(forms.ModelForm[Meeting]):
    link = forms.URLField(
        label=gettext_lazy("Link to a video meeting"),
        required=False,
        max_length=400,
        assume_scheme="https",
        help_text=gettext_lazy("The address that the members open, such as https://…"),
    )

    class Meta:
        model = Meeting
        fields = ("on", "starts", "ends", "place", "link")
        widgets = {"on": DAY, "starts": TIME, "ends": TIME}
        help_texts = {
            "place": gettext_lazy("A room, or empty where everybody takes part by video."),
        }
        labels = {"on": gettext_lazy("Day of the meeting")}


class AnswerForm(forms.Form):
    comes = forms.TypedChoiceField(
        label=gettext_lazy("Do you come?"),
        choices=[("yes", gettext_lazy("I come")), ("no", gettext_lazy("I can't come"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class CancelForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why the meeting is cancelled"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ItemForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("What is taken up"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("What the group is to do with it"),
        choices=ItemKind.choices,
        initial=ItemKind.DISCUSSION,
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), required=False, min_value=1, max_value=600
    )


class TakeUpForm(forms.Form):
    """For rooms above: on which agenda a thing of theirs is put."""

    meeting = forms.ModelChoiceField(Meeting.objects.none(), label=gettext_lazy("Meeting"))
    kind = ItemForm.base_fields["kind"]
    minutes = ItemForm.base_fields["minutes"]

    def __init__(self, *arguments: Any, meetings: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        field = self.fields["meeting"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = meetings
        field.label_from_instance = lambda meeting: f"{meeting}, {meeting.time_in_words}"  # type: ignore[assignment, method-assign]  # Django's own way
        field.initial = meetings.first()


class AttendanceForm(forms.Form):
    present = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Who was there"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *arguments: Any, meeting: Meeting, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        rows = list(meeting.attendances.all())
        keys = {each.person_id for each in rows} | {each.person_id for each in members_on(meeting)}
        field = self.fields["present"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Person.objects.filter(pk__in=keys).select_related("organisation", "unit")
        field.label_from_instance = person_label  # type: ignore[assignment, method-assign]  # Django's own way
        field.initial = [
            each.person_id for each in rows if each.presence in {Presence.PRESENT, Presence.COMES}
        ]


class NotesForm(forms.Form):
    """What came of every item of an agenda, on one page.

    Each field carries what it held when the page was made: what the person has not touched is not written, so that it
    can't undo what another has noted meanwhile.
    """

    def __init__(self, *arguments: Any, meeting: Meeting, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.items = list(meeting.items.select_related("carried_from__meeting"))
        for item in self.items:
            self._add_fields(item)

    def _add_fields(self, item: AgendaItem) -> None:
        number = {"number": item.number}
        self.fields[f"outcome_{item.pk}"] = forms.ChoiceField(
            label=_("Outcome of item %(number)s") % number,
            choices=[("", _("Not noted yet")), *ItemOutcome.choices],
            required=False,
            initial=item.outcome,
            show_hidden_initial=True,
        )
        self.fields[f"notes_{item.pk}"] = forms.CharField(
            label=_("Notes of item %(number)s") % number,
            required=False,
            initial=item.notes,
            widget=forms.Textarea(attrs={"rows": 3}),
            show_hidden_initial=True,
        )

    @property
    def rows(self) -> list[tuple[AgendaItem, Any, Any]]:
        """(item, its outcome, its notes) in the order of the agenda."""
        return [(item, self[f"outcome_{item.pk}"], self[f"notes_{item.pk}"]) for item in self.items]

    @property
    def written(self) -> dict[int, ItemNotes]:
        """What the person has changed, by the item's key."""
        changed = {name.partition("_")[2] for name in self.changed_data}
        return {
            item.pk: ItemNotes(
                self.cleaned_data[f"outcome_{item.pk}"], self.cleaned_data[f"notes_{item.pk}"]
            )
            for item in self.items
            if str(item.pk) in changed
        }

    def take_over(self, data: Any, _before: Any) -> None:
        """Put what another has noted into the fields that this person has not touched."""
        touched = set(self.changed_data)
        for item in AgendaItem.objects.filter(pk__in=[each.pk for each in self.items]):
            for name, value in (
                (f"outcome_{item.pk}", item.outcome),
                (f"notes_{item.pk}", item.notes),
            ):
                if name not in touched:
                    data[name] = data[f"initial-{name}"] = value


class ActionForm(forms.Form):
    what = forms.CharField(label=gettext_lazy("What is to be done"), max_length=250)
    owner = PersonChoiceField(Person.objects.none(), label=gettext_lazy("Who does it"))
    due_on = forms.DateField(label=gettext_lazy("At the latest"), widget=DAY)

    def __init__(self, *arguments: Any, meeting: Meeting, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        day = max(meeting.on, today())
        members = meeting.group.members.on(day)
        field.queryset = Person.objects.filter(pk__in=members.values("person"))


class ActionMoveForm(forms.Form):
    due_on = forms.DateField(label=gettext_lazy("New day"), widget=DAY)
    why = forms.CharField(
        label=gettext_lazy("Why it is moved"), widget=forms.Textarea(attrs={"rows": 3})
    )


class ActionFinishForm(forms.Form):
    report = forms.CharField(
        label=gettext_lazy("What came of it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
