"""Cells that hold a number, an amount, or yes and no."""

import re
from decimal import Decimal, InvalidOperation

from samdrift.core.findings import Finding, InvalidInput, gettext_noop
from samdrift.core.money import parse_kronor
from samdrift.core.tables.date_style import HYPHENS
from samdrift.core.tables.dates import is_blank
from samdrift.core.tables.table import Cell, Place

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
_ABOUT = re.compile(
    r"^(?:ca\.?|cirka|c:a|omkring|ungefär|ungef\.?|runt|drygt|knappt|about|approx\.?|~|≈)\s*",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:st\.?|stycken|personer|pers\.?|användare|anv\.?|licenser|konton|users|brugere|brukere|medarbetare|elever|\+)$",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"-?\d{1,3}(?:[.,]\d{3})+")
_WITHOUT_VAT = re.compile(
    r"[ ,(]{0,4}(?:exkl?\.?(?:usive)?|ex\.?|utan|u\.?)\s*moms\)?", re.IGNORECASE
)
_WITH_VAT = re.compile(r"(?:inkl?\.?|inklusive|med)\s*moms", re.IGNORECASE)
_PER_YEAR = re.compile(r" ?(?:/|per|om|pr\.?) ?(?:år|year|annum|år\.)$", re.IGNORECASE)
_UNIT = re.compile(
    r"(?P<figure>[^a-zåäö]*\d) ?"
    r"(?P<unit>tkr|kkr|tsek|ksek|mkr|mnkr|msek|mn\s?kr|miljoner(?:\s?kr\w*)?|tusen(?:\s?kr\w*)?)",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"\((?P<figure>(?=[^()\d-]*+\d)[^()-]*+)\)(?P<unit>[^()]*)"
)  # as bookkeepers write it
_LEADING_UNIT = re.compile(r"^(?:kr|sek)\s*", re.IGNORECASE)
_BOTH_MARKS = re.compile(r"-?\d{1,3}(?:,\d{3})+\.\d{1,2}|-?\d{1,3}(?:\.\d{3})+,\d{1,2}")
_KRONOR = re.compile(r" ?(?:kronor|kr\.?|sek|:-)$", re.IGNORECASE)
_YES = frozenset(["ja", "j", "yes", "y", "x", "true", "sant", "1", "✓", "✔", "ok", "jo", "jepp"])
_NO = frozenset(["nej", "n", "no", "false", "falskt", "0", "nei", "nix", "inte"])


def read_integer(cell: Cell, place: Place) -> int | Finding | None:
    """A whole number that isn't negative: 45, 45.0, «1 200», «1.200», «ca 350 st». Rule: ``not-a-whole-number``."""
    if is_blank(cell):
        return None
    if isinstance(cell, int) and not isinstance(cell, bool) and cell >= 0:
        return cell
    if isinstance(cell, float) and cell.is_integer() and cell >= 0:
        return int(cell)
    if isinstance(cell, str):
        text = _SPACES.sub("", _COUNTED.sub("", _ABOUT.sub("", cell.strip())))
        if _THOUSANDS.fullmatch(text):
            text = re.sub("[.,]", "", text)
        text = re.sub(r"[.,]0+$", "", text)
        if re.fullmatch(r"[0-9]{1,15}", text):
            return int(text)
    return place.finding(
        "not-a-whole-number", gettext_noop("%(value)s is not a whole number"), str(cell)
    )


def read_decimal(cell: Cell, place: Place) -> Decimal | Finding | None:
    """A number with decimals that isn't negative: 12, 12.5, «12,5», «ca 1 200,25». Rule: ``not-a-number``."""
    if is_blank(cell):
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 <= cell < 1e12:
        return Decimal(str(cell))
    if isinstance(cell, str):
        text = _SPACES.sub("", _ABOUT.sub("", cell.strip())).replace(",", ".")
        if re.fullmatch(r"[0-9]{1,12}(?:\.[0-9]{1,6})?", text):
            return Decimal(text)
    return place.finding("not-a-number", gettext_noop("%(value)s is not a number"), str(cell))


def read_amount_ore(cell: Cell, place: Place, *, unit: int = 1) -> int | Finding | None:
    """An amount in kronor → öre: 1250000, «1 250 000 kr», «1 250 tkr», «1,25 mkr», «12 000:- exkl moms».

    A comma is the decimal mark, so «1,250 tkr» is 1 250 kronor. Without a unit, three figures after one mark could be
    thousands or decimals, and is refused. unit: kronor that 1 stands for where the cell itself does not say; a column
    headed «tkr» has 1000. Rules: ``not-an-amount``, ``ambiguous-amount``, ``amount-with-vat``.
    """
    if is_blank(cell):
        return None
    ore: int | Finding | None = None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        exact = Decimal(str(cell)) * unit * 100 if abs(cell) < 1e12 else None
        if exact is not None and abs(exact - round(exact)) < Decimal("0.01"):
            ore = round(exact)  # what a spreadsheet's binary fractions left over
    elif isinstance(cell, str):
        ore = _written_amount(cell, place, unit)
    if ore is None:
        what = gettext_noop("%(value)s is not an amount in kronor")
        return place.finding("not-an-amount", what, str(cell))
    return ore


def _written_amount(cell: str, place: Place, unit: int) -> int | Finding | None:
    if _WITH_VAT.search(cell):
        what = gettext_noop("%(value)s includes VAT; amounts are given without it")
        return place.finding("amount-with-vat", what, cell)
    text = " ".join(cell.split())
    text = _PER_YEAR.sub("", _WITHOUT_VAT.sub("", _ABOUT.sub("", text))).strip()
    text = _LEADING_UNIT.sub("", text).translate(HYPHENS)
    if in_brackets := _NEGATIVE.fullmatch(text):
        text = f"-{in_brackets['figure'].strip()}{in_brackets['unit']}"
    if match := _UNIT.fullmatch(text):
        return _scale_to_ore(match["figure"], 1000 if match["unit"][0] in "tTkK" else 1_000_000)
    if unit != 1 and not _KRONOR.search(text):
        return _scale_to_ore(text, unit)
    figure = _SPACES.sub("", _KRONOR.sub("", text)).removesuffix(",-").removesuffix(".-")
    if _THOUSANDS.fullmatch(figure) and len(re.findall("[.,]", figure)) == 1:
        what = gettext_noop("%(value)s may mean thousands or decimals; write it without the mark")
        return place.finding("ambiguous-amount", what, cell)
    try:
        return parse_kronor(_without_thousands(figure))
    except InvalidInput:
        return None


def _without_thousands(figure: str) -> str:
    """«1.250.000» → «1250000»; «1,250.50» and «1.250,50» → the last mark is the decimal one."""
    if _THOUSANDS.fullmatch(figure):
        return re.sub("[.,]", "", figure)
    if _BOTH_MARKS.fullmatch(figure):
        whole, decimals = re.split(r"[.,](?=\d{1,2}$)", figure)
        return re.sub("[.,]", "", whole) + "," + decimals
    return figure


def _scale_to_ore(figure: str, times: int) -> int | None:
    """«1 250,5» thousand → öre, None if it isn't whole öre."""
    plain = _SPACES.sub("", figure)
    if len(re.findall("[.,]", plain)) > 1:
        plain = re.sub("[.,]", "", plain) if _THOUSANDS.fullmatch(plain) else ""
    try:
        ore = Decimal(plain.replace(",", ".")) * times * 100
    except InvalidOperation:
        return None
    return int(ore) if ore.is_finite() and ore == ore.to_integral_value() else None


def read_yes_no(cell: Cell, place: Place) -> bool | Finding | None:
    """Yes or no: ja, nej, x, 1, 0, SANT, true … Rule: ``not-yes-or-no`` (also for «Delvis»)."""
    if isinstance(cell, bool):
        return cell
    word = str(cell).strip().casefold() if cell is not None else ""
    if word in _YES:
        return True
    if word in _NO:
        return False
    if is_blank(cell):
        return None
    return place.finding(
        "not-yes-or-no", gettext_noop("%(value)s is neither yes nor no"), str(cell)
    )
