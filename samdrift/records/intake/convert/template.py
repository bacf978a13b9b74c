"""The empty file to fill in: recognised headings, and a sheet that explains them."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from samdrift.foundation.ui.export import csv_bytes
from samdrift.records.intake.convert.columns import COLUMNS, REGISTER, FileColumn

#: The empty register's columns. The headings are the first that each is recognised by.
TEMPLATE = tuple(column for column in COLUMNS if column.in_template)


def headings() -> list[str]:
    return [REGISTER.by_name[column.name].aliases[0] for column in TEMPLATE]


def explanations() -> list[tuple[str, str, str]]:
    """(heading, meaning, how to write it)."""
    return [
        (heading, str(column.label), _how(column))
        for heading, column in zip(headings(), TEMPLATE, strict=True)
    ]


def _how(column: FileColumn) -> str:
    if column.how:
        return str(column.how)
    if column.choices is not None:
        words = ", ".join(str(label) for label in column.choices.labels)
        return _("One of these: %(words)s.") % {"words": words}
    by_kind = {
        "number": _("A whole number."),
        "date": _("A date: 2009-12-31."),
        "people": _("E-mail addresses or names, with commas between."),
        "yes_no": _("Ja or Nej."),
    }
    return by_kind.get(column.kind) or _("Text.")


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
        register.set_column(0, len(TEMPLATE) - 1, 22)
        register.write_row(0, 0, headings(), bold)
        explained = book.add_worksheet(_("Explanation"))
        explained.set_column(0, 0, 34)
        explained.set_column(1, 2, 60)
        explained.write_row(0, 0, [_("Column"), _("Meaning"), _("How to write it")], bold)
        for number, line in enumerate(explanations(), start=1):
            explained.write_row(number, 0, line, wrapped)
        last = len(TEMPLATE) + 2
        explained.write_string(
            last, 0, _("Other columns are welcome: they are kept word for word."), wrapped
        )
    return file.getvalue()
