"""Groups of areas decided on other processes and machines: the same plan, even when a worker is lost on the way."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from samdrift.core.planning import ComputedPlan, planner, solve
from samdrift.core.planning.decompose import pipeline
from tests.benchmark.planning_instances import instance

distributed = pytest.importorskip("distributed")


@pytest.fixture
def in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planner, "SINGLE", 0)
    monkeypatch.setattr(pipeline, "_WHOLE_SEATS", 0)
    monkeypatch.setattr(pipeline, "_CLOSED", 0)
    monkeypatch.setattr(pipeline, "_IDLE_ROUNDS", 6)


def planned(workers: int | str | None) -> ComputedPlan:
    return solve(instance(6, 5, 2), gap=1e-4, workers=workers)


@pytest.mark.usefixtures("in_groups")
def test_a_worker_that_is_killed_on_the_way_changes_nothing() -> None:
    alone = planned(1)
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
def test_processes_of_this_machine_make_the_same_plan_as_one() -> None:
    alone = planned(1)
    assert planned(2).areas == alone.areas
    assert planned(None).areas == alone.areas


@pytest.mark.usefixtures("in_groups")
def test_a_process_that_is_killed_changes_nothing() -> None:
    alone = planned(1)
    killed: list[int] = []
    thread = threading.Thread(target=_kill_a_child, args=(killed,))
    thread.start()
    together = planned(2)
    thread.join()
    assert killed
    assert (together.areas, together.objective) == (alone.areas, alone.objective)


def _kill_a_child(killed: list[int]) -> None:
    """Kill the first process of the pool that is well on its way: one uses 0.6 s in all."""
    ends = time.monotonic() + 60
    while time.monotonic() < ends and not killed:
        for child in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                if "loky" in " ".join(child.cmdline()) and child.cpu_times().user > 0.3:
                    child.kill()
                    killed.append(child.pid)
                    break
        time.sleep(0.01)


SCRIPT = """
from samdrift.core.planning import planner, solve
from samdrift.core.planning.decompose import pipeline
from tests.benchmark.planning_instances import instance
planner.SINGLE = pipeline._WHOLE_SEATS = pipeline._CLOSED = 0
pipeline._IDLE_ROUNDS = 2
print(solve(instance(6, 5, 2), gap=1e-4, workers=2).status)
"""


def test_a_script_without_a_guard_is_run_once(tmp_path: Path) -> None:
    """Processes that began by running the caller's own script again would ask for processes in their turn."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, script], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() in (["feasible"], ["within_gap"], ["optimal"]), done.stderr
