"""`samdrift nightly`: what is done once a day. A second time the same day, or at once elsewhere, it does nothing."""

import time
from argparse import ArgumentParser
from typing import Any

from django.db import close_old_connections

from samdrift.core.arguments import seconds
from samdrift.decisions.policy.actions import keep_results_of_the_day
from samdrift.foundation.files.storing import erase_forgotten_contents
from samdrift.foundation.messages.actions import erase_old_messages, post_digests
from samdrift.foundation.organisations.actions import drop_old_values, erase_old_sign_ins
from samdrift.foundation.ui import commands


class Command(commands.Command):
    help = (
        "Keep what the policy's checks say today, where it isn't kept yet, erase what has been kept of sign-ins, "
        "letters and undoable changes for long enough and contents of files that nobody has attached, and mail what "
        "waits to those who have asked for it; `serve` does it every night."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=seconds, help="seconds: look again until stopped")

    def handle(self, **options: Any) -> None:
        while True:
            number = keep_results_of_the_day()
            if number:
                self.stdout.write(f"Policyns resultat sparade: {number}")
            erased = erase_old_sign_ins()
            if erased:
                self.stdout.write(f"Äldre inloggningar gallrade: {erased}")
            erased = erase_old_messages()
            if erased:
                self.stdout.write(f"Äldre brev gallrade: {erased}")
            dropped = drop_old_values()
            if dropped:
                self.stdout.write(f"Ändringar som inte längre kan ångras: {dropped}")
            erased = erase_forgotten_contents()
            if erased:
                self.stdout.write(f"Bilagor utan rad raderade: {erased}")
            posted = post_digests()
            if posted:
                self.stdout.write(f"Brev om vad som väntar: {posted}")
            if not options["every"]:
                return
            close_old_connections()
            time.sleep(options["every"])
