"""What is attached in the demonstration: the text of one agreement, and what it costs in a file of its own."""

from django.core.files.base import ContentFile

from samdrift.foundation.files.actions import attach_file
from samdrift.foundation.files.models import SeenBy
from samdrift.foundation.ui.documents import DocumentFacts, Heading, Paragraph, Report, pdf_bytes
from samdrift.journey.organisations import Society
from samdrift.records.agreements.models import Agreement, AgreementKind


def attach_text(society: Society) -> None:
    """Åmål attaches the text and the prices of the agreement about the finance system."""
    agreement = Agreement.objects.filter(
        kind=AgreementKind.SUPPLIER,
        responsible=society.organisations["amal"],
        title__startswith="Ekonomisystem",
    )[0]
    by = society.it_manager("amal")
    attach_file(
        by=by,
        thing=agreement,
        file=ContentFile(_text_of(agreement), name="Avtal om ekonomisystem.pdf"),
        name="Avtalets text",
    )
    prices = "År;Pris i kronor\n" + "".join(
        f"{year};{(agreement.price_per_year_ore or 0) // 100}\n" for year in (2008, 2009, 2010)
    )
    attach_file(
        by=by,
        thing=agreement,
        file=ContentFile(prices.encode("utf-8-sig"), name="prisbilaga.csv"),
        name="Prisbilaga",
        seen_by=SeenBy.COSTS,
    )


def _text_of(agreement: Agreement) -> bytes:
    parties = ", ".join(str(each.organisation) for each in agreement.parties.all())
    return pdf_bytes(
        Report(
            title=agreement.title,
            lead="Exempel: påhittade villkor för demonstrationen.",
            facts=[("Parter", parties), ("Från", str(agreement.starts_on))],
            parts=[
                Heading("1. Vad avtalet gäller"),
                Paragraph("Leverantören upplåter systemet och lämnar stöd på vardagar 8–17."),
                Heading("2. Uppsägning"),
                DocumentFacts([("Uppsägningstid, månader", agreement.notice_months)]),
            ],
        )
    )
