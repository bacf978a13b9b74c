"""Largest remainder (Hamilton): exact shares of a total → whole units that sum to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm


@dataclass(frozen=True, slots=True)
class Rounded:
    """What one participant gets: exactly, rounded down, and whether one of the units left over came here."""

    exact_ore: Fraction
    floor_ore: int
    extra_ore: int

    @property
    def amount_ore(self) -> int:
        return self.floor_ore + self.extra_ore

    @property
    def remainder(self) -> Fraction:
        """What the floor cut off, in öre."""
        return self.exact_ore - self.floor_ore


def largest_remainder(
    total_ore: int, shares: Mapping[str, Fraction], *, unit_ore: int = 1
) -> dict[str, Rounded]:
    """Share `total_ore` in whole `unit_ore`, exactly.

    Everyone's exact share is cut down to whole units; the units left over go to the largest remainders, ties by
    code ascending. What of the total is less than a unit (only with `unit_ore` > 1) stays with the first such
    participant, so that the sum is exact. A negative total is the mirror image of the positive one.
    `shares` sum to 1 and none is negative; `unit_ore` is at least 1.
    """
    if total_ore < 0:
        mirrored = largest_remainder(-total_ore, shares, unit_ore=unit_ore)
        return {
            code: Rounded(-part.exact_ore, -part.floor_ore, -part.extra_ore)
            for code, part in mirrored.items()
        }
    codes = sorted(shares)
    whole = lcm(*(shares[code].denominator for code in codes))
    numbers = [
        total_ore * shares[code].numerator * (whole // shares[code].denominator) for code in codes
    ]
    cut = [divmod(number, whole * unit_ore) for number in numbers]
    left = total_ore - unit_ore * sum(floor for floor, _rest in cut)
    extra = [0] * len(codes)
    for place in sorted(range(len(codes)), key=lambda place: -cut[place][1]):
        if left <= 0:
            break
        extra[place] = min(unit_ore, left)
        left -= extra[place]
    return {
        code: Rounded(Fraction(number, whole), floor * unit_ore, more)
        for code, number, (floor, _rest), more in zip(codes, numbers, cut, extra, strict=True)
    }


def remainder_order(remainders: Mapping[str, Fraction]) -> tuple[str, ...]:
    """The line in which the units left over were given out: the largest remainder first, ties by code ascending.

    remainders: what rounding cut off by participant, in öre; of a credit all are negative and the size counts.
    """
    return tuple(sorted(remainders, key=lambda code: (-abs(remainders[code]), code)))


def apportion(total_ore: int, parts: Mapping[str, int]) -> dict[str, int]:
    """Divide an amount as its parts are to each other, to the öre: a share by type of cost, or by department.

    The same rule as `largest_remainder`, for parts of any sign: a credit among the parts stays a credit.
    Parts that sum to zero can only divide zero: everything is then 0 but the remainder, which the first code takes.
    """
    whole = sum(parts.values())
    codes = sorted(parts)
    if whole == 0:
        return {code: total_ore if code == codes[0] else 0 for code in codes}
    cut = {code: divmod(total_ore * parts[code], whole) for code in codes}
    left = total_ore - sum(floor for floor, _rest in cut.values())
    sign = 1 if whole > 0 else -1
    first = set(sorted(codes, key=lambda code: (-sign * cut[code][1], code))[:left])
    return {code: cut[code][0] + (code in first) for code in codes}


def instalments(total_ore: int, number: int) -> tuple[int, ...]:
    """An amount in equal parts, one a period, in whole öre; the öre left over come in the first periods.

    >>> instalments(1000, 3)
    (334, 333, 333)
    """
    size, left = divmod(abs(total_ore), number)
    if total_ore < 0:
        return (-size - 1,) * left + (-size,) * (number - left)
    return (size + 1,) * left + (size,) * (number - left)
