"""A total and a key → who pays what, with every step of the reckoning kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from samdrift.core.findings import Finding, InvalidInput, gettext_noop
from samdrift.core.sharing.keys import Key
from samdrift.core.sharing.rounding import largest_remainder


@dataclass(frozen=True, slots=True)
class ShareStep:
    """One participant's line of the reckoning. Money in öre; `share` is exact."""

    code: str
    weight: Fraction
    share: Fraction
    exact_ore: Fraction
    floor_ore: int
    extra_ore: int

    @property
    def amount_ore(self) -> int:
        return self.floor_ore + self.extra_ore

    @property
    def remainder_ore(self) -> Fraction:
        return self.exact_ore - self.floor_ore


@dataclass(frozen=True, slots=True)
class Shares:
    """The whole reckoning, in order of code; the amounts sum to the total, always."""

    total_ore: int
    key: str
    unit_ore: int
    steps: tuple[ShareStep, ...]

    @property
    def amounts_ore(self) -> Mapping[str, int]:
        return {step.code: step.amount_ore for step in self.steps}

    @property
    def below_unit_ore(self) -> int:
        """What of the total is less than a unit; it lies in the amount of the first in line for a unit more."""
        below = abs(self.total_ore) % self.unit_ore
        return -below if self.total_ore < 0 else below


def share(total_ore: int, key: Key, *, unit_ore: int = 1) -> Shares:
    """Share a total by a key, to the öre or to a larger unit.

    Properties, for every input: the amounts sum to the total; who weighs 0 pays 0; everyone is within one unit of the
    exact share; names don't matter but for ties; scaling all weights changes nothing.
    Raises InvalidInput with the rule ``bad-unit`` when `unit_ore` is not positive.
    """
    if unit_ore < 1:
        raise InvalidInput(
            [
                Finding(
                    "unit",
                    gettext_noop("%(value)s öre is not a unit to round to"),
                    values={"value": unit_ore},
                    rule="bad-unit",
                )
            ]
        )
    rounded = largest_remainder(total_ore, key.shares, unit_ore=unit_ore)
    steps = tuple(
        ShareStep(
            code,
            key.weights[code],
            key.shares[code],
            part.exact_ore,
            part.floor_ore,
            part.extra_ore,
        )
        for code, part in rounded.items()
    )
    return Shares(total_ore, key.name, unit_ore, steps)
