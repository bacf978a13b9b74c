"""Reports on paper: what is said as values, drawn as PDF on A4. The same report always gives the same bytes.

    report = Report(title=_("Settlement 2009"), lead=…, facts=[(_("Year"), "2009")], digest=…,
                    parts=[Heading(_("Who pays whom")), DocumentTable(heads=…, rows=…, numeric_from=2, foot=…), chart])
    return as_pdf(report, "avrakning-2009")

A part may be a `StackedBars`, a `FlowChart` or a `Timeline`, the same values that the page's charts take. No numbers
stand in a picture alone: put the table beside it.
"""

from samdrift.foundation.ui.documents.answer import as_pdf
from samdrift.foundation.ui.documents.printing import pdf_bytes
from samdrift.foundation.ui.documents.report import (
    DocumentFacts,
    DocumentTable,
    Heading,
    NewPage,
    Paragraph,
    Part,
    Report,
)

__all__ = [
    "DocumentFacts",
    "DocumentTable",
    "Heading",
    "NewPage",
    "Paragraph",
    "Part",
    "Report",
    "as_pdf",
    "pdf_bytes",
]
