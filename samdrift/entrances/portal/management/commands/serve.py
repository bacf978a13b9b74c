"""`samdrift serve`: the web server and the workers for long tasks, until stopped."""

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

COMMAND = [sys.executable, "-m"]


class Command(BaseCommand):
    help = "Serve the portal and the API, and work through long tasks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="processes that answer requests")

    def handle(self, **options: Any) -> None:
        serve(host=options["host"], port=options["port"], workers=options["workers"])


def serve(*, host: str, port: int, workers: int = 2, **environment: str) -> None:
    """Start the processes and wait; when one ends, or on Ctrl-C, all end."""
    surroundings = {
        "SAMDRIFT_URL": f"http://{host}:{port}",  # what letters link to, where nothing else is said
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "samdrift.config.settings",
        **environment,
    }
    web = [*COMMAND, "gunicorn", "samdrift.config.wsgi", "--bind", f"{host}:{port}"]
    web += [
        "--workers",
        str(workers),
        "--threads",
        "4",
        "--log-level",
        "warning",
        "--no-control-socket",
    ]
    tasks = [*COMMAND, "django", "db_worker"]
    resume = [*COMMAND, "django", "resume_plans"]
    subprocess.run(resume, env=surroundings, check=False)  # noqa: S603 - our own words
    # two workers, so that a long computation does not hold up a file that is brought in
    processes = [subprocess.Popen(command, env=surroundings) for command in (web, tasks, tasks)]  # noqa: S603 - our own words
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
    except KeyboardInterrupt:
        print()
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()  # a computation that goes on is taken up at the next start
