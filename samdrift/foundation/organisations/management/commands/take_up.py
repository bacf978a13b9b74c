"""`samdrift take_up`: work whose worker is gone is put back in the queue."""

import time
from argparse import ArgumentParser
from typing import Any

from django.db import close_old_connections

from samdrift.core.arguments import seconds
from samdrift.foundation.organisations.silent_work import take_up_silent_work
from samdrift.foundation.ui import commands


class Command(commands.Command):
    help = "Take up files, plans and letters whose worker is gone; `serve` does it all the time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=seconds, help="seconds: go on until stopped")

    def handle(self, **options: Any) -> None:
        while True:
            for kind, number in take_up_silent_work().items():
                self.stdout.write(f"Återupptaget: {kind}: {number}")
            if not options["every"]:
                return
            close_old_connections()
            time.sleep(options["every"])
