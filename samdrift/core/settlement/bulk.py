"""Many costs at once: the same largest remainder as `core.sharing`, over whole columns of numbers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_LARGEST = 2**62  # what an exact product may reach in 64 bits, with room for a sign


def charge_matrix(
    totals_ore: Sequence[int], weights: Sequence[Sequence[int]], periods: int
) -> NDArray[np.int64]:
    """Charges in öre: subject × participant × period.

    totals_ore: a year's total for each subject. weights: for each subject, whole weights by participant in order of
    code, at least one positive and none negative. Each subject's charges sum to its total; each participant's year
    is what `core.sharing.share` gives by the same weights, in instalments that differ by at most one öre.
    Where a product would not fit in 64 bits that subject is reckoned with Python's whole numbers instead.
    Raises ValueError on other shapes, on weights that are all zero or negative, and on periods below 1.
    """
    if periods < 1 or len(totals_ore) != len(weights):
        raise ValueError("one row of weights a subject, and at least one period")
    people = max((len(row) for row in weights), default=0)
    charges = np.zeros((len(totals_ore), people, periods), dtype=np.int64)
    for place, (total, row) in enumerate(zip(totals_ore, weights, strict=True)):
        if not row or min(row) < 0 or not any(row):
            raise ValueError(f"subject {place}: weights are not negative and not all zero")
        amounts = _shared(abs(total), row)
        size, left = np.divmod(amounts, periods)
        split = size[:, None] + (np.arange(periods)[None, :] < left[:, None])
        charges[place, : len(row)] = split if total >= 0 else -split
    return charges


def _shared(total_ore: int, row: Sequence[int]) -> NDArray[np.int64]:
    """A total that is not negative by whole weights: floors, and an öre more to the largest remainders."""
    whole = sum(row)
    if total_ore * max(row) < _LARGEST and whole < _LARGEST:
        floors, rests = np.divmod(np.asarray(row, dtype=np.int64) * total_ore, whole)
        left = total_ore - int(floors.sum())
        floors[np.argsort(-rests, kind="stable")[:left]] += 1
        return floors
    pairs = [divmod(total_ore * weight, whole) for weight in row]
    left = total_ore - sum(floor for floor, _rest in pairs)
    order = sorted(range(len(row)), key=lambda place: (-pairs[place][1], place))[:left]
    exact = [floor for floor, _rest in pairs]
    for place in order:
        exact[place] += 1
    return np.asarray(exact, dtype=np.int64)
