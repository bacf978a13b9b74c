"""Money is whole öre, everywhere: an `int` whose name ends in ``_ore``."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from samdrift.core.findings import Finding, InvalidInput, gettext_noop

ORE_A_KRONA = 100
ORE_A_THOUSAND_KRONOR = 1000 * ORE_A_KRONA

_SPACES = re.compile(r"[\s\u00a0\u202f]")
_AMOUNT = re.compile(
    r"(?P<sign>[-−+]?)(?P<kronor>[0-9]{1,15})(?:[.,](?P<ore>[0-9]{1,2}))?(?:kr|sek|:-)?",
    re.IGNORECASE,
)


def parse_kronor(text: str, *, where: str = "") -> int:
    """Kronor as a person writes them → öre.

    Accepts spaces between thousands, comma or point before one or two decimals, a leading minus, a trailing ``kr``.
    More than two decimals is refused (an amount is never rounded in silence), and so are more than 15 digits of kronor.
    Raises InvalidInput with the rule ``not-an-amount``.

    >>> parse_kronor("1 234,50 kr")
    123450
    """
    match = _AMOUNT.fullmatch(_SPACES.sub("", text))
    if match is None:
        raise InvalidInput(
            [
                Finding(
                    where,
                    gettext_noop("%(value)s is not an amount in kronor with at most two decimals"),
                    values={"value": text if len(text) <= 40 else f"{text[:40]}…"},
                    rule="not-an-amount",
                )
            ]
        )
    ore = int(match["kronor"]) * 100 + int((match["ore"] or "0").ljust(2, "0"))
    return -ore if match["sign"] in {"-", "−"} else ore


MINUS = (
    "\u2212"  # the one minus sign of every text; files for machines have the hyphen of their format
)


def format_number(number: float, *, thousands: str = "\u00a0", decimals: int = 2) -> str:
    """A number as Swedish is written: a real minus, spaces between thousands, a comma, at most `decimals` decimals.

    >>> format_number(-1234567, thousands=" ")
    '−1 234 567'
    """
    text = f"{abs(number):,}" if isinstance(number, int) else f"{abs(number):,.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    sign = MINUS if number < 0 and text.strip("0,.") else ""
    return sign + text.translate({ord(","): thousands, ord("."): ","})


def format_decimals(number: float, decimals: int, *, thousands: str = "\u00a0") -> str:
    """A number with just so many decimals: ``−0,50``."""
    text = f"{abs(number):,.{decimals}f}"
    sign = MINUS if number < 0 and text.strip("0,.") else ""
    return sign + text.translate({ord(","): thousands, ord("."): ","})


def format_kronor(
    amount_ore: int, *, thousands: str = "\u00a0", decimal: str = ",", minus: str = MINUS
) -> str:
    """Öre → kronor with two decimals, as Swedish is written: ``1 234,50``; `minus` as typed in a field.

    >>> format_kronor(-123450, thousands=" ")
    '−1 234,50'
    """
    kronor, ore = divmod(abs(amount_ore), 100)
    sign = minus if amount_ore < 0 else ""
    return f"{sign}{kronor:,}".replace(",", thousands) + f"{decimal}{ore:02d}"


def format_change(amount_ore: int) -> str:
    """A change in öre as kronor with its sign: ``+1 234,50``, ``−1 234,50``, ``0,00``."""
    return f"+{format_kronor(amount_ore)}" if amount_ore > 0 else format_kronor(amount_ore)


def whole_kronor_of(amount_ore: int) -> int:
    """Öre → whole kronor; half a krona rounds away from zero."""
    rounded = (abs(amount_ore) + 50) // 100
    return -rounded if amount_ore < 0 else rounded


FINE_BELOW_KRONOR = 10_000  # below it an estimate is told in hundreds, from it in thousands


def rounded_estimate(amount_ore: int) -> int:
    """An estimate in öre → the kronor that are told: to 1 000 from 10 000 kronor, to 100 below, half away from zero."""
    kronor = Decimal(abs(amount_ore)).scaleb(-2)
    step = 1_000 if kronor >= FINE_BELOW_KRONOR else 100
    rounded = int((kronor / step).to_integral_value(ROUND_HALF_UP)) * step
    return -rounded if amount_ore < 0 else rounded


def format_estimate(amount_ore: int, *, thousands: str = "\u00a0") -> str:
    """An estimate in öre as it is told: about, and no finer than it is known.

    >>> format_estimate(4235017, thousands=" ")
    '≈ 42 000'
    """
    return f"≈\u00a0{format_number(rounded_estimate(amount_ore), thousands=thousands)}".replace(
        "\u00a0", thousands
    )


def plain_kronor(amount_ore: int) -> str:
    """Öre → kronor for machines: no thousands mark, a point, two decimals: ``-1234.50``."""
    return str(Decimal(amount_ore).scaleb(-2).quantize(Decimal("0.01")))


def format_exactly(value: Fraction, places: int) -> str:
    """A fraction as a decimal number cut off towards zero, with an ellipsis where it goes on.

    >>> format_exactly(Fraction(200, 3), 2)
    '66,66…'
    """
    scaled = abs(value) * 10**places
    whole, part = divmod(scaled.numerator // scaled.denominator, 10**places)
    sign, more = (MINUS if value < 0 else ""), ("" if scaled.denominator == 1 else "…")
    return f"{sign}{whole:,}".replace(",", "\u00a0") + f",{part:0{places}d}{more}"
