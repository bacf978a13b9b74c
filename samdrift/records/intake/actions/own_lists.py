"""Files that the product itself once exported: which list each is, and whether that list is read back."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.urls import get_resolver
from django.utils import translation

from samdrift.core.findings import Finding, Severity, gettext_noop
from samdrift.core.tables import Table
from samdrift.core.tables.fields import fold
from samdrift.foundation.ui.listing import DECLARED, Listing
from samdrift.records.intake.models import Upload
from samdrift.records.register.listing import APPLICATIONS
from samdrift.records.spending.listing import COST_LINES

FEWEST_COLUMNS = 4  # of a list whose columns somebody has chosen; fewer could be anybody's headings
ELSEWHERE = gettext_noop(
    "The file is the list «%(list)s», which the product exported itself, and that list is not read in. What is read in "
    "is the list of applications, as a register, the list of cost lines, as costs, and the lists of agreements, "
    "participations, organisations and units, each under its own heading. Nothing has been changed."
)
LIKE = gettext_noop(
    "The columns are those of the product's own list «%(list)s», which is not read in. Go on only if the file is a "
    "list of systems."
)


def about_own_list(upload: Upload, table: Table) -> list[Finding]:
    """A finding where a file is an export of a list that is not read back: a fault, or a warning if it is not sure."""
    if upload.is_employees or upload.is_keyed:
        return []
    headings = [fold(heading) for heading in table.header if fold(heading)]
    mine = COST_LINES if upload.is_costs else APPLICATIONS
    found = list(_lists_with(headings))
    if not found or any(listing.name == mine.name for listing, _whole in found):
        return []
    listing, whole = max(found, key=lambda pair: pair[1])
    values = {"list": listing.name}
    if whole:
        return [Finding("", ELSEWHERE, Severity.ERROR, values, "own-list-not-read")]
    return [Finding("", LIKE, Severity.WARNING, values, "like-own-list")]


def _lists_with(headings: Sequence[str]) -> Iterator[tuple[Listing, bool]]:
    """Lists whose columns the headings are, in the list's own order; and whether all its usual ones are there."""
    _ = get_resolver().url_patterns  # every list is declared where its page is
    for listing in list(DECLARED.values()):
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                every = [fold(str(column.label)) for column in listing.columns]
            usual = {
                label
                for label, column in zip(every, listing.columns, strict=True)
                if column.visible and label
            }
            whole = usual <= set(headings) and len(usual) >= FEWEST_COLUMNS - 1
            if set(headings) <= set(every) and (whole or len(headings) >= FEWEST_COLUMNS):
                yield listing, whole
                break
