"""A policy that is read in, and what is typed of its chapters, clauses and goals."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.decisions.policy.models import Clause, Goal, Policy
from samdrift.decisions.policy.queries import CHECKS
from samdrift.decisions.policy.written import ENDINGS, read_written_policy
from samdrift.foundation.organisations.clock import today

MOST_BYTES = 2_000_000


class PolicyFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Policy file"),
        help_text=gettext_lazy(
            "Word (.docx), text or Markdown (.txt, .md): headings become chapters, paragraphs and items become"
            " clauses, and you go on with them on pages. Or JSON in the format samdrift-policy/1."
        ),
    )

    @property
    def is_written(self) -> bool:
        """Whether the file is a text that somebody has written, to go on with on pages."""
        return str(self.cleaned_data["file_name"]).lower().endswith(ENDINGS)

    def clean_file(self) -> Any:
        """The document inside the file."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MB."))
        self.cleaned_data["file_name"] = upload.name
        if self.is_written:
            return read_written_policy(upload.read(), upload.name, today())
        try:
            return json.loads(upload.read().decode("utf-8-sig"))
        except (UnicodeDecodeError, ValueError, RecursionError) as wrong:
            raise forms.ValidationError(_("The file is not JSON.")) from wrong


DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
#: Checks that are told beside the clause what to look for, which the policy's file says.
TOLD_BY_THE_FILE = frozenset({"areas_joint_for_all", "areas_joint_for_some", "neighbours"})


class PolicyForm(forms.ModelForm[Policy]):
    chapter_lines = forms.CharField(
        label=gettext_lazy("Chapters"),
        help_text=gettext_lazy("One on each line: its number and its title, as «3 Collaboration»."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    class Meta:
        model = Policy
        fields = ("title", "valid_from", "valid_until")
        widgets = {"valid_from": DAY, "valid_until": DAY}

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        lines = [f"{each['number']} {each['title']}" for each in self.instance.chapters]
        self.fields["chapter_lines"].initial = "\n".join(lines)

    def clean_chapter_lines(self) -> list[dict[str, str]]:
        """Chapters by their lines; the first word is the number."""
        found = []
        for line in self.cleaned_data["chapter_lines"].splitlines():
            number, _space, title = line.strip().partition(" ")
            if not line.strip():
                continue
            if not title.strip() or len(number) > 20 or len(title.strip()) > 120:
                raise forms.ValidationError(
                    _("Write a number, a space and a title of at most 120 characters: %(line)s")
                    % {"line": line.strip()[:60]}
                )
            found.append({"number": number, "title": title.strip()})
        self.instance.chapters = found
        return found


class ClauseForm(forms.ModelForm[Clause]):
    chapter = forms.ChoiceField(label=gettext_lazy("Chapter"))
    check_name = forms.ChoiceField(
        label=gettext_lazy("What is measured"),
        required=False,
        help_text=gettext_lazy("Counted in the register each day. Empty: people follow it up."),
    )
    target = forms.IntegerField(
        label=gettext_lazy("Target, per cent"), required=False, min_value=1, max_value=100
    )

    class Meta:
        model = Clause
        fields = (
            "code",
            "chapter",
            "text",
            "must_act",
            "due",
            "check_name",
            "target",
            "unmeasured",
        )
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "unmeasured": forms.Textarea(attrs={"rows": 2}),
            "due": DAY,
        }
        help_texts = {
            "code": gettext_lazy("Letters and figures; other pages refer to it."),
            "must_act": gettext_lazy("A role or a group, such as the system owner."),
            "unmeasured": gettext_lazy(
                "What of the clause the figure does not say, where it says some of it."
            ),
        }

    def __init__(self, *arguments: Any, policy: Policy, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        chapter, check = self.fields["chapter"], self.fields["check_name"]
        assert isinstance(chapter, forms.ChoiceField)
        assert isinstance(check, forms.ChoiceField)
        chapter.choices = [
            (each["number"], f"{each['number']} {each['title']}") for each in policy.chapters
        ]
        own = self.instance.check_name
        sentences = sorted(
            (f"{each.of} {each.fulfilling}", name)
            for name, each in CHECKS.items()
            if name == own or name not in TOLD_BY_THE_FILE
        )
        check.choices = [
            ("", _("Nothing: people follow it up")),
            *((name, sentence[:1].upper() + sentence[1:]) for sentence, name in sentences),
        ]


class GoalForm(forms.ModelForm[Goal]):
    class Meta:
        model = Goal
        fields = ("area", "text", "year", "clause")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"clause": gettext_lazy("Whether the goal is reached is read from it.")}

    def __init__(self, *arguments: Any, policy: Policy, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        clause = self.fields["clause"]
        assert isinstance(clause, forms.ModelChoiceField)
        clause.queryset = policy.clauses.all()
        clause.label_from_instance = lambda each: f"{each.code} {each.text[:90]}"  # type: ignore[assignment, method-assign]  # Django's own way
