"""`samdrift serve`: the web server and the workers for long tasks, until stopped."""

import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from samdrift.core.arguments import whole_number
from samdrift.foundation.organisations.silent_work import LOOKED_EVERY
from samdrift.foundation.ui import commands

NIGHT_LOOKED_FOR_EVERY = 600  # seconds: a new day is found within ten minutes of midnight
COMMAND = [sys.executable, "-m"]
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
MOST_DEATHS = 5  # in a minute: then something is wrong that starting again does not mend


class Command(commands.Command):
    help = "Serve the portal and the API, and work through long tasks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=whole_number(1, 65_535), default=8000)
        parser.add_argument(
            "--workers", type=whole_number(1, 256), default=2, help="processes that answer requests"
        )

    def handle(self, **options: Any) -> None:
        require_free(options["host"], options["port"])
        serve(host=options["host"], port=options["port"], workers=options["workers"])


def require_free(host: str, port: int) -> None:
    """Raises CommandError where another program listens on the port already."""
    try:
        socket.create_server((host, port)).close()
    except OSError as refused:
        if refused.errno == errno.EADDRINUSE:
            words = _("port %(port)s is taken by another program: choose another with --port")
            raise CommandError(words % {"port": port}) from refused


def serve(*, host: str, port: int, workers: int = 2, **environment: str) -> None:
    """Start the processes and wait; one that dies is started again, and on Ctrl-C all end.

    Raises CommandError when they die again and again.
    """
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
    take_up = [*COMMAND, "django", "take_up", "--every", str(LOOKED_EVERY)]
    nightly = [*COMMAND, "django", "nightly", "--every", str(NIGHT_LOOKED_FOR_EVERY)]
    # two workers, so that a long computation does not hold up a file that is brought in
    commands = (web, tasks, tasks, take_up, nightly)
    processes = [_start_process(command, surroundings) for command in commands]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    deaths: list[float] = []
    try:
        while len(deaths) < MOST_DEATHS:
            time.sleep(0.5)
            deaths = [at for at in deaths if time.monotonic() - at < 60]
            for place, process in enumerate(processes):
                if process.poll() is not None:
                    deaths.append(time.monotonic())
                    processes[place] = _start_process(commands[place], surroundings)
        raise CommandError(
            _(
                "stopped: the service's processes have ended %(number)s times within a minute, and starting them again"
                " does not help. What is wrong stands in the log above."
            )
            % {"number": MOST_DEATHS}
        )
    except KeyboardInterrupt:
        print()
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()  # what it was at is taken up at the next start


def _start_process(command: list[str], surroundings: dict[str, str]) -> subprocess.Popen[bytes]:
    """A process of the service; on Linux it ends with us, also where we are killed and can't say so."""
    dies_with_us = _dies_with_its_parent if sys.platform == "linux" else None
    return subprocess.Popen(command, env=surroundings, preexec_fn=dies_with_us)  # noqa: S603, PLW1509 - our own words; before any thread


def _dies_with_its_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
