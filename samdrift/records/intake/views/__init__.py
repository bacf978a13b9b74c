"""Pages of the room."""

from samdrift.records.intake.views.costs import cost_upload_new, upload_refused
from samdrift.records.intake.views.employees import employee_export, employee_upload_new
from samdrift.records.intake.views.keyed import list_export, list_upload_new
from samdrift.records.intake.views.lists import upload_findings, upload_list
from samdrift.records.intake.views.preview import upload_preview
from samdrift.records.intake.views.steps import (
    upload_abandon,
    upload_columns,
    upload_new,
    upload_new_products,
    upload_page,
    upload_products,
    upload_rows,
    upload_stop,
    upload_template,
)

__all__ = [
    "cost_upload_new",
    "employee_export",
    "employee_upload_new",
    "list_export",
    "list_upload_new",
    "upload_abandon",
    "upload_columns",
    "upload_findings",
    "upload_list",
    "upload_new",
    "upload_new_products",
    "upload_page",
    "upload_preview",
    "upload_products",
    "upload_refused",
    "upload_rows",
    "upload_stop",
    "upload_template",
]
