"""A sharing rule in words that an officer would say, and its figures as a table."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from samdrift.core.money import format_exactly, format_kronor, format_number
from samdrift.core.sharing import KeyRule
from samdrift.decisions.sharing.models import KeyKind, Share
from samdrift.foundation.organisations.access import signed_in
from samdrift.records.spending.models import CostLine, CostPhase, CostType
from samdrift.records.spending.queries import visible_cost_lines


def rule_words(rule: KeyRule) -> str:
    """The whole rule as one sentence without its full stop: «30 % in equal shares, and 70 % by population»."""
    if rule.kind == KeyKind.MIX:
        parts = [
            _("%(part)s %(key)s") % {"part": percent(part), "key": _lower(rule_words(inner))}
            for part, inner in rule.parts
            if part
        ]
        return _(" and ").join(parts)
    if rule.kind == KeyKind.TARIFF:
        rest = rule.rest or KeyRule(KeyKind.POPULATION.value)
        return _("%(price)s kr for each of %(what)s, and the rest %(key)s") % {
            "price": format_kronor(rule.price_ore),
            "what": rule.quantity or _("the measured quantity"),
            "key": _lower(rule_words(rest)),
        }
    if rule.kind == KeyKind.QUANTITY:
        return _("By measured quantity: %(what)s") % {"what": _measured_quantity(rule)}
    if rule.kind == KeyKind.POPULATION and rule.population_day:
        month, day = rule.population_day
        return _("By population on %(day)s the year before") % {"day": f"{day}/{month}"}
    return {
        KeyKind.POPULATION.value: _("By population"),
        KeyKind.EQUAL.value: _("In equal shares"),
        KeyKind.FIXED.value: _("By agreed shares"),
        KeyKind.USERS.value: _("By users on the last day of taking part in the year"),
        KeyKind.USERS_MEAN.value: _("By users over the year: users times days"),
    }.get(rule.kind, rule.kind)


def _measured_quantity(rule: KeyRule) -> str:
    what = rule.quantity or _("the measured quantity")
    if rule.measured_from is None or rule.measured_to is None:
        return what
    if rule.measured_from == rule.measured_to:
        return _("%(what)s on %(day)s") % {"what": what, "day": rule.measured_from}
    return _("%(what)s from %(first)s to %(last)s") % {
        "what": what,
        "first": rule.measured_from,
        "last": rule.measured_to,
    }


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def percent(part: Fraction) -> str:
    """A part of a whole as a percentage: exactly where that is short, else cut off after four decimals."""
    hundred = 100 * part
    if hundred.denominator == 1:
        return f"{hundred.numerator}\u00a0%"
    text = format_exactly(hundred, 4)
    return f"{text if text.endswith('…') else text.rstrip('0').rstrip(',')}\u00a0%"


def rule_figures(rule: KeyRule, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """(who, how much) of agreed shares or quantities, by code; empty for keys that the register has the figures of."""
    agreed = rule.kind == KeyKind.FIXED
    return [
        (names.get(code, code), percent(weight) if agreed else _number(weight))
        for code, weight in sorted(rule.weights.items())
    ]


def _number(weight: Fraction) -> str:
    return format_number(weight.numerator) if weight.denominator == 1 else str(weight)


def key_words(key: str) -> str:
    """What a key means, in a sentence or two, for who chooses among them."""
    return {
        KeyKind.POPULATION.value: _(
            "Each pays by its inhabitants on a key date, as the policy says."
        ),
        KeyKind.EQUAL.value: _("Everyone pays the same."),
        KeyKind.FIXED.value: _(
            "Shares that are agreed, in per cent or as fractions; together exactly the whole."
        ),
        KeyKind.USERS.value: _(
            "Each pays by its users on its last day of taking part in the year."
        ),
        KeyKind.USERS_MEAN.value: _(
            "Each pays by its users times the days that they have been users."
        ),
        KeyKind.QUANTITY.value: _(
            "Each pays by what is measured: licences, devices, cases; on a day or over a period."
        ),
        KeyKind.MIX.value: _(
            "A part is shared by one key and the rest by another, such as a third equally and the rest by population."
        ),
        KeyKind.TARIFF.value: _(
            "Each pays a price for each one that is measured; what is left is shared by another key."
        ),
    }[key]


def cost_rows(request: HttpRequest, share: Share) -> list[dict[str, Any]]:
    """The cost lines of a kept share as they were, with the address of those that the reader may open."""
    wanted = [each["id"] for each in share.cost_lines]
    rows = visible_cost_lines(signed_in(request)).filter(pk__in=wanted)
    known: dict[int, CostLine] = {row.pk: row for row in rows}
    return [
        {
            **each,
            "phase_words": CostPhase(each["phase"]).label,
            "type_words": CostType(each["type"]).label,
            "now": known.get(each["id"]),
        }
        for each in share.cost_lines
    ]
