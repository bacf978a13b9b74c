"""A game as JSON: every group's cost, or each one's own and the joint."""

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from samdrift.core.fairness.game import Game, game
from samdrift.core.fairness.simple import SimpleGame, simple_game
from samdrift.core.findings import Finding, InvalidInput, gettext_noop


def read_game(text: str) -> Game | SimpleGame:
    """The game of a JSON text: ``{"players": […], "cost": {"A": 21.95, "A+B": 34.69, …}}``, or
    ``{"players": […], "standalone": {"A": 21.95, …}, "joint": 83.82}``. Numbers are read exactly as written.

    Raises InvalidInput, every finding at once: ``not-json``, ``wrong-shape``, ``not-a-number``, ``named-twice``,
    and those of `game` and `simple_game`.
    """
    document = _document(text)
    findings: list[Finding] = []
    players = document.get("players")
    if not isinstance(players, list) or not all(isinstance(name, str) for name in players):
        what = gettext_noop("«players» is to be a list of names")
        raise InvalidInput([Finding("players", what, rule="wrong-shape")])
    if isinstance(document.get("cost"), Mapping):
        return _every_group(players, document["cost"], findings)
    if isinstance(document.get("standalone"), Mapping) and "joint" in document:
        costs = {
            name: number
            for name, written in document["standalone"].items()
            if (number := _number(f"standalone.{name}", written, findings)) is not None
        }
        joint = _number("joint", document["joint"], findings)
        if findings or joint is None:
            raise InvalidInput(findings)
        return simple_game(players, costs, joint)
    what = gettext_noop(
        "Say either «cost» of every group, or «standalone» costs and the «joint» cost"
    )
    raise InvalidInput([Finding("", what, rule="wrong-shape")])


def _document(text: str) -> dict[str, Any]:
    try:
        document = json.loads(
            text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_once
        )
    except (ValueError, RecursionError) as wrong:
        what = gettext_noop("The file is not JSON: %(value)s")
        raise InvalidInput(
            [Finding("", what, values={"value": str(wrong)}, rule="not-json")]
        ) from wrong
    if not isinstance(document, dict):
        what = gettext_noop("A game is an object with «players» and their costs")
        raise InvalidInput([Finding("", what, rule="wrong-shape")])
    return document


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is not a number of JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"{', '.join(twice)} stands twice")
    return found


def _every_group(players: list[str], costs: Mapping[str, Any], findings: list[Finding]) -> Game:
    table: dict[frozenset[str], Fraction] = {}
    for written, value in costs.items():
        names = [name.strip() for name in written.split("+")] if written.strip() else []
        number = _number(f"cost.{written}", value, findings)
        group = frozenset(names)
        if len(group) < len(names) or group in table:
            what = gettext_noop("«%(value)s» names a player or a group twice")
            findings.append(Finding("cost", what, values={"value": written}, rule="named-twice"))
        elif number is not None and (group or number):
            table[group] = number
    if frozenset() in table:
        what = gettext_noop("A group of nobody costs nothing")
        findings.append(Finding("cost", what, rule="nobody-costs"))
        del table[frozenset()]
    if any(finding.rule != "nobody-costs" for finding in findings):
        raise InvalidInput(findings)
    try:
        made = game(players, table)
    except InvalidInput as wrong:
        raise InvalidInput([*findings, *wrong.findings]) from wrong
    if findings:
        raise InvalidInput(findings)
    return made


def _number(where: str, written: Any, findings: list[Finding]) -> Fraction | None:
    if isinstance(written, int) and not isinstance(written, bool):
        return Fraction(written)
    if isinstance(written, Decimal) and abs(written.adjusted()) <= 60:
        return Fraction(written)
    what = gettext_noop("«%(value)s» is not a number")
    findings.append(Finding(where, what, values={"value": str(written)}, rule="not-a-number"))
    return None
