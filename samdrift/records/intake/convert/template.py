"""The empty file to fill in: recognised headings, and a sheet that explains them."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from samdrift.core.tables import BY_NAME
from samdrift.foundation.ui.export import csv_bytes
from samdrift.records.intake.convert.words import FIELD_LABELS

# Field → what to write in it. The headings are the first that each field is recognised by.
COLUMNS = (
    "name",
    "organisation",
    "vendor",
    "area",
    "description",
    "owner",
    "operation_managers",
    "it_managers",
    "active_users",
    "operated",
    "lifecycle_phase",
    "criticality",
    "verdict_it",
    "verdict_operation",
    "start_year",
    "phase_out_year",
    "agreement",
    "agreement_start",
    "agreement_end",
    "notice_months",
    "operating_budget",
    "development_budget",
    "personal_data",
    "information_classification",
    "depends_on",
    "notes",
)


def headings() -> list[str]:
    return [BY_NAME[name].aliases[0] for name in COLUMNS]


def explanations() -> list[tuple[str, str, str]]:
    """(heading, meaning, how to write it)."""
    return [(BY_NAME[name].aliases[0], str(FIELD_LABELS[name]), _how(name)) for name in COLUMNS]


def _how(name: str) -> str:
    kinds = {
        "name": _("Text. The only column that must be filled in."),
        "organisation": _(
            "The path from the largest to the smallest: Municipality / Department / Unit."
        ),
        "agreement_end": _(
            "A date, or the words of one that runs until notice: Löpande - uppsägningstid 3 månader."
        ),
        "notice_months": _("Months, as a whole number."),
        "personal_data": _("Ja or Nej."),
        "information_classification": _(
            "Confidentiality, integrity, availability (and traceability) 0-4: 2-3-2."
        ),
        "operated": _("Internt or Externt."),
        "lifecycle_phase": _(
            "Under införande, Under aktiv vidareutveckling, Under förvaltning, Under avveckling or Avvecklat."
        ),
        "criticality": _(
            "Ej verksamhetskritiskt, Till betydande del ej verksamhetskritiskt, Till betydande del verksamhetskritiskt "
            "or Helt verksamhetskritiskt."
        ),
        "verdict_it": _("Vidmakthållande, Utveckling, Konsolidering, Avveckling or Vet ej."),
        "verdict_operation": _("Vidmakthållande, Utveckling, Konsolidering, Avveckling or Vet ej."),
        "depends_on": _("Names of other systems, with commas between."),
        "area": _("An area of the catalogue, such as ekonomi."),
    }
    by_kind = {
        "number": _("A whole number."),
        "amount": _("Kronor a year, without VAT."),
        "date": _("A date: 2009-12-31."),
        "year": _("A year: 2009."),
        "people": _("E-mail addresses or names, with commas between."),
    }
    return kinds.get(name) or by_kind.get(BY_NAME[name].kind) or _("Text.")


def template_csv() -> bytes:
    return csv_bytes(headings(), [])


def template_xlsx() -> bytes:
    """Two sheets: the empty register first, so that it is the one read back; then what its columns mean."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        register = book.add_worksheet(_("Register"))
        register.freeze_panes(1, 1)
        register.set_column(0, len(COLUMNS) - 1, 22)
        register.write_row(0, 0, headings(), bold)
        explained = book.add_worksheet(_("Explanation"))
        explained.set_column(0, 0, 34)
        explained.set_column(1, 2, 60)
        explained.write_row(0, 0, [_("Column"), _("Meaning"), _("How to write it")], bold)
        for number, line in enumerate(explanations(), start=1):
            explained.write_row(number, 0, line, wrapped)
        last = len(COLUMNS) + 2
        explained.write_string(
            last, 0, _("Other columns are welcome: they are kept word for word."), wrapped
        )
    return file.getvalue()
