"""Groups of areas decided on other processes and machines: the same plan, even when a worker is lost on the way."""

import os
import signal
import threading
import time
from typing import Any

import pytest

from samdrift.core.planning import Plan, planner, solve
from samdrift.core.planning.decompose import pipeline
from tests.benchmark.planning_instances import instance

distributed = pytest.importorskip("distributed")


@pytest.fixture
def in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planner, "SINGLE", 0)
    monkeypatch.setattr(pipeline, "_WHOLE_SEATS", 0)
    monkeypatch.setattr(pipeline, "_CLOSED", 0)
    monkeypatch.setattr(pipeline, "_IDLE_ROUNDS", 6)


def planned(workers: int | str | None) -> Plan:
    return solve(instance(6, 5, 2), gap=1e-4, workers=workers)


@pytest.mark.usefixtures("in_groups")
def test_a_worker_that_is_killed_on_the_way_changes_nothing() -> None:
    alone = planned(None)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        killed: list[Any] = []
        thread = threading.Thread(target=_kill_the_busy_one, args=(cluster, killed))
        thread.start()
        together = planned(cluster.scheduler_address)
        thread.join()
    assert killed
    assert (together.areas, together.objective) == (alone.areas, alone.objective)


def _kill_the_busy_one(cluster: Any, killed: list[Any]) -> None:
    """Kill the process of the first worker that is seen to have something to do."""
    ends = time.monotonic() + 60
    while time.monotonic() < ends and not killed:
        for name, state in list(cluster.scheduler.workers.items()):
            if state.processing:
                nanny = next(one for one in cluster.workers.values() if one.worker_address == name)
                os.kill(nanny.pid, signal.SIGKILL)
                killed.append(name)
                break
        time.sleep(0.005)


@pytest.mark.usefixtures("in_groups")
def test_two_processes_make_the_same_plan_as_one() -> None:
    assert planned(2).areas == planned(None).areas
