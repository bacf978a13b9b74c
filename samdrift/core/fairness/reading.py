"""A game as JSON: every group's cost, or each one's own and the joint."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from samdrift.core.exact_json import Pairs, read_exact_json, shorten
from samdrift.core.fairness.game import Game, game
from samdrift.core.fairness.simple import SimpleGame, simple_game
from samdrift.core.findings import Finding, InvalidInput, gettext_noop

Made = TypeVar("Made")


def read_game(text: str) -> Game | SimpleGame:
    """The game of a JSON text: ``{"players": […], "cost": {"A": 21.95, "A+B": 34.69, …}}``, or
    ``{"players": […], "standalone": {"A": 21.95, …}, "joint": 83.82}``. Numbers are read exactly as written; a
    group's players may stand in any order, with spaces round them.

    Raises InvalidInput, every finding at once: ``not-json``, ``wrong-shape``, ``not-a-number``, ``named-twice``,
    ``nobody-costs``, and those of `game` and `simple_game`.
    """
    findings: list[Finding] = []
    return game_in(_document(text, findings), findings)


def game_in(document: Mapping[str, Any], findings: Iterable[Finding] = ()) -> Game | SimpleGame:
    """The game of a document as `read_game` reads it, with numbers as int or Decimal. findings: what is wrong already.

    Raises InvalidInput as `read_game`.
    """
    findings = list(findings)
    players = document.get("players")
    if not isinstance(players, list) or not all(isinstance(name, str) for name in players):
        what = gettext_noop("«players» is to be a list of names")
        raise InvalidInput([*findings, Finding("players", what, rule="wrong-shape")])
    players = [name.strip() for name in players]
    cost, standalone = document.get("cost"), document.get("standalone")
    if isinstance(cost, Mapping) and "standalone" not in document and "joint" not in document:
        return _every_group(players, cost, findings)
    if isinstance(standalone, Mapping) and "joint" in document and "cost" not in document:
        return _simple(players, standalone, document["joint"], findings)
    what = gettext_noop(
        "Say either «cost» of every group, or «standalone» costs and the «joint» cost"
    )
    raise InvalidInput([*findings, Finding("", what, rule="wrong-shape")])


def _document(text: str, findings: list[Finding]) -> dict[str, Any]:
    def once(pairs: Pairs) -> dict[str, Any]:
        for name, times in Counter(name for name, _value in pairs).items():
            if times > 1:
                what = gettext_noop("«%(value)s» names a player or a group twice")
                findings.append(Finding(name, what, values={"value": name}, rule="named-twice"))
        return dict(pairs)

    document = read_exact_json(text, make_object=once)
    if not isinstance(document, dict):
        what = gettext_noop("A game is an object with «players» and their costs")
        raise InvalidInput([*findings, Finding("", what, rule="wrong-shape")])
    return document


def _every_group(players: list[str], costs: Mapping[str, Any], findings: list[Finding]) -> Game:
    """The game of every group; a group whose number can't be read is not told to be missing as well."""
    table: dict[frozenset[str], Fraction] = {}
    for written, value in costs.items():
        names = [name.strip() for name in written.split("+")] if written.strip() else []
        number = _number(f"cost.{written}", value, findings)
        group = frozenset(names)
        if len(group) < len(names) or group in table:
            what = gettext_noop("«%(value)s» names a player or a group twice")
            findings.append(Finding("cost", what, values={"value": written}, rule="named-twice"))
        elif not group and number:
            what = gettext_noop("A group of nobody costs nothing")
            findings.append(Finding("cost", what, rule="nobody-costs"))
        elif group:
            table[group] = number or Fraction(0)
    return _make_or_refuse(lambda: game(players, table), findings)


def _simple(
    players: list[str], standalone: Mapping[str, Any], joint: Any, findings: list[Finding]
) -> SimpleGame:
    costs = {
        name.strip(): _number(f"standalone.{name}", written, findings) or Fraction(0)
        for name, written in standalone.items()
    }
    total = _number("joint", joint, findings) or Fraction(0)
    return _make_or_refuse(lambda: simple_game(players, costs, total), findings)


def _make_or_refuse(make: Callable[[], Made], findings: list[Finding]) -> Made:
    """What is made, if nothing was found before or now. Raises InvalidInput with all of it."""
    try:
        made = make()
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
    findings.append(Finding(where, what, values={"value": shorten(written)}, rule="not-a-number"))
    return None
