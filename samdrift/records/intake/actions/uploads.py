"""A file given, its columns and products settled, stopped or abandoned. The work between is in `steps`."""

import datetime as dt
from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import record
from samdrift.foundation.audit.rules import change_rows, create_rows
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.dated import check_day
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.ui.listing.list_fields import KEY
from samdrift.records.intake.actions.lists import LISTS
from samdrift.records.intake.convert import memory_of
from samdrift.records.intake.convert.meanings import meanings_in_words
from samdrift.records.intake.models import (
    WORKING,
    About,
    Decision,
    Mapping,
    RowChoice,
    Status,
    Upload,
)
from samdrift.records.intake.queries.introductions import introduced_by_exception
from samdrift.records.register.models import Product


@verb
def add_upload(
    *,
    by: Person,
    organisation: Organisation,
    file_name: str,
    content: bytes,
    about: str = About.REGISTER,
    owners_from: dt.date | None = None,
    changes_from: dt.date | None = None,
    leavers_on: dt.date | None = None,
) -> Upload:
    """Take in a file of a register, costs, employees or a list with keys. Nothing changes before it is confirmed.

    `owners_from`: the day from which owners, deputies and system managers of new applications hold; None means each
    application's first day. `changes_from`: the day from which employees move, or from which others answer for a known
    application; None means today. `leavers_on`: the list is whole, and this is the last day of those whom it does not
    name.
    """
    require(by, Upload(about=about).permission, organisation)
    upload = Upload.objects.create(
        about=about,
        organisation=organisation,
        by=by,
        file_name=PurePath(file_name).name[-200:] or "register",
        content=content,
        owners_from=owners_from,
        changes_from=changes_from,
        leavers_on=leavers_on,
    )
    record(
        "intake.file_uploaded",
        upload,
        by=by,
        after={"file_name": upload.file_name},
        parent=organisation,
    )
    return upload


@verb
def choose_columns(*, by: Person, upload: Upload, columns: Mapped[str, str]) -> Upload:
    """Settle what the columns mean ({heading: field}, unsaid ones are kept word for word), and remember it."""
    stored = _waiting(by, upload, {Status.COLUMNS, Status.PRODUCTS, Status.PREVIEW})
    fields = [field for field in columns.values() if field]
    _require_columns(stored, fields)
    twice = sorted({field for field in fields if fields.count(field) > 1})
    if twice:
        raise ValidationError(
            _("Two columns can't mean the same thing."),
            code="field-twice",
            params={"fields": twice},
        )
    stored.columns = {heading: columns.get(heading, "") for heading in stored.header}
    Mapping.objects.update_or_create(
        organisation=stored.organisation,
        signature=stored.signature,
        defaults={"columns": stored.columns},
    )
    _begin(stored, Status.MATCHING if stored.is_register else Status.COMPARING)
    record("intake.columns_chosen", stored, by=by, after=meanings_in_words(stored))
    return stored


def _require_columns(upload: Upload, fields: Sequence[str]) -> None:
    """Without these no row says anything. Raises ValidationError."""
    if upload.is_employees:
        if not {"number", "email"} & set(fields):
            raise ValidationError(
                _("Say which column holds the employee number or the e-mail."),
                code="no-identity-column",
            )
        return
    if upload.is_keyed:
        if not {KEY, *LISTS[About(upload.about)].naming} & set(fields):
            raise ValidationError(
                _("Say which column holds the register keys or the names."), code="no-name-column"
            )
        return
    if upload.is_register:
        if "name" not in fields and "product" not in fields:
            raise ValidationError(
                _("Say which column holds the names of the systems."), code="no-name-column"
            )
        return
    if not {"what", "application", "initiative", "unit"} & set(fields):
        raise ValidationError(
            _("Say which column holds what the costs are for: application, initiative or unit."),
            code="no-subject-column",
        )
    if not {"year", "kind", "amount"} <= set(fields):
        raise ValidationError(
            _("Say which columns hold the year, the kind and the amount."), code="no-amount-column"
        )


@verb
def choose_products(
    *, by: Person, upload: Upload, choices: Mapped[int, tuple[str, int | None]]
) -> Upload:
    """Settle which product some names of the file are: {NameMatch's key: (decision, product's key)}."""
    stored = _waiting(by, upload, {Status.PRODUCTS, Status.PREVIEW})
    matches = {match.pk: match for match in stored.name_matches.filter(pk__in=list(choices))}
    products = Product.objects.in_bulk(
        [product for _kind, product in choices.values() if product is not None]
    )
    before, after = {}, {}
    for pk, (decision, product) in choices.items():
        match = matches.get(pk)
        if match is None or (decision == Decision.PRODUCT and product not in products):
            raise ValidationError(
                _("The choice is not one of those offered."), code="no-such-choice"
            )
        chosen = (
            products.get(product) if product is not None and decision == Decision.PRODUCT else None
        )
        if (match.decision, match.product_id) != (decision, chosen.pk if chosen else None):
            before[match.name] = match.decision
            after[match.name] = str(chosen) if chosen else decision
            match.decision, match.product = Decision(decision), chosen
    change_rows(matches.values(), ["decision", "product"], batch_size=300)
    if after:
        record("intake.products_chosen", stored, by=by, before=before, after=after)
    return stored


@verb
def propose_new_products(*, by: Person, upload: Upload) -> Upload:
    """Let every name without a suggestion become a new product, proposed to the catalogue."""
    stored = _waiting(by, upload, {Status.PRODUCTS, Status.PREVIEW})
    unmatched = stored.name_matches.filter(
        decision=Decision.NONE, candidates=[], is_remembered=False
    )
    count = unmatched.update(decision=Decision.NEW)
    record("intake.new_products_proposed", stored, by=by, after={"names": count})
    return stored


@verb
def choose_rows(*, by: Person, upload: Upload, choices: Mapped[int, str]) -> Upload:
    """Settle what becomes of single rows, {number of the row: left_out, taken or joined}, and compare anew.

    It is remembered for the next time the same row comes in a file of the same municipality.
    """
    stored = _waiting(by, upload, {Status.PREVIEW})
    rows = {row.number: row for row in stored.rows.filter(number__in=list(choices))}
    unknown = sorted(number for number in choices if number not in rows)
    is_joining = not stored.is_register and RowChoice.Choice.JOINED in choices.values()
    if unknown or stored.is_costs or is_joining:
        raise ValidationError(
            _("The file has no row %(number)s to choose about."),
            code="no-such-row",
            params={"number": ", ".join(map(str, unknown or choices))},
        )
    settled = [
        RowChoice(
            organisation=stored.organisation,
            row_key=memory_of(rows[number].key, rows[number].organisation_id),
            choice=RowChoice.Choice(choice),
        )
        for number, choice in choices.items()
    ]
    create_rows(
        settled,
        update_conflicts=True,
        unique_fields=["organisation", "row_key"],
        update_fields=["choice"],
        batch_size=500,
    )
    _begin(stored, Status.COMPARING)
    told = {
        rows[number].name: str(RowChoice.Choice(choice).label) for number, choice in choices.items()
    }
    record("intake.rows_chosen", stored, by=by, after=told)
    return stored


@verb
def compare_upload(*, by: Person, upload: Upload) -> Upload:
    """Go on to the preview: what would become of each row."""
    stored = _waiting(by, upload, {Status.PRODUCTS, Status.PREVIEW})
    _begin(stored, Status.COMPARING)
    record("intake.comparison_asked", stored, by=by)
    return stored


@verb
def approve_upload(
    *, by: Person, upload: Upload, only_sound: bool, changes_from: dt.date | None = None
) -> Upload:
    """Say that an upload is to be brought in; the writing itself, which can take its time, is `confirm_upload`.

    changes_from: the day from which those who answer for known applications change, where the file changes them.
    Raises ValidationError, code ``introductions-unanswered``, where a row that is introduced now has no answer.
    """
    stored = _waiting(by, upload, {Status.PREVIEW})
    introduced_by_exception(stored, only_sound=only_sound)
    stored.only_sound, stored.confirmed_by = only_sound, by
    if changes_from is not None:
        check_day("changes_from", changes_from)
        stored.changes_from = changes_from
    _begin(stored, Status.WRITING)
    record("intake.upload_approved", stored, by=by, after={"only_sound": only_sound})
    return stored


@verb
def stop_work(*, by: Person, upload: Upload) -> Upload:
    """Ask for the work that goes on to be stopped. Work whose worker is gone is stopped at once."""
    require(by, upload.permission, upload)
    stored = locked_upload(upload)
    if stored.is_silent:
        stored.status, stored.stop_asked = WORKING[stored.status], False
        stored.attempts += 1  # whoever is at it after all is not let in any more
        stored.save(update_fields=["status", "stop_asked", "attempts"])
        record("intake.stop_asked", stored, by=by)
    elif stored.status in WORKING:
        stored.stop_asked = True
        stored.save(update_fields=["stop_asked"])
        record("intake.stop_asked", stored, by=by)
    return stored


@verb
def abandon_upload(*, by: Person, upload: Upload) -> Upload:
    """Throw the file away with everything read from it; the register is as it was."""
    require(by, upload.permission, upload)
    stored = locked_upload(upload)
    if stored.status in {Status.DONE, Status.UNDONE}:
        raise ValidationError(_("The file has been brought in already."), code="done")
    stored.status, stored.stop_asked = Status.ABANDONED, stored.status in WORKING
    forget_contents(stored)
    stored.findings.all().delete()
    stored.save()
    record("intake.upload_abandoned", stored, by=by, parent=stored.organisation)
    return stored


def forget_contents(upload: Upload) -> None:
    """Let go of the bytes and of every row: what the file held lives on only in the register and its history.

    Rows of costs that were refused are kept, to be mended and brought in again, until the upload is abandoned.
    """
    upload.content, upload.guesses, upload.introductions = None, [], {}
    kept = upload.rows.none()
    if upload.is_costs and upload.status == Status.DONE:
        kept = upload.rows.filter(has_fault=True)
    else:
        upload.header = []
    upload.rows.exclude(pk__in=kept.values("pk")).delete()
    upload.name_matches.all().delete()


def locked_upload(upload: Upload) -> Upload:
    return (
        Upload.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .defer("content")
        .get(pk=upload.pk)
    )


def _waiting(by: Person, upload: Upload, statuses: set[Status]) -> Upload:
    """The upload, locked, if it waits for what is about to be done."""
    require(by, upload.permission, upload)
    stored = locked_upload(upload)
    if stored.status not in statuses:
        raise ValidationError(
            _("The file is not at that step any more. Open it again."), code="another-step"
        )
    return stored


def _begin(upload: Upload, status: Status) -> None:
    upload.status, upload.done, upload.total = status, 0, upload.row_count
    upload.stop_asked = upload.is_broken_off = False
    upload.beat_at, upload.attempts = timezone.now(), 0
    upload.save()
