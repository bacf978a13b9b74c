"""What is odd about vouchers that could be read: each by itself, and beside the others in its file."""

from collections import Counter
from collections.abc import Iterator, Sequence

from samdrift.core.exports.sie.checking import ACCOUNT, place_of
from samdrift.core.exports.sie.values import Voucher, Year
from samdrift.core.findings import Finding, Severity, gettext_noop


def review_vouchers(
    vouchers: Sequence[tuple[int, Voucher]], years: Sequence[Year]
) -> Iterator[Finding]:
    """Warnings about (row of #VER, voucher): ``no-rows``, ``outside-the-years`` and ``number-twice``.

    A series may begin anew each financial year, so a number stands twice only within one.
    """
    seen: Counter[tuple[str, str, int | None]] = Counter()
    for row, voucher in vouchers:
        where = f"row {row}"
        year = next(
            (each.index for each in years if each.starts_on <= voucher.on <= each.ends_on), None
        )
        if not voucher.rows:
            what = gettext_noop("The voucher has no rows")
            yield Finding(where, what, Severity.WARNING, rule="no-rows")
        if years and year is None:
            what = gettext_noop("%(day)s is in none of the file's financial years")
            values: dict[str, object] = {"day": voucher.on}
            yield Finding(where, what, Severity.WARNING, values, "outside-the-years")
        if voucher.number:
            seen[voucher.series, voucher.number, year] += 1
            if seen[voucher.series, voucher.number, year] > 1:
                what = gettext_noop("The voucher %(voucher)s stands once more in the file")
                values = {"voucher": place_of(voucher)}
                yield Finding(where, what, Severity.WARNING, values, "number-twice")


def account_finding(account: str) -> Finding | None:
    """An error ``not-an-account`` about an account number that is empty or not written with digits alone."""
    if ACCOUNT.fullmatch(account):
        return None
    if not account.strip():
        return Finding("", gettext_noop("The account is missing"), rule="not-an-account")
    what = gettext_noop("«%(account)s» is not an account: an account is written with digits")
    return Finding("", what, values={"account": account}, rule="not-an-account")
