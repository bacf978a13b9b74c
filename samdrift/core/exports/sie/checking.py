"""What has to hold before a file is written, all told at once."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from samdrift.core.exports.sie.characters import fit_to_cp437
from samdrift.core.exports.sie.values import SieFile, Voucher, VoucherRow
from samdrift.core.findings import Finding, Severity, gettext_noop
from samdrift.core.money import format_kronor

ACCOUNT = re.compile(r"[0-9]+")
ORGANISATION_NUMBER = re.compile(r"\d{6}-\d{4}")


def fit(file: SieFile) -> tuple[SieFile, tuple[Finding, ...]]:
    """The file with every text as it can be written, and what was changed for that.

    Notes ``character-replaced`` and errors ``character-refused``, each once a place.
    """
    findings: list[Finding] = []

    def words(text: str, where: str) -> str:
        made = fit_to_cp437(text)
        for character, instead in made.replaced:
            what = gettext_noop("«%(character)s» is written «%(instead)s», for CP437 lacks it")
            values = {"character": character, "instead": instead}
            findings.append(Finding(where, what, Severity.NOTE, values, "character-replaced"))
        for character in made.refused:
            what = gettext_noop(
                "The character %(character)s in «%(text)s» can't be written in CP437"
            )
            values = {"character": f"U+{ord(character):04X} {character!r}", "text": text}
            findings.append(Finding(where, what, Severity.ERROR, values, "character-refused"))
        return made.text

    changed = replace(
        file,
        program=words(file.program, "#PROGRAM"),
        version=words(file.version, "#PROGRAM"),
        company=words(file.company, "#FNAMN"),
        generated_by=words(file.generated_by, "#GEN"),
        organisation_number=words(file.organisation_number, "#ORGNR"),
        currency=words(file.currency, "#VALUTA"),
        dimensions=tuple((number, words(name, "#DIM")) for number, name in file.dimensions),
        objects=tuple(
            (number, words(code, "#OBJEKT"), words(name, "#OBJEKT"))
            for number, code, name in file.objects
        ),
        accounts=tuple(
            (words(number, "#KONTO"), words(name, "#KONTO")) for number, name in file.accounts
        ),
        vouchers=tuple(_fitted_voucher(each, words) for each in file.vouchers),
    )
    return changed, _once(findings)


def _once(findings: list[Finding]) -> tuple[Finding, ...]:
    found = {(each.where, each.rule, str(each)): each for each in findings}
    return tuple(found.values())


def _fitted_voucher(voucher: Voucher, words: Callable[[str, str], str]) -> Voucher:
    where = place_of(voucher)
    return replace(
        voucher,
        series=words(voucher.series, where),
        number=words(voucher.number, where),
        text=words(voucher.text, where),
        sign=words(voucher.sign, where),
        rows=tuple(_fitted_row(row, words, where) for row in voucher.rows),
    )


def _fitted_row(row: VoucherRow, words: Callable[[str, str], str], where: str) -> VoucherRow:
    return replace(
        row,
        account=words(row.account, where),
        objects=tuple((number, words(code, where)) for number, code in row.objects),
        text=words(row.text, where),
        quantity=words(row.quantity, where),
        sign=words(row.sign, where),
    )


def place_of(voucher: Voucher) -> str:
    """The voucher in the words of who reads the file."""
    return f"#VER {voucher.series} {voucher.number}".rstrip()


def check_sie(file: SieFile) -> tuple[Finding, ...]:
    """Everything that is wrong with a file, and notes on characters that will be replaced.

    Rules: ``character-refused``, ``character-replaced``, ``name-missing``, ``not-an-organisation-number``,
    ``no-vouchers``, ``no-rows``, ``not-an-account``, ``does-not-sum``, ``number-twice``, ``not-a-dimension``,
    ``outside-the-years``.
    """
    changed, findings = fit(file)
    return (*findings, *_of_head(changed), *_of_vouchers(changed))


def _of_head(file: SieFile) -> Iterator[Finding]:
    for where, text in (("#PROGRAM", file.program), ("#FNAMN", file.company)):
        if not text.strip():
            yield Finding(where, gettext_noop("The name is missing"), rule="name-missing")
    if file.organisation_number and not ORGANISATION_NUMBER.fullmatch(file.organisation_number):
        what = gettext_noop("«%(value)s» is not an organisation number as 212000-1470")
        values = {"value": file.organisation_number}
        yield Finding("#ORGNR", what, values=values, rule="not-an-organisation-number")
    for account, _name in file.accounts:
        if not ACCOUNT.fullmatch(account):
            yield _not_an_account("#KONTO", account)
    if not file.vouchers:
        yield Finding("", gettext_noop("There is no voucher to write"), rule="no-vouchers")
    twice = Counter((each.series, each.number) for each in file.vouchers if each.number)
    for (series, number), times in twice.items():
        if times > 1:
            what = gettext_noop("The number stands on %(times)s vouchers")
            yield Finding(
                f"#VER {series} {number}", what, values={"times": times}, rule="number-twice"
            )


def _of_vouchers(file: SieFile) -> Iterator[Finding]:
    for voucher in file.vouchers:
        where = place_of(voucher)
        if not voucher.rows:
            yield Finding(where, gettext_noop("The voucher has no rows"), rule="no-rows")
        if voucher.balance_ore:
            what = gettext_noop("The voucher sums to %(amount)s, not to 0.00")
            values = {"amount": format_kronor(voucher.balance_ore)}
            yield Finding(where, what, values=values, rule="does-not-sum")
        if file.years and not any(
            year.starts_on <= voucher.on <= year.ends_on for year in file.years
        ):
            what = gettext_noop("%(day)s is in none of the file's financial years")
            yield Finding(where, what, values={"day": voucher.on}, rule="outside-the-years")
        for row in voucher.rows:
            if not ACCOUNT.fullmatch(row.account):
                yield _not_an_account(where, row.account)
            if any(number < 1 or not code for number, code in row.objects):
                what = gettext_noop("A dimension is a number from 1, and an object has a code")
                yield Finding(where, what, rule="not-a-dimension")


def _not_an_account(where: str, account: str) -> Finding:
    what = gettext_noop("«%(account)s» is not an account: an account is written with digits")
    return Finding(where, what, values={"account": account}, rule="not-an-account")
