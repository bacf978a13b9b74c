"""Pages that let two rows be one person, and two again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.organisations import actions
from samdrift.foundation.organisations.access import require, signed_in
from samdrift.foundation.organisations.counted_words import say_relation
from samdrift.foundation.organisations.forms import MergePersonForm, person_label
from samdrift.foundation.organisations.models import Person, PersonMerge
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import keeper_of_person, visible_people
from samdrift.foundation.organisations.queries.people import keys_to_people
from samdrift.foundation.ui.done import say_done
from samdrift.foundation.ui.page import confirm_page, form_page


def person_merge_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Which other row is the same person?"""
    by = signed_in(request)
    person = get_object_or_404(visible_people(by), pk=pk)
    require(by, Permission.APPOINT_PEOPLE, keeper_of_person(person, by))
    people = visible_people(by).exclude(pk=person.pk).filter(anonymised_on__isnull=True)
    form = MergePersonForm(request.POST or None, people=people)

    def choose() -> str:
        return reverse("person_merge", args=[person.pk, form.cleaned_data["other"].pk])

    context = {
        "title": _("Merge another person into %(name)s") % {"name": person},
        "lead": _("%(label)s is kept.") % {"label": person_label(person)},
        "submit_label": _("Look at what follows"),
        "cancel_url": person.get_absolute_url(),
    }
    return form_page(request, form, choose, context)


def person_merge(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """What follows, before it is done."""
    by = signed_in(request)
    kept = get_object_or_404(visible_people(by), pk=pk)
    merged = get_object_or_404(visible_people(by), pk=other)
    for person in (kept, merged):
        require(by, Permission.APPOINT_PEOPLE, keeper_of_person(person, by))

    def merge() -> str:
        actions.merge_people(by=by, kept=kept, merged=merged)
        say_done(request, _("The two are one person now. It can be undone below."))
        return kept.get_absolute_url()

    context = {
        "title": _("Merge %(merged)s into %(kept)s?")
        % {"merged": person_label(merged), "kept": person_label(kept)},
        "lead": _("Where both have the same role on the same days it becomes one period."),
        "consequences": list(_consequences(merged)),
        "danger": True,
        "confirm_label": _("Merge"),
        "cancel_url": kept.get_absolute_url(),
    }
    return confirm_page(request, merge, context, row=kept)


def _consequences(merged: Person) -> list[str]:
    """How many rows of each kind follow."""
    found = []
    for model, field in keys_to_people():
        number = model._base_manager.filter(**{field.name: merged}).count()
        if number:
            found.append(say_relation(model, field.name, number, merged))
    return found or [_("Nothing refers to %(name)s.") % {"name": merged}]


def merge_undo(request: HttpRequest, pk: int, merge: int) -> HttpResponse:
    by = signed_in(request)
    kept = get_object_or_404(visible_people(by), pk=pk)
    row = get_object_or_404(PersonMerge.objects.filter(kept=kept), pk=merge)
    require(by, Permission.APPOINT_PEOPLE, keeper_of_person(kept, by))

    def undo() -> str:
        restored = actions.undo_merge(by=by, merge=row)
        say_done(request, _("%(name)s is a person of its own again.") % {"name": restored})
        return kept.get_absolute_url()

    context = {
        "title": _("Undo the merge of %(name)s?") % {"name": row.merged_name},
        "lead": _("Everything that was moved goes back. What was added since stays."),
        "confirm_label": _("Undo the merge"),
        "cancel_url": kept.get_absolute_url(),
    }
    return confirm_page(request, undo, context, row=row)
