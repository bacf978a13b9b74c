"""Where a number stands on an axis, and how parts are rounded so that they still add up."""

import math
from collections.abc import Sequence


def steps(largest: float, wanted: int = 4) -> list[float]:
    """Even numbers from nought to at most `largest`, about `wanted` of them, at 1, 2 or 5 times a power of ten.

    >>> steps(4200)
    [0, 1000, 2000, 3000, 4000]
    """
    if largest <= 0:
        return [0]
    rough = largest / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    size = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)
    size = int(size) if size >= 1 else size
    return [size * place for place in range(int(largest / size + 1e-9) + 1)]


def round_to_scale(value: int, scale: int) -> int:
    """`value` in units of `scale`, half away from zero."""
    units = (abs(value) * 2 + scale) // (scale * 2)
    return -units if value < 0 else units


def rounded_parts(parts: Sequence[int], scale: int) -> list[int]:
    """Parts in units of `scale`, rounded so that they add up to their rounded sum (largest remainder).

    >>> rounded_parts([333, 333, 334], 100)
    [3, 3, 4]
    """
    if scale == 1:
        return list(parts)
    floors = [part // scale for part in parts]
    missing = round_to_scale(sum(parts), scale) - sum(floors)
    by_remainder = sorted(range(len(parts)), key=lambda place: (-(parts[place] % scale), place))
    for place in by_remainder[:missing]:
        floors[place] += 1
    return floors
