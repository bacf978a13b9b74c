"""`samdrift fairness`: who gains by sharing a cost, in any cost game; needs no database."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from samdrift.core.fairness import (
    MOST_PLAYERS_NUCLEOLUS,
    GameAnswer,
    answer_of,
    read_game,
)
from samdrift.core.findings import InvalidInput
from samdrift.core.named_files import read_named_text
from samdrift.foundation.ui import commands
from samdrift.foundation.ui.commands import (
    WRONG_INPUT,
    finding_line,
    findings_for_json,
    named_file,
)

EPILOG = "samdrift fairness game.json --json"


class Command(commands.Command):
    help = (
        "Judge a cost game: the Shapley value, the nucleolus and the core, exactly. The file is JSON:"
        ' {"players": ["A", "B"], "cost": {"A": 10, "B": 8, "A+B": 15}} with every group, or'
        ' {"players": ["A", "B"], "standalone": {"A": 10, "B": 8}, "joint": 15}. Exit code 2 and findings when'
        " it can't be read."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.epilog = EPILOG
        parser.add_argument(
            "file", type=named_file, help="the game as JSON; - reads standard input"
        )
        parser.add_argument("--json", action="store_true", help="answer with JSON")

    def handle(self, **options: Any) -> None:
        try:
            game = read_game(read_named_text(options["file"]))
        except InvalidInput as wrong:
            self._refuse(wrong, as_json=options["json"])
            sys.exit(WRONG_INPUT)
        answer = answer_of(game)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(answer), ensure_ascii=False))
        else:
            self._write_answer(answer)

    def _refuse(self, wrong: InvalidInput, *, as_json: bool) -> None:
        for finding in wrong.findings:
            self.stderr.write(finding_line(finding))
        if as_json:
            told = {"findings": findings_for_json(wrong.findings)}
            self.stdout.write(json.dumps(told, ensure_ascii=False))

    def _write_answer(self, answer: GameAnswer) -> None:
        heads = (_("Alone"), _("Shapley value"), _("Nucleolus"))
        self.stdout.write(f"{'':<20}" + "".join(f"{head:>16}" for head in heads))
        central = answer.nucleolus or {}
        for name, cost in answer.alone.items():
            row = (cost, answer.shapley[name], central.get(name))
            cells = ("–" if value is None else f"{float(value):,.2f}" for value in row)
            self.stdout.write(f"{name:<20}" + "".join(f"{cell:>16}" for cell in cells))
        yes_no = {True: _("yes"), False: _("no"), None: "–"}
        self.stdout.write(
            _("Some way to share pleases every group: %(answer)s")
            % {"answer": yes_no[answer.core_nonempty]}
        )
        inside = (answer.shapley_in_core, answer.nucleolus_in_core)
        for label, found in zip(heads[1:], inside, strict=True):
            self.stdout.write(
                _("%(name)s pleases every group: %(answer)s")
                % {"name": label, "answer": yes_no[found]}
            )
        if answer.worst is not None:
            group, excess = " + ".join(answer.worst.group), f"{float(answer.worst.excess):,.2f}"
            self.stdout.write(
                _("Worst off by the Shapley value: %(group)s, by %(excess)s")
                % {"group": group, "excess": excess}
            )
        for note in _notes(answer):
            self.stdout.write(note)


def _as_json(answer: GameAnswer) -> dict[str, Any]:
    told: dict[str, Any] = {
        "shapley": _floats(answer.shapley),
        "nucleolus": _floats(answer.nucleolus),
        "core_nonempty": answer.core_nonempty,
        "in_core": {"shapley": answer.shapley_in_core, "nucleolus": answer.nucleolus_in_core},
    }
    if answer.worst is not None:
        group, excess = answer.worst.group, answer.worst.excess
        told["most_violated"] = {"group": list(group), "excess": float(excess)}
    notes = _notes(answer)
    return {**told, "notes": notes} if notes else told


def _notes(answer: GameAnswer) -> list[str]:
    if answer.assumed:
        return [_("Groups of some are taken to cost what their members cost alone.")]
    if answer.nucleolus is None:
        return [
            _("The nucleolus is reckoned for at most %(number)s players.")
            % {"number": MOST_PLAYERS_NUCLEOLUS}
        ]
    return []


def _floats(amounts: Mapping[str, Fraction] | None) -> dict[str, float] | None:
    return None if amounts is None else {name: float(each) for name, each in amounts.items()}
