"""Several installations that one municipality has in one area are planned beside each other, in lanes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samdrift.core.planning.derive.values import Installed


@dataclass(frozen=True, slots=True)
class Lanes:
    """areas: by lane, at most one installation for each municipality. names: the area that each lane is of."""

    areas: Mapping[str, Sequence[Installed]]
    names: Mapping[str, str]


def in_lanes(areas: Mapping[str, Sequence[Installed]]) -> Lanes:
    """Each area's installations in lanes: the first holds what the municipalities have most in common.

    A municipality's installation with the product that most of the others have lies in the first lane, the dearest
    where that is equal. Its others lie beside installations of the same product, else in lanes of their own.
    """
    laid: dict[str, list[Installed]] = {}
    names: dict[str, str] = {}
    for name in sorted(areas):
        for number, rows in enumerate(_lanes(areas[name])):
            lane = name if number == 0 else f"{name} ({number + 1})"
            laid[lane], names[lane] = sorted(rows, key=lambda row: row.municipality), name
    return Lanes(laid, names)


def _lanes(rows: Sequence[Installed]) -> list[list[Installed]]:
    users: dict[str, set[str]] = defaultdict(set)
    own: dict[str, list[Installed]] = defaultdict(list)
    for row in rows:
        users[row.product].add(row.municipality)
        own[row.municipality].append(row)
    for each in own.values():
        each.sort(key=lambda row: (-len(users[row.product]), -row.annual, row.installation))
    lanes = [[each[0] for _code, each in sorted(own.items())]]
    rest = [row for _code, each in sorted(own.items()) for row in each[1:]]
    for row in sorted(rest, key=lambda row: (-row.annual, row.installation, row.municipality)):
        _home(row, lanes).append(row)
    return lanes


def _home(row: Installed, lanes: list[list[Installed]]) -> list[Installed]:
    """The first lane with the same product and without the municipality; a new one where there is none."""
    for lane in lanes:
        if any(each.product == row.product for each in lane) and all(
            each.municipality != row.municipality for each in lane
        ):
            return lane
    lanes.append([])
    return lanes[-1]
