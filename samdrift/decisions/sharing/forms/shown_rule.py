"""A rule that holds → what the form to change it shows."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from samdrift.core.sharing import KeyRule, population_day
from samdrift.decisions.sharing.forms.keys import SIMPLE
from samdrift.decisions.sharing.models import KeyKind, SharingRule


def shown_rule(rule: SharingRule, names: Mapping[str, str]) -> dict[str, Any]:
    """Initial values: the key with its parameters, agreement, VAT and origin; the days are new."""
    said = {"vat": rule.vat, "agreement": rule.agreement_id, "origin": rule.origin}
    return typed_key(rule.rule, names) | said


def typed_key(key: KeyRule, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A key with its parameters as `KeyForm` shows them; participants by name where names are given."""
    measured = next((each for each in [key, *_inner(key)] if each.weights), key)
    day = population_day(key)
    return {
        "key": key.kind,
        "population_day": f"{day[0]:02}-{day[1]:02}" if day else "",
        "weights": _lines(measured, names or {}),
        "quantity": measured.quantity,
        "measured_from": measured.measured_from,
        "measured_to": measured.measured_to,
        "price_ore": key.price_ore if key.kind == KeyKind.TARIFF else None,
        "rest": _rest(key),
        "base_percent": _base(key),
        "parts": "" if _base(key) is not None else _parts(key),
    }


def _inner(key: KeyRule) -> list[KeyRule]:
    return [part for _share, part in key.parts]


def _lines(key: KeyRule, names: Mapping[str, str]) -> str:
    """A line for each participant; agreed shares in per cent where that is exact."""
    agreed = key.kind == KeyKind.FIXED
    return "\n".join(
        f"{names.get(code, code)}; {_percent(weight) if agreed else weight}"
        for code, weight in sorted(key.weights.items())
    )


def _base(key: KeyRule) -> Decimal | None:
    """The base part in per cent, where the rule is an equal part and one rest."""
    kinds = [each.kind for _part, each in key.parts]
    simple = len(kinds) == 2 and kinds[0] == KeyKind.EQUAL and kinds[1] in SIMPLE
    percent = key.parts[0][0] * 100 if simple else Fraction(0)
    exact = simple and (percent * 100).denominator == 1
    return Decimal((percent * 100).numerator) / 100 if exact else None


def _rest(key: KeyRule) -> str:
    if key.rest:
        return key.rest.kind
    return key.parts[1][1].kind if _base(key) is not None else ""


def _parts(key: KeyRule) -> str:
    labels = dict(KeyKind.choices)
    return "\n".join(f"{labels[each.kind]}; {_percent(part)}" for part, each in key.parts)


def _percent(part: Fraction) -> str:
    hundred = part * 100
    return f"{hundred} %" if hundred.denominator == 1 else str(part)
