"""A report as an answer to a request."""

import re

from django.http import HttpResponse

from samdrift.foundation.ui.documents.printing import pdf_bytes
from samdrift.foundation.ui.documents.report import Report


def as_pdf(report: Report, name: str) -> HttpResponse:
    """The report as a file to keep; `name` is the file's name without ending."""
    response = HttpResponse(pdf_bytes(report), content_type="application/pdf")
    safe_name = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-") or "rapport"
    response["Content-Disposition"] = f'attachment; filename="{safe_name}.pdf"'
    return response
