"""Long work whose worker is gone, taken up again while the service runs.

A piece of work is a row with a moment, its last sign of life. While somebody works on it the moment moves; while it
waits in the queue the queue has a task for it. A row that is at work, has been silent for longer than `SILENT` and has
no task in the queue has lost its worker: killed, or its machine is gone. Each room says how its own kind is taken up
(`takes_up`), and the service asks all of them every few seconds (`samdrift take_up`).
"""

import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

log = logging.getLogger(__name__)
SILENT = dt.timedelta(seconds=settings.SILENT_SECONDS)
LOOKED_EVERY = (
    settings.SILENT_SECONDS * 3 / 8
)  # 15 seconds of 40: what dies is found within a minute
BEAT_EVERY = settings.SILENT_SECONDS / 8  # seconds between two signs of life
MOST_ATTEMPTS = 3

TakeUp = Callable[[dt.datetime], int]
_KINDS: dict[str, TakeUp] = {}


def takes_up(name: str, take_up: TakeUp) -> None:
    """Register a kind of work. `take_up(silent_since)` takes up what has been silent since, and says how many."""
    _KINDS[name] = take_up


def take_up_silent_work(now: dt.datetime | None = None) -> dict[str, int]:
    """Every kind of work that has lost its worker is taken up; how many of each. One kind's fault stops no other."""
    since = (now or timezone.now()) - SILENT
    found = {}
    for name, take_up in _KINDS.items():
        try:
            number = take_up(since)
        except Exception:
            log.exception("silent work of the kind %s could not be taken up", name)
            continue
        if number:
            found[name] = number
    return found


def queued_keys(task: Any) -> set[Any]:
    """Keys or names of the rows that a task waits in the queue to work on, now or later."""
    waiting = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, task_path=task.module_path
    ).values_list("args_kwargs", flat=True)
    return {each["args"][0] for each in waiting if each.get("args")}


@contextmanager
def signs_of_life(beat: Callable[[], object], every: float = BEAT_EVERY) -> Iterator[None]:
    """Call `beat` now and then from a thread of its own while the work goes on, also where it computes for long."""
    over = threading.Event()

    def beating() -> None:
        try:
            while not over.wait(every):
                try:
                    beat()
                except Error:  # somebody writes for long: that is a sign of life too
                    log.info("a sign of life could not be written")
        finally:
            connection.close()

    thread = threading.Thread(target=beating, daemon=True, name="signs-of-life")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=every)
