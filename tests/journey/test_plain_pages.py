"""Pages are said to people: no codes, no values of the code, no English, one form for days and one for amounts."""

import re
from collections.abc import Iterator

import pytest
from django.utils import timezone

from samdrift.foundation.organisations.models import Organisation
from samdrift.journey import DAY
from tests.history_plainly import code_values
from tests.journey.reading import walk_pages

pytestmark = pytest.mark.reads_pages

WHO = ["forbund", "it.amal", "anstalld"]
MOST_OF_A_KIND = 1
#: Where a municipality's code is told as what it is, beside its name, or stands in the codes of a finance system.
WITH_CODES = ("/organisationer/", "/kostnader/konton/", "/kostnader/debitering/")
CODES_OF_BOOKING = (
    "/kostnader/konton/",
    "/kostnader/debitering/",
    "/kostnader/faktureringsuppgifter/",
    "/organisationer/",
)
#: English that is no Swedish too; the program's own words would be made of these.
ENGLISH = re.compile(
    r"\b(the|with|this|that|you|your|are|was|have|been|will|must|should|and|from|which|when|where|cost|costs|"
    r"agreement|municipality|decided|adopted|approved|pending|changed|added|removed|value|field|of|by)\b",
    re.IGNORECASE,
)
NAMES_IN_ENGLISH = re.compile(
    r"Statistics Sweden|Swedish Authority|[\w.-]+@[\w.-]+|https?://\S+|[\w-]+\.(csv|xlsx|json|pdf|si|xml|zip)"
)
LEFTOVERS = re.compile(
    r"\bNone\b|\bTrue\b|\bFalse\b|\bNaN\b|[{}]|%\(|&lt;|</|#\d+\b|\b[a-z]+_[a-z_]+\b"
)
WRITTEN_BY_SOMEBODY = "{kod}"  # what stands for another's code in a counterparty
OTHER_DAYS = re.compile(
    r"\b\d{1,2}\.? (januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december) \d{4}|"
    r"\b\d{1,2}/\d{1,2}[ -/]+\d{4}|\d{4}-\d\d-\d\dT|\b\d\d/\d\d/\d{4}"
)
LONG_NUMBER = re.compile(r"(?<![\w.,/-])\d{5,}(?![\w-])")
MACHINE_DAY = timezone.localdate()
NOTHING_OF_NOTHING = re.compile(r"\b0 av 0\b")
DECIMAL_POINT = re.compile(r"[−-]?\d+\.\d+( ?(kr|%|procent))?")


def complaints(address: str, words: str, codes: re.Pattern[str], values: set[str]) -> Iterator[str]:
    """Everything in a piece of text that is not said to people."""
    bare = NAMES_IN_ENGLISH.sub("", words.replace(WRITTEN_BY_SOMEBODY, ""))
    if codes.search(bare) and not address.startswith(WITH_CODES):
        yield "a municipality's code"
    if bare.strip() in values:
        yield "a value of the code"
    if LEFTOVERS.search(bare):
        yield "a leftover of the code"
    if ENGLISH.search(bare):
        yield "English"
    if OTHER_DAYS.search(bare):
        yield "a day in another form"
    if LONG_NUMBER.search(bare) and not address.startswith(CODES_OF_BOOKING):
        yield "a number without its spaces"
    if NOTHING_OF_NOTHING.search(bare):
        yield "a count of nothing"
    if DECIMAL_POINT.fullmatch(bare.strip()):
        yield "a number with a decimal point"
    if MACHINE_DAY != DAY and MACHINE_DAY.isoformat() in bare:
        yield "the day of the machine instead of the demonstration's"


@pytest.mark.usefixtures("walked")
@pytest.mark.parametrize("who", WHO)
def test_every_page_is_said_to_people(who: str) -> None:
    members = Organisation.objects.exclude(municipality_code=None)
    codes = re.compile(
        r"\b(" + "|".join(members.values_list("municipality_code", flat=True)) + r")\b"
    )
    values = code_values()
    found: dict[str, str] = {}
    pages = 0
    for address, page in walk_pages(who, many=MOST_OF_A_KIND):
        pages += 1
        for words in page.words:
            for wrong in complaints(address, words, codes, values):
                found.setdefault(f"{wrong}: {' '.join(words.split())[:120]}", address)
    assert pages > 30
    assert not found, "\n".join(f"{address} {wrong}" for wrong, address in found.items())
