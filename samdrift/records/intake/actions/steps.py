"""The work between two questions: reading the file, matching products, comparing with the register, writing.

Each step thinks outside the database, tells how far it has come, and stores its result in one transaction.
"""

import datetime as dt
import hashlib
import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils import timezone
from django_tasks import task

from samdrift.core.findings import Finding as Found
from samdrift.core.findings import Severity, gettext_noop
from samdrift.core.tables import ColumnGuess, recognise, unpacked_size
from samdrift.core.tables.columns import PEOPLE
from samdrift.core.tables.fields import fold
from samdrift.foundation.audit.rules import create_rows
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.silent_work import (
    MOST_ATTEMPTS,
    queued_keys,
    signs_of_life,
)
from samdrift.records.intake.actions.confirming import confirm_upload
from samdrift.records.intake.actions.costs import compare_costs
from samdrift.records.intake.actions.employees import compare_employees
from samdrift.records.intake.actions.files import (
    content_of,
    rows_of,
    samples_of,
    table_of,
    vocabulary_of,
)
from samdrift.records.intake.actions.findings import about_plan, about_suppliers, store_findings
from samdrift.records.intake.actions.keyed import compare_list
from samdrift.records.intake.actions.lists import LISTS
from samdrift.records.intake.actions.own_export import columns_of_own_export, own_export
from samdrift.records.intake.actions.own_lists import about_own_list
from samdrift.records.intake.actions.plan import Planned, make_joint_plan
from samdrift.records.intake.actions.progress import StoppedError, hold, in_parts, report_progress
from samdrift.records.intake.convert import (
    READERS,
    FileRow,
    ReadingContext,
    RowAside,
    catalogue_of,
    name_key,
    read_rows,
    suggest_products,
)
from samdrift.records.intake.convert.keyed import own_columns
from samdrift.records.intake.models import (
    WORKING,
    About,
    Decision,
    Mapping,
    NameMatch,
    ProductChoice,
    Row,
    RowOutcome,
    Status,
    Upload,
)
from samdrift.records.register.models import Product, ProductStatus

log = logging.getLogger(__name__)
INLINE_ROWS = 2000  # more rows than this, or bytes than below, are worked on in the background
INLINE_BYTES = 500_000


def carry_on(upload: Upload) -> None:
    """Do the work that the upload's status asks for: at once for a small file, in the background for a large one."""
    stored = Upload.objects.defer("content").get(pk=upload.pk)
    if not stored.is_working:
        return
    if _is_small(stored):
        work(upload.pk)
    else:
        transaction.on_commit(lambda: work_in_background.enqueue(upload.pk))


def _is_small(upload: Upload) -> bool:
    """Small enough to be read while somebody waits: few rows, few bytes, and few of them once they are unpacked."""
    content = content_of(upload)
    return (
        upload.row_count <= INLINE_ROWS
        and len(content) <= INLINE_BYTES
        and unpacked_size(content) <= 10 * INLINE_BYTES
    )


@task
def work_in_background(upload_pk: int) -> None:
    """The same work, for the queue."""
    work(upload_pk)


def work(upload_pk: int) -> None:
    """Do one step. Stopped or broken off, the upload stands where it stood before it."""
    upload = (
        Upload.objects.select_related("organisation", "confirmed_by").filter(pk=upload_pk).first()
    )
    if upload is None or not upload.is_working:
        return
    begun = Status(upload.status)
    mine = Upload.objects.filter(pk=upload.pk, status=begun, attempts=upload.attempts)
    mine.update(beat_at=timezone.now())
    try:
        with signs_of_life(lambda: mine.update(beat_at=timezone.now())):
            STEPS[begun](upload)
    except StoppedError:
        _stand_back(upload, begun)
    except (
        OperationalError
    ):  # another writes for long, or the database is gone for a moment: no fault of the file's
        log.warning("upload %s: the database did not answer; it is taken up again", upload_pk)
    except Exception:
        log.exception("upload %s: %s broken off", upload_pk, begun)
        _stand_back(upload, begun, is_broken_off=True)


def _stand_back(upload: Upload, begun: Status, *, is_broken_off: bool = False) -> None:
    back = Status.UNREADABLE if begun == Status.READING and is_broken_off else WORKING[begun]
    changes: dict[str, Any] = {"status": back, "is_broken_off": is_broken_off, "stop_asked": False}
    if back in {Status.ABANDONED, Status.UNREADABLE}:
        changes["content"] = None
    mine = Upload.objects.filter(pk=upload.pk, status=begun, attempts=upload.attempts)
    mine.update(**changes)


def take_up_uploads(silent_since: dt.datetime) -> int:
    """Files whose worker is gone go back in the queue; one that has ended three workers stands where it stood."""
    silent = Upload.objects.filter(status__in=WORKING, beat_at__lt=silent_since)
    number = 0
    for pk in silent.exclude(pk__in=queued_keys(work_in_background)).values_list("pk", flat=True):
        with transaction.atomic():
            held = Upload.objects.select_for_update(skip_locked=True, of=("self",)).defer("content")
            upload = held.filter(pk=pk, status__in=WORKING, beat_at__lt=silent_since).first()
            if upload is None:
                continue
            number += 1
            if upload.attempts + 1 >= MOST_ATTEMPTS:
                _stand_back(upload, Status(upload.status), is_broken_off=True)
                continue
            upload.attempts, upload.beat_at = upload.attempts + 1, timezone.now()
            upload.save(update_fields=["attempts", "beat_at"])
            transaction.on_commit(partial(work_in_background.enqueue, pk))
    return number


def _read(upload: Upload) -> None:
    """Recognise the columns, or take back those settled for a file with the same headings."""
    table = table_of(upload)
    report_progress(upload, len(table.rows), len(table.rows))
    guesses = recognise(table, vocabulary_of(upload)) if table.is_readable else ()
    own = about_own_list(upload, table)
    signature = _signature(upload, table.header)
    remembered = Mapping.objects.filter(
        organisation=upload.organisation, signature=signature
    ).first()
    known = READERS if upload.is_register else vocabulary_of(upload).by_name
    guessed: dict[str, str | None] = {
        guess.column: guess.field if guess.field in known else "" for guess in guesses
    }
    if upload.is_keyed:
        guessed |= own_columns(table, LISTS[About(upload.about)].by_name) or {}
    if upload.is_register:
        guessed |= columns_of_own_export(table)
    with transaction.atomic():
        hold(upload)
        upload.header, upload.row_count = list(table.header), len(table.rows)
        upload.guesses = [
            [guess.column, guess.field, guess.score, guess.reason] for guess in guesses
        ]
        upload.columns = remembered.columns if remembered else guessed
        upload.described = {
            "signature": signature,
            "is_remembered": remembered is not None,
            "format": table.format,
            "encoding": table.encoding,
            "sheet": table.sheet if len(table.sheets) > 1 else "",
            "samples": samples_of(table),
        }
        is_readable = table.is_readable and bool(table.rows) and not _has_errors(own)
        upload.status = Status.COLUMNS if is_readable else Status.UNREADABLE
        if upload.status == Status.UNREADABLE:
            upload.content = None
        upload.save()
        store_findings(upload, Status.READING, [*own, *table.findings, *_of_people(guesses)])


def _has_errors(findings: Iterable[Found]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _of_people(guesses: Iterable[ColumnGuess]) -> list[Found]:
    """One finding for each column that a heading may call names while its cells are people."""
    what = gettext_noop("The column seems to hold people, not systems")
    return [
        Found(guess.column, what, Severity.WARNING, {"column": guess.column}, "column-of-people")
        for guess in guesses
        if guess.reason == PEOPLE
    ]


def _signature(upload: Upload, header: Iterable[str]) -> str:
    """The same for files of one kind with the same headings, in whatever order."""
    told = [*sorted(map(fold, header)), *([] if upload.is_register else [upload.about])]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _match(upload: Upload) -> None:
    """Each distinct name once: what was settled for it before, else what the catalogue suggests."""
    table = table_of(upload)
    counted: dict[str, NameMatch] = {}
    naming = {
        heading: name
        for heading, name in upload.columns.items()
        if name in {"name", "product", "vendor"}
    }
    around = ReadingContext(today(), frozenset(), own_export=own_export(upload, table))
    for row in read_rows(table, naming, around).rows:
        if row.application is not None:
            continue
        key = name_key(row.product_name)
        if key in counted:
            counted[key].row_count += 1
        else:
            counted[key] = NameMatch(upload=upload, name=row.product_name, vendor=row.vendor)
    products = (
        Product.objects.exclude(status=ProductStatus.MERGED)
        .select_related("area", "supplier")
        .prefetch_related("aliases")
    )
    catalogue = catalogue_of(products)
    remembered = {
        choice.name_key: choice
        for choice in ProductChoice.objects.filter(organisation=upload.organisation)
    }
    for part in in_parts(upload, list(counted.items())):
        suggestions = suggest_products(
            [(match.name, match.vendor) for _key, match in part], catalogue
        )
        for (key, match), suggestion in zip(part, suggestions, strict=True):
            match.product_id, match.score, match.reason = (
                suggestion.product,
                suggestion.score,
                suggestion.reason,
            )
            match.candidates = [list(pair) for pair in suggestion.candidates]
            match.decision = Decision.PRODUCT if suggestion.product is not None else Decision.NONE
            _recall(match, remembered.get(key))
    with transaction.atomic():
        hold(upload)
        upload.name_matches.all().delete()
        create_rows(counted.values(), batch_size=500)
        Upload.objects.filter(pk=upload.pk).update(status=Status.PRODUCTS)


def _recall(match: NameMatch, choice: ProductChoice | None) -> None:
    if choice is not None:
        match.product_id, match.is_remembered = choice.product_id, True
        match.decision = Decision.PRODUCT if choice.product_id is not None else Decision.NONE


def _compare(upload: Upload) -> None:
    """Read every row, find its application, and store what would become of it."""
    if upload.about in COMPARING:
        COMPARING[About(upload.about)](upload)
        return
    read = rows_of(upload, table_of(upload))
    report_progress(upload, 0, len(read.rows))
    with_products(upload, read.rows)
    plan = make_joint_plan(upload.organisation, read.rows)
    report_progress(upload, len(read.rows) // 2, len(read.rows))
    rows = [_planned_row(upload, one, has_fault=one.row.number in read.faulty) for one in plan.rows]
    asides = [_aside_row(upload, one) for one in read.asides]
    with transaction.atomic():
        hold(upload)
        upload.rows.all().delete()
        create_rows([*rows, *asides], batch_size=500)
        store_findings(
            upload,
            Status.COMPARING,
            [*read.findings, *about_suppliers(read.rows), *about_plan(plan)],
        )
        upload.plan_digest, upload.status = plan.digest(), Status.PREVIEW
        outcomes = [row.outcome for row in rows]
        upload.created, upload.changed = (
            outcomes.count(RowOutcome.CREATED),
            outcomes.count(RowOutcome.CHANGED),
        )
        upload.unchanged = outcomes.count(RowOutcome.UNCHANGED)
        upload.left_out = read.nameless + len(asides)
        upload.save()


def _planned_row(upload: Upload, one: Planned, *, has_fault: bool) -> Row:
    return Row(
        upload=upload,
        number=one.row.number,
        name=one.row.name,
        outcome=one.outcome,
        has_fault=has_fault,
        organisation_id=one.row.organisation,
        application_id=one.application_id,
        key=[*one.row.key, one.row.product_name, one.row.vendor],
        values=one.row.values,
        changes=[list(change) for change in one.changes]
        if one.outcome == RowOutcome.CHANGED
        else [],
    )


def _aside_row(upload: Upload, one: RowAside) -> Row:
    return Row(
        upload=upload,
        number=one.number,
        name=one.name,
        outcome=one.why,
        organisation_id=one.organisation,
        key=list(one.key),
        values={"cells": one.cells, "reason": one.reason},
    )


def with_products(upload: Upload, rows: Iterable[FileRow]) -> None:
    """Add the settled product to each row's values."""
    settled: dict[str, dict[str, Any]] = {}
    for match in upload.name_matches.select_related("product"):
        if match.decision == Decision.PRODUCT and match.product is not None:
            settled[name_key(match.name)] = {"id": match.product_id, "name": match.product.name}
        elif match.decision == Decision.NEW:
            settled[name_key(match.name)] = {
                "id": None,
                "name": match.name[:120],
                "vendor": match.vendor,
            }
    for row in rows:
        product = settled.get(name_key(row.product_name))
        if product is not None and row.application is None:
            row.values["product"] = product


def _write(upload: Upload) -> None:
    """Bring it in; if the register has changed since the preview, compare again instead."""
    report_progress(upload, 0, upload.row_count)
    assert upload.confirmed_by is not None
    try:
        confirm_upload(by=upload.confirmed_by, upload=upload, only_sound=upload.only_sound)
    except ValidationError as refused:
        if refused.code != "register-changed":
            raise
        upload.described["is_renewed"] = True
        _compare(upload)


#: How what is no register is compared with what is held.
COMPARING: dict[About, Callable[[Upload], None]] = {
    About.COSTS: compare_costs,
    About.EMPLOYEES: compare_employees,
    **dict.fromkeys(LISTS, compare_list),
}
STEPS: dict[Status, Callable[[Upload], None]] = {
    Status.READING: _read,
    Status.MATCHING: _match,
    Status.COMPARING: _compare,
    Status.WRITING: _write,
}
