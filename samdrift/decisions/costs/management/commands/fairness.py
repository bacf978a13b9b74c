"""`samdrift fairness`: who gains by sharing a cost, in any cost game; needs no database."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samdrift.core.fairness import (
    MOST_PLAYERS_CORE,
    MOST_PLAYERS_NUCLEOLUS,
    Game,
    SimpleGame,
    in_core,
    least_core,
    nucleolus,
    read_game,
    shapley,
    worst_group,
)
from samdrift.core.findings import Finding, InvalidInput

EPILOG = "samdrift fairness game.json --json"


class Command(BaseCommand):
    help = (
        "Judge a cost game: the Shapley value, the nucleolus and the core, exactly. The file is JSON:"
        ' {"players": ["A", "B"], "cost": {"A": 10, "B": 8, "A+B": 15}} with every group, or'
        ' {"players": ["A", "B"], "standalone": {"A": 10, "B": 8}, "joint": 15}. Exit code 2 and findings when'
        " it can't be read."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.epilog = EPILOG
        parser.add_argument("file", help="the game as JSON; - reads standard input")
        parser.add_argument("--json", action="store_true", help="answer with JSON")

    def handle(self, **options: Any) -> None:
        try:
            game = read_game(_text(options["file"]))
        except InvalidInput as wrong:
            self._refuse(wrong, as_json=options["json"])
            sys.exit(2)
        answer = _of_simple(game) if isinstance(game, SimpleGame) else _of_every_group(game)
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self._tell(game, answer)

    def _refuse(self, wrong: InvalidInput, *, as_json: bool) -> None:
        findings = [
            {
                "where": each.where,
                "rule": each.rule,
                "severity": each.severity.value,
                "text": _(each.what) % each.values,
            }
            for each in wrong.findings
        ]
        for finding in findings:
            self.stderr.write(": ".join(filter(None, (finding["where"], finding["text"]))))
        if as_json:
            self.stdout.write(json.dumps({"findings": findings}, ensure_ascii=False))

    def _tell(self, game: Game | SimpleGame, answer: Mapping[str, Any]) -> None:
        alone = _alone(game)
        heads = (_("Alone"), _("Shapley value"), _("Nucleolus"))
        self.stdout.write(f"{'':<20}" + "".join(f"{head:>16}" for head in heads))
        central = answer["nucleolus"] or {}
        for name, cost in alone.items():
            row = (float(cost), answer["shapley"][name], central.get(name))
            cells = ("–" if value is None else f"{value:,.2f}" for value in row)
            self.stdout.write(f"{name:<20}" + "".join(f"{cell:>16}" for cell in cells))
        yes_no = {True: _("yes"), False: _("no"), None: "–"}
        self.stdout.write(
            _("Some way to share pleases every group: %(answer)s")
            % {"answer": yes_no[answer["core_nonempty"]]}
        )
        for key, label in (("shapley", heads[1]), ("nucleolus", heads[2])):
            self.stdout.write(
                _("%(name)s pleases every group: %(answer)s")
                % {"name": label, "answer": yes_no[answer["in_core"][key]]}
            )
        worst = answer.get("most_violated")
        if worst:
            self.stdout.write(
                _("Worst off by the Shapley value: %(group)s, by %(excess)s")
                % {"group": " + ".join(worst["group"]), "excess": f"{worst['excess']:,.2f}"}
            )
        for note in answer.get("notes", ()):
            self.stdout.write(note)


def _text(path: str) -> str:
    try:
        return sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as wrong:
        what = gettext_noop("%(value)s can't be read as text in UTF-8")
        raise InvalidInput(
            [Finding("", what, values={"value": path}, rule="not-readable")]
        ) from wrong


def _alone(game: Game | SimpleGame) -> Mapping[str, Fraction]:
    if isinstance(game, SimpleGame):
        return game.standalone
    return {name: game.standalone(place) for place, name in enumerate(game.players)}


def _of_simple(game: SimpleGame) -> dict[str, Any]:
    paid = game.equal_saving
    amounts = {name: float(amount) for name, amount in paid.items()}
    inside = game.in_core(paid)
    return {
        "shapley": amounts,
        "nucleolus": amounts,
        "core_nonempty": not game.core_is_empty,
        "in_core": {"shapley": inside, "nucleolus": inside},
        "notes": [_("Groups of some are taken to cost what their members cost alone.")],
    }


def _of_every_group(game: Game) -> dict[str, Any]:
    n, paid = len(game.players), shapley(game)
    central = nucleolus(game) if n <= MOST_PLAYERS_NUCLEOLUS else None
    smallest = (
        central.least_core if central else least_core(game) if n <= MOST_PLAYERS_CORE else None
    )
    worst = worst_group(game, paid)
    answer: dict[str, Any] = {
        "shapley": _named(game, paid),
        "nucleolus": _named(game, central.paid) if central else None,
        "core_nonempty": None if smallest is None else smallest <= 0,
        "in_core": {
            "shapley": in_core(game, paid),
            "nucleolus": in_core(game, central.paid) if central else None,
        },
    }
    if worst is not None and worst.excess > 0:
        answer["most_violated"] = {"group": list(worst.group), "excess": float(worst.excess)}
    if central is None:
        answer["notes"] = [
            _("The nucleolus is reckoned for at most %(number)s players.")
            % {"number": MOST_PLAYERS_NUCLEOLUS}
        ]
    return answer


def _named(game: Game, paid: Sequence[Fraction]) -> dict[str, float]:
    return {name: float(amount) for name, amount in zip(game.players, paid, strict=True)}
