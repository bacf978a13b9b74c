"""`samdrift solve`: the best plan for a problem in the format samdrift-plan/1; needs no database."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from samdrift.core.findings import InvalidInput
from samdrift.core.planning import solve_document


class Command(BaseCommand):
    help = "Solve a planning problem (JSON, samdrift-plan/1): who goes over to what and when, with a proof."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the problem; - reads standard input")
        parser.add_argument(
            "--gap", type=float, default=0.001, help="share of the cost that need not be proven"
        )
        parser.add_argument("--time-limit", type=float, help="seconds")
        parser.add_argument("--threads", type=int, default=1)
        parser.add_argument("--json", action="store_true", help="the whole answer as JSON")

    def handle(self, **options: Any) -> None:
        try:
            text = (
                sys.stdin.read()
                if str(options["file"]) == "-"
                else options["file"].read_text("utf-8-sig")
            )
            document = json.loads(text)
        except (OSError, ValueError) as wrong:
            raise CommandError(str(wrong), returncode=2) from wrong
        try:
            answer = solve_document(
                document,
                gap=options["gap"],
                time_limit=options["time_limit"],
                threads=options["threads"],
            )
        except InvalidInput as wrong:
            told = [f"{each.where}: {_(each.what) % each.values}" for each in wrong.findings]
            raise CommandError("\n".join(told), returncode=2) from wrong
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"{answer['status']}  {answer['objective']}  (gap {answer['gap']})")
        for area in answer["areas"]:
            for move in area["moves"]:
                self.stdout.write(
                    f"{move['period']}  {area['id']}: {move['municipality']} → {move['option']}"
                )
