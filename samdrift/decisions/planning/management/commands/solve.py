"""`samdrift solve`: the best plan for a problem in the format samdrift-plan/1; needs no database."""

import json
import math
import os
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from samdrift.core.named_files import read_named_json
from samdrift.core.planning import solve_document
from samdrift.foundation.ui import commands
from samdrift.foundation.ui.commands import WRONG_INPUT, named_file

_MOST_MB = 300  # planning takes some eleven times the file in memory at its peak


def _faults(options: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the figures asked for, all at once."""
    if not 0 <= options["gap"] < 1:
        yield _("--gap: a share from 0 up to 1 is needed")
    limit = options["time_limit"]
    if limit is not None and not 0 < limit < math.inf:
        yield _("--time-limit: more than 0 seconds are needed")
    for name in ("threads", "workers"):
        if options[name] is not None and options[name] < 1:
            yield _("--%(name)s: at least 1 is needed") % {"name": name}


class Command(commands.Command):
    help = "Solve a planning problem (JSON, samdrift-plan/1): who goes over to what and when, with a proof."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=named_file, help="the problem; - reads standard input")
        parser.add_argument(
            "--gap", type=float, default=0.001, help="share of the cost that need not be proven"
        )
        parser.add_argument("--time-limit", type=float, help="seconds")
        parser.add_argument("--threads", type=int, default=1)
        parser.add_argument(
            "--workers",
            type=int,
            help="processes that share the areas of a large problem; as many as there are processors if not said",
        )
        parser.add_argument(
            "--cluster",
            default=os.environ.get("SAMDRIFT_CLUSTER") or None,
            help="address of a Dask scheduler whose workers share them instead, such as tcp://plan:8786",
        )
        parser.add_argument("--json", action="store_true", help="the whole answer as JSON")

    def handle(self, **options: Any) -> None:
        faults = list(_faults(options))
        if faults:
            raise CommandError("\n".join(faults), returncode=WRONG_INPUT)
        answer = solve_document(
            read_named_json(options["file"], most_mb=_MOST_MB),
            gap=options["gap"],
            time_limit=options["time_limit"],
            threads=options["threads"],
            workers=options["cluster"] or options["workers"],
        )
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"{answer['status']}  {answer['objective']}  (gap {answer['gap']})")
        for area in answer["areas"]:
            for move in area["moves"]:
                self.stdout.write(
                    f"{move['period']}  {area['id']}: {move['municipality']} → {move['option']}"
                )
        self._tell_conflict(answer)

    def _tell_conflict(self, answer: dict[str, Any]) -> None:
        """Where there is no plan: which limits clash, and what would do."""
        if answer.get("conflict"):
            self.stdout.write(str(_("These limits can't hold together:")))
            for each in answer["conflict"]:
                self.stdout.write(f"  {each['name']}  ({each['where']})")
            if not answer["conflict_is_minimal"]:
                self.stdout.write(str(_("Time ran out: some of these might be spared.")))
        if answer.get("relaxation"):
            least = answer["relaxation_is_least"]
            self.stdout.write(
                str(_("So little would do:") if least else _("This would do, maybe less too:"))
            )
            for each in answer["relaxation"]:
                self.stdout.write(f"  {each['name']}: {each['by']:g}  ({each['where']})")
