"""`samdrift resume_plans`: put computations whose worker is gone back in the queue."""

from typing import Any

from django.core.management.base import BaseCommand

from samdrift.decisions.planning.actions import resume_silent_runs


class Command(BaseCommand):
    help = "Put computations of plans whose worker is gone back in the queue; `serve` does it when it starts."

    def handle(self, **options: Any) -> None:
        number = resume_silent_runs()
        if number:
            self.stdout.write(f"Återupptagna beräkningar: {number}")
