"""The whole way for a file that nobody needs to look at on the way: commands, demonstrations, nightly exports."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.records.intake.actions.confirming import confirm_upload
from samdrift.records.intake.actions.introductions import answer_introductions
from samdrift.records.intake.actions.steps import work
from samdrift.records.intake.actions.uploads import (
    abandon_upload,
    add_upload,
    choose_columns,
    choose_rows,
    compare_upload,
    propose_new_products,
)
from samdrift.records.intake.models import About, Status, Upload
from samdrift.records.intake.queries.introductions import introduced_rows


def preview_register(
    *,
    by: Person,
    organisation: Organisation,
    file_name: str,
    content: bytes,
    new_products: bool = False,
    owners_from: dt.date | None = None,
    changes_from: dt.date | None = None,
    choices: Mapping[int, str] | None = None,
) -> Upload:
    """From bytes to preview with what is recognised and suggested; stands at ``unreadable`` if it can't be read.

    choices: what becomes of single rows, {number of the row: left_out, taken or joined}.
    Raises ValidationError where no column holds names; the file is then abandoned.
    """
    upload = add_upload(
        by=by,
        organisation=organisation,
        file_name=file_name,
        content=content,
        owners_from=owners_from,
        changes_from=changes_from,
    )
    upload = _run_to_end(upload)
    if upload.status == Status.UNREADABLE:
        return upload
    try:
        choose_columns(by=by, upload=upload, columns=upload.columns)
    except ValidationError:
        abandon_upload(by=by, upload=upload)
        raise
    upload = _run_to_end(upload)
    if new_products:
        propose_new_products(by=by, upload=upload)
    compare_upload(by=by, upload=upload)
    upload = _run_to_end(upload)
    if choices:
        choose_rows(by=by, upload=upload, choices=choices)
        upload = _run_to_end(upload)
    return upload


def import_register(
    *,
    by: Person,
    organisation: Organisation,
    file_name: str,
    content: bytes,
    only_sound: bool = False,
    new_products: bool = False,
    owners_from: dt.date | None = None,
    changes_from: dt.date | None = None,
    without_because: str = "",
) -> Upload:
    """From bytes to the register in one go; what could not be read is in the upload's findings.

    without_because: why what is introduced now is brought in without value assessment and training.
    """
    upload = preview_register(
        by=by,
        organisation=organisation,
        file_name=file_name,
        content=content,
        new_products=new_products,
        owners_from=owners_from,
        changes_from=changes_from,
    )
    if upload.status == Status.UNREADABLE:
        return upload
    asked = [one.row.number for one in introduced_rows(upload)]
    if asked and without_because:
        answer_introductions(by=by, upload=upload, rows=asked, because=without_because)
    return confirm_upload(by=by, upload=upload, only_sound=only_sound)


def preview_costs(
    *, by: Person, organisation: Organisation, file_name: str, content: bytes
) -> Upload:
    """A municipality's costs from bytes to preview; stands at ``unreadable`` if they can't be read.

    Raises ValidationError where year, kind, amount or what the costs are for has no column.
    """
    upload = _run_to_end(
        add_upload(
            by=by,
            organisation=organisation,
            file_name=file_name,
            content=content,
            about=About.COSTS,
        )
    )
    return _with_columns(by, upload)


def import_costs(
    *, by: Person, organisation: Organisation, file_name: str, content: bytes
) -> Upload:
    """A municipality's costs in one go; rows with faults stay with the upload, and its findings say why."""
    upload = preview_costs(by=by, organisation=organisation, file_name=file_name, content=content)
    return upload if upload.status == Status.UNREADABLE else confirm_upload(by=by, upload=upload)


def preview_employees(
    *,
    by: Person,
    organisation: Organisation,
    file_name: str,
    content: bytes,
    changes_from: dt.date | None = None,
    leavers_on: dt.date | None = None,
) -> Upload:
    """A list of employees from bytes to preview; stands at ``unreadable`` if it can't be read.

    Raises ValidationError where neither employee number nor e-mail has a column.
    """
    upload = _run_to_end(
        add_upload(
            by=by,
            organisation=organisation,
            file_name=file_name,
            content=content,
            about=About.EMPLOYEES,
            changes_from=changes_from,
            leavers_on=leavers_on,
        )
    )
    return _with_columns(by, upload)


def preview_list(
    *, by: Person, organisation: Organisation, file_name: str, content: bytes, about: About
) -> Upload:
    """A list with keys, as of agreements or units, from bytes to preview; ``unreadable`` if it can't be read.

    Raises ValidationError where neither key nor name has a column.
    """
    upload = _run_to_end(
        add_upload(
            by=by, organisation=organisation, file_name=file_name, content=content, about=about
        )
    )
    return _with_columns(by, upload)


def _with_columns(by: Person, upload: Upload) -> Upload:
    """Settle the columns as they were recognised and go on; abandoned where what is needed has none."""
    if upload.status == Status.UNREADABLE:
        return upload
    try:
        choose_columns(by=by, upload=upload, columns=upload.columns)
    except ValidationError:
        abandon_upload(by=by, upload=upload)
        raise
    return _run_to_end(upload)


def _run_to_end(upload: Upload) -> Upload:
    work(upload.pk)
    stored = Upload.objects.select_related("organisation").defer("content").get(pk=upload.pk)
    if stored.is_broken_off:
        raise ValidationError(
            _("Something went wrong, and nothing was written."), code="broken-off"
        )
    return stored
