"""Which installations belong together: of one product, in one area, or shared already. Chosen for all at once."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samdrift.core.opportunities.facts import Shape
from samdrift.core.opportunities.flags import UNKNOWN, FactColumns

Places = NDArray[np.int64]  # positions in the sequence of facts


@dataclass(frozen=True, slots=True)
class Group:
    """Installations that could be brought together, in the facts' order."""

    shape: Shape
    places: Places


def groups(columns: FactColumns) -> Iterator[Group]:
    """Every group that serves different municipalities and that something calls for.

    An area counts when its products differ, a product when it has several installations (whatever area each of them
    was put in), a shared installation when a trigger of its own is set off.
    """
    areas = _split(columns.area, np.flatnonzero(columns.area != UNKNOWN))
    for places in areas.where(areas.differ(columns.product) & areas.differ(columns.party)):
        yield Group(Shape.SAME_AREA, places)
    products = _split(columns.product, np.arange(len(columns.product)))
    for places in products.where(products.differ(columns.party)):
        yield Group(Shape.SAME_PRODUCT, places)
    for place in np.flatnonzero(columns.is_shared & columns.own_trigger):
        yield Group(Shape.JOINT_ALREADY, np.array([place]))


@dataclass(frozen=True, slots=True)
class _Parts:
    """Places laid side by side, part after part; each part begins at its start."""

    places: Places
    starts: Places

    def differ(self, values: NDArray[np.int64]) -> NDArray[np.bool_]:
        """For each part: do the values in it differ?"""
        laid = values[self.places]
        if not len(laid):
            return np.zeros(0, dtype=bool)
        lowest = np.minimum.reduceat(laid, self.starts)
        unequal: NDArray[np.bool_] = lowest != np.maximum.reduceat(laid, self.starts)
        return unequal

    def where(self, chosen: NDArray[np.bool_]) -> Iterator[Places]:
        """The parts that are chosen, in order."""
        ends = np.append(self.starts[1:], len(self.places))
        for start, end in zip(self.starts[chosen].tolist(), ends[chosen].tolist(), strict=True):
            yield self.places[start:end]


def _split(keys: NDArray[np.int64], places: Places) -> _Parts:
    """Places by equal key, in order of key and then of place."""
    ordered = places[np.argsort(keys[places], kind="stable")]
    changes = np.flatnonzero(np.diff(keys[ordered])) + 1
    return _Parts(ordered, np.append(0, changes) if len(ordered) else changes)
