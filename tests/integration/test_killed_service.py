"""The service itself as processes: workers killed at work, two looks at once, and the parent killed."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.db import connection

from tests.integration.served_work import ROWS
from tests.kept_database import ROOT, copy_to

pytestmark = pytest.mark.service
SAMDRIFT = [str(Path(sys.executable).parent / "samdrift")]
SILENT_SECONDS = 8  # of 40: what is a minute elsewhere is twelve seconds here
WITHIN = 240  # seconds, on a machine that has other things to do


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: Any, django_db_setup: None, django_db_blocker: Any
) -> Iterator["Served"]:
    folder = tmp_path_factory.mktemp("served")
    with django_db_blocker.unblock(), copy_to(folder / "served.sqlite3") as address:
        place = Served(address, folder)
        place.begin()
        yield place
        place.stop()


class Served:
    """A database with work in the queue, and the processes of a service on it."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address, self.folder, self.port = address, folder, _free_port()
        self.surroundings = {
            **os.environ,
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "samdrift.config.settings",
            "SAMDRIFT_TODAY": "2009-01-01",
            "SAMDRIFT_VAR": str(folder),
            "SAMDRIFT_SILENT_SECONDS": str(SILENT_SECONDS),
        }
        self.told = (folder / "told").open("w+")
        self.service: subprocess.Popen[bytes] | None = None
        self.keys: dict[str, int] = {}

    def begin(self) -> None:
        program = [sys.executable, "-m", "tests.integration.served_work"]
        said = subprocess.run(
            program, env=self.surroundings, cwd=ROOT, check=True, capture_output=True
        )
        self.keys = json.loads(said.stdout.splitlines()[-1])

    def serve(self) -> None:
        self.service = subprocess.Popen(
            [*SAMDRIFT, "serve", "--port", str(self.port), "--workers", "1"],
            env=self.surroundings,
            stdout=self.told,
            stderr=self.told,
        )

    def stop(self) -> None:
        if self.service is not None:
            with suppress(psutil.NoSuchProcess):
                for process in self.processes():
                    process.kill()
            self.service.kill()
            self.service.wait()

    def processes(self, word: str = "") -> list[psutil.Process]:
        """The living processes of the service below its parent whose command has a word."""
        assert self.service is not None
        found = []
        for process in psutil.Process(self.service.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                if not word or word in " ".join(process.cmdline()):
                    found.append(process)
        return found

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of the served database, by a connection of its own."""
        if connection.vendor == "postgresql":
            import psycopg

            with psycopg.connect(self.address) as asked:
                return asked.execute(query).fetchall()
        import sqlite3

        with closing(sqlite3.connect(self.folder / "served.sqlite3", timeout=20)) as asked:
            rows = asked.execute(query).fetchall()
            asked.commit()
            return rows

    def one(self, query: str) -> Any:
        return self.ask(query)[0][0]


def _free_port() -> int:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_for(what: Callable[[], object], told: Callable[[], object], pause: float = 0.3) -> None:
    until = time.monotonic() + WITHIN
    while not what():
        assert time.monotonic() < until, told()
        time.sleep(pause)


def test_what_killed_workers_were_at_is_taken_up_and_finished_once(served: Served) -> None:
    served.serve()
    at_work = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'"
    _wait_for(
        lambda: served.one(at_work) >= 1, lambda: served.folder.joinpath("told").read_text(), 0.02
    )
    killed = served.processes("db_worker")
    for worker in killed:
        worker.send_signal(signal.SIGKILL)
    assert len(killed) == 2
    state = "SELECT (SELECT status FROM intake_upload), (SELECT state FROM planning_run)"
    _wait_for(lambda: served.ask(state) == [("done", "done")], lambda: served.ask(state))
    waiting = "SELECT count(*) FROM outbox_message WHERE state IN ('waiting', 'sending')"
    _wait_for(lambda: served.one(waiting) == 0, lambda: served.one(waiting))
    assert served.one("SELECT attempts FROM intake_upload") >= 1  # it was begun anew
    assert (
        served.one("SELECT count(*) FROM register_application WHERE name LIKE 'Eget system%'")
        == ROWS
    )
    assert served.one("SELECT count(*) FROM planning_plan") == 1
    brought_in = (
        "SELECT count(*), count(DISTINCT about_id) FROM audit_auditevent WHERE event = '{}'"
    )
    assert served.ask(brought_in.format("intake.application_brought_in")) == [(ROWS, ROWS)]
    letters = served.folder.joinpath("told").read_text().count("\nSubject: ")
    assert letters <= served.one("SELECT count(*) FROM outbox_message")
    assert len(served.processes("db_worker")) == 2  # others have taken their place


def test_a_killed_parent_leaves_no_orphans(served: Served) -> None:
    if served.service is None:
        served.serve()
    _wait_for(lambda: served.processes("gunicorn"), lambda: "the service did not start")
    assert served.service is not None
    left = served.processes()
    os.kill(served.service.pid, signal.SIGKILL)
    served.service.wait()
    _gone, alive = psutil.wait_procs(left, timeout=30)
    served.service = None
    assert not alive


def test_two_looks_at_the_same_moment_do_the_work_once(served: Served) -> None:
    """Two services on one database: each looks for dead work, and each keeps the day's results."""
    served.stop()
    served.ask("DELETE FROM django_tasks_database_dbtaskresult RETURNING 1")
    served.ask("DELETE FROM policy_checkresult RETURNING 1")
    served.ask(
        "UPDATE intake_upload SET status = 'comparing', attempts = 0, beat_at = '2009-01-01 00:00:00+00:00'"
        " RETURNING 1"
    )
    looks = [
        subprocess.Popen([*SAMDRIFT, command], env=served.surroundings, stdout=subprocess.PIPE)
        for command in ("take_up", "take_up", "nightly", "nightly")
    ]
    said = [each.communicate(timeout=WITHIN)[0].decode() for each in looks]
    assert [each.returncode for each in looks] == [0, 0, 0, 0]
    queued = "SELECT task_path, count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'READY' GROUP BY 1"
    tasks = dict(served.ask(queued))
    assert tasks["samdrift.records.intake.actions.steps.work_in_background"] == 1, said
    assert set(tasks.values()) == {1}, said
    kept = served.ask("SELECT count(*), count(DISTINCT clause_id) FROM policy_checkresult")
    assert kept[0][0] == kept[0][1] > 0, said
