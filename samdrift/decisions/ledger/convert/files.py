"""What is frozen in exports → files: SIE, invoices, booking orders, paper; one by one or together."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from samdrift.core.exports.booking import booking_rows
from samdrift.core.exports.sie import SieFile, read_sie
from samdrift.core.frozen import document_in
from samdrift.decisions.ledger.models import Export, ExportKind
from samdrift.decisions.settlement.models import Settlement
from samdrift.decisions.settlement.present.report import settlement_report
from samdrift.foundation.organisations.models import Organisation
from samdrift.foundation.ui.documents import pdf_bytes
from samdrift.foundation.ui.export import csv_bytes, xlsx_bytes

#: The same files always give the same archive: every file in it is from this day.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def sie_content(export: Export) -> bytes:
    """The SIE file, byte for byte as it was first written."""
    return export.content.encode("cp437")


def vouchers_in(export: Export) -> SieFile:
    """The vouchers of an export as values."""
    file = read_sie(sie_content(export), encoding="cp437").file
    assert file is not None
    return file


def invoices_in(export: Export) -> dict[str, bytes]:
    """The invoices' XML by number."""
    return {name: text.encode() for name, text in document_in(export.content)["invoices"].items()}


def booking_table(export: Export) -> tuple[list[str], list[list[Any]]]:
    """(heads, rows) of the booking order, in Swedish; amounts in kronor."""
    with override("sv"):
        heads = [
            _("Voucher"),
            _("Date"),
            _("Account"),
            _("Responsibility"),
            _("Activity"),
            _("Counterparty"),
            _("Project"),
            _("Debit"),
            _("Credit"),
            _("Text"),
        ]
    rows = [
        [
            row.voucher,
            row.on,
            row.account,
            row.cost_centre,
            row.activity,
            row.counterparty,
            row.project,
            _kronor(row.debit_ore),
            _kronor(row.credit_ore),
            row.text,
        ]
        for row in booking_rows(vouchers_in(export).vouchers)
    ]
    return heads, rows


def _kronor(amount_ore: int) -> Decimal | None:
    return Decimal(amount_ore).scaleb(-2) if amount_ore else None


def booking_csv(export: Export) -> bytes:
    """The booking order as CSV, semicolons and decimal comma."""
    return csv_bytes(*booking_table(export))


def booking_xlsx(export: Export) -> bytes:
    """The booking order as Excel, dated the day it was written."""
    heads, rows = booking_table(export)
    return xlsx_bytes(heads, rows, sheet="Bokföringsorder", made_on=export.made_on)


def files_of(exports: Iterable[Export]) -> dict[str, bytes]:
    """Every file of some exports by name, in folders by municipality."""
    found: dict[str, bytes] = {}
    for export in exports:
        folder = f"{export.organisation.code}-{ascii_name(str(export.organisation))}"
        if export.kind == ExportKind.VOUCHERS:
            found[f"{folder}/verifikationer.si"] = sie_content(export)
            found[f"{folder}/bokforingsorder.csv"] = booking_csv(export)
            found[f"{folder}/bokforingsorder.xlsx"] = booking_xlsx(export)
        else:
            for name, content in invoices_in(export).items():
                found[f"{folder}/faktura-{name}.xml"] = content
    return found


def papers_of(
    settlement: Settlement, organisations: Sequence[Organisation], *, whole: bool
) -> dict[str, bytes]:
    """The settlement's paper for each municipality, and the whole where that is wanted."""
    found = {"avrakning.pdf": pdf_bytes(settlement_report(settlement))} if whole else {}
    for each in organisations:
        folder = f"{each.code}-{ascii_name(str(each))}"
        found[f"{folder}/avrakning.pdf"] = pdf_bytes(settlement_report(settlement, each))
    return found


def zip_files(files: Mapping[str, bytes]) -> bytes:
    """The files in one archive, in order of name; the same files give the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(_entry(name), files[name])
    return written.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    return entry


def ascii_name(name: str) -> str:
    """A name for files and folders: small letters, digits and hyphens.

    >>> ascii_name("Dals-Ed & Åmål")
    'dals-ed-amal'
    """
    plain = name.lower().translate(str.maketrans("åäöéü", "aaoeu"))
    kept = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in plain)
    return "-".join(kept.split()) or "namnlos"
