"""Money is whole öre, everywhere: an `int` whose name ends in ``_ore``."""

import re
from decimal import Decimal

from samdrift.core.findings import Finding, InvalidInput, gettext_noop

_SPACES = re.compile(r"[\s\u00a0\u202f]")
_AMOUNT = re.compile(
    r"(?P<sign>[-−+]?)(?P<kronor>\d+)(?:[.,](?P<ore>\d{1,2}))?(?:kr|sek|:-)?", re.IGNORECASE
)


def parse_kronor(text: str, *, where: str = "") -> int:
    """Kronor as a person writes them → öre.

    Accepts spaces between thousands, comma or point before one or two decimals, a leading minus, a trailing ``kr``.
    More than two decimals is refused (an amount is never rounded in silence).
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
                    values={"value": text},
                    rule="not-an-amount",
                )
            ]
        )
    ore = int(match["kronor"]) * 100 + int((match["ore"] or "0").ljust(2, "0"))
    return -ore if match["sign"] in {"-", "−"} else ore


def format_kronor(amount_ore: int, *, thousands: str = "\u00a0", decimal: str = ",") -> str:
    """Öre → kronor with two decimals, as Swedish is written: ``1 234,50``.

    >>> format_kronor(-123450, thousands=" ")
    '-1 234,50'
    """
    kronor, ore = divmod(abs(amount_ore), 100)
    sign = "-" if amount_ore < 0 else ""
    return f"{sign}{kronor:,}".replace(",", thousands) + f"{decimal}{ore:02d}"


def plain_kronor(amount_ore: int) -> str:
    """Öre → kronor for machines: no thousands mark, a point, two decimals: ``-1234.50``."""
    return str(Decimal(amount_ore).scaleb(-2).quantize(Decimal("0.01")))
