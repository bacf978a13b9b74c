"""An edit that carries the version of the row it was made from, and what happens when another was faster."""

from typing import Any

from django import forms
from django.db import models
from django.forms import BaseForm, BaseModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from samdrift.foundation.audit.versions import ChangedMeanwhileError, edit_from, version_of

VERSION = "row_version"


def row_of(form: BaseForm) -> models.Model | None:
    """The stored row that a form edits; None where it adds one, or is about something else."""
    row = getattr(form, "instance", None) if isinstance(form, BaseModelForm) else None
    return row if row is not None and row.pk else None


def carried_version(request: HttpRequest, row: models.Model | None, otherwise: str = "") -> str:
    """The version that the page is to carry: on a POST the one that was carried here, and the row is marked with it."""
    if request.method != "POST":
        return otherwise if row is None else version_of(row)
    version = request.POST.get(VERSION, "")
    if version and row is not None:
        edit_from(row, version)
    return version


def take_over_changes(form: BaseForm, changed: ChangedMeanwhileError) -> str:
    """What another wrote in fields that this person has not touched is put into the form; returns the new version.

    What the person has typed stays, so that saving once more stores it on top of the other's change, and only it. A
    form with fields that are no columns of the row has a `take_over` of its own for them.
    """
    stored = changed.row
    before: dict[str, Any] = {}
    for event in changed.events:
        for name, value in event.before.items():
            before.setdefault(name, value)
    if form.is_bound:
        data: Any = form.data.copy()  # type: ignore[attr-defined]
        if isinstance(form, BaseModelForm):
            _take_over_columns(form, data, stored, before)
        if hasattr(form, "take_over"):
            form.take_over(data, before)
        form.data = data
    return version_of(stored)


def _take_over_columns(
    form: BaseModelForm[Any], data: Any, stored: models.Model, before: dict[str, Any]
) -> None:
    for field in stored._meta.concrete_fields:
        name = field.name
        if name not in form.fields or field.attname not in before:
            continue
        if _plainly(field, getattr(form.instance, field.attname)) == str(before[field.attname]):
            _put(form, data, name, field.value_from_object(stored))


def _plainly(field: Any, value: object) -> str:
    return str(field.to_python(value) if value not in (None, "") else value)


def _put(form: BaseForm, data: Any, name: str, value: object) -> None:
    """Write a value into a form's data as the browser would send it."""
    field, key = form.fields[name], form.add_prefix(name)
    if isinstance(field.widget, forms.CheckboxInput):
        data.pop(key, None)
        if value:
            data[key] = "on"
        return
    written = field.widget.format_value(field.prepare_value(value))
    if isinstance(written, list | tuple):
        data.setlist(key, [str(each) for each in written])
    else:
        data[key] = "" if written is None else str(written)


def on_top() -> str:
    """What to do after somebody else was faster."""
    return _("What you wrote is kept below. Look at it, and save again if it is to hold.")
