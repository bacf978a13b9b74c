"""Who decides the parts: this process, a pool of processes on this machine, or the workers of a Dask cluster.

A part is a whole small program, so nobody needs to know anything else, and one that is lost is simply done again.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from loky import ProcessPoolExecutor, cpu_count

from samdrift.core.planning.model import Program
from samdrift.core.planning.problem import Numbers
from samdrift.core.planning.solver import Effort, minimise

_TRIES = 10  # of a part whose worker is lost


@dataclass(frozen=True, slots=True, eq=False)
class SolverTask:
    """A program to solve, how hard to try, and values to start from."""

    program: Program
    effort: Effort
    start: Numbers | None


def done(task: SolverTask) -> Numbers | None:
    """The values found; None where nothing was."""
    return minimise(task.program, task.effort, task.start).values


class Workers(Protocol):
    """Whoever solves tasks, and answers in their order."""

    def run(self, tasks: Sequence[SolverTask]) -> list[Numbers | None]: ...


class Here:
    """One after another in this process."""

    def run(self, tasks: Sequence[SolverTask]) -> list[Numbers | None]:
        return [done(task) for task in tasks]


class Pool:
    """Side by side in processes of this machine; where they can't start or are killed, here instead."""

    def __init__(self, executor: Executor) -> None:
        self._executor: Executor | None = executor

    def run(self, tasks: Sequence[SolverTask]) -> list[Numbers | None]:
        if self._executor is not None:
            try:
                return list(self._executor.map(done, tasks))
            except BrokenProcessPool:
                self._executor = None
        return Here().run(tasks)


class Cluster:
    """Side by side on the workers of a Dask scheduler; what a lost worker had is done by another."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def run(self, tasks: Sequence[SolverTask]) -> list[Numbers | None]:
        waiting = self._client.map(done, list(tasks), pure=False, retries=_TRIES)
        return list(self._client.gather(waiting))


@contextmanager
def open_workers(workers: int | str | None) -> Iterator[Workers]:
    """The workers asked for: a number of processes, or the address of a scheduler such as tcp://plan:8786.

    None: as many processes as there are processors for this one.
    """
    count = cpu_count() if workers is None else workers
    if isinstance(count, str):
        from distributed import Client

        make: Any = Client  # it has no types
        with make(count, set_as_default=False) as client:
            yield Cluster(client)
    elif count > 1:
        with ProcessPoolExecutor(count) as executor:
            yield Pool(executor)
    else:
        yield Here()
