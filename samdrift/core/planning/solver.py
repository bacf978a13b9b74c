"""HiGHS, and nothing else: the only file that knows it. A program goes in as arrays in one call."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from threading import local
from typing import Any

import highspy
import numpy as np

from samdrift.core.planning.model import Program
from samdrift.core.planning.problem import Numbers

_TOLERANCE = 1e-7  # of limits (in the scale of their largest entry) and of whole numbers
_COUNTED = 1e-6  # share by which the values may cost otherwise than the solver says
_SMALL = 5_000  # columns up to which the last of the gap is worth closing
_CHEAP_WORK = 1e5  # columns × nodes of the search tree that this may take
_SECONDS_BETWEEN_REPORTS = 0.5


class Proof(StrEnum):
    """What a run of the solver has shown."""

    SOLVED = "solved"  # the best is found, within the asked gap
    STOPPED = "stopped"  # time or somebody stopped it; there may be values, and a bound
    INFEASIBLE = "infeasible"


@dataclass(frozen=True, slots=True, eq=False)
class SolverResult:
    """What came out: `values` None where nothing was found, `bound` -inf where nothing was proven."""

    proof: Proof
    values: Numbers | None
    objective: float
    bound: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come; objective None before the first plan, bound None before the first proof."""

    seconds: float
    objective: float | None
    bound: float | None


@dataclass(frozen=True, slots=True)
class Effort:
    """How long and how hard to try.

    gap: stop when (objective - bound) / objective is proven to be at most this.
    time_limit: seconds.
    nodes: of the search tree, after which it is enough; unlike seconds they give the same answer every time.
    exact: close the last of the gap of a small problem where that is cheap.
    progress: told now and then how far it has come. stop: asked now and then; True ends the run with the best so far.
    """

    gap: float = 0.001
    time_limit: float | None = None
    threads: int = 1
    seed: int = 0
    nodes: int | None = None
    exact: bool = True
    progress: Callable[[Progress], None] | None = None
    stop: Callable[[], bool] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """The optimum of a program whose whole numbers may be broken.

    row_price: what one more unit on a row's right-hand side adds to the cost.
    """

    objective: float
    values: Numbers
    row_price: Numbers


class _SilentHighs(highspy.Highs):
    """HiGHS that does not print its name: standard output belongs to who called, and may be JSON."""

    def enableCallbacks(self) -> None:  # noqa: N802 - HiGHS's name; its constructor prints here unless silenced
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # highspy has no types here


class _Pool(local):
    """HiGHS has a pool of threads for each thread that calls it, and refuses another number until it is made anew."""

    count = 0

    def hold(self, count: int) -> None:
        """Have a pool of this many for the calls from this thread."""
        if self.count != count:
            highspy.Highs.resetGlobalScheduler(True)
            self.count = count


_POOL = _Pool()


def minimise(program: Program, effort: Effort, start: Numbers | None = None) -> SolverResult:
    """Solve a program; the same program, seed and number of threads give the same answer unless time runs out."""
    if program.cost.size == 0:
        held = bool(
            (program.row_lower <= _TOLERANCE).all() and (program.row_upper >= -_TOLERANCE).all()
        )
        return SolverResult(
            Proof.SOLVED if held else Proof.INFEASIBLE, np.zeros(0), program.offset, program.offset
        )
    highs = _prepare(program, effort)
    if start is not None:
        highs.setSolution(start.size, np.arange(start.size, dtype=np.int32), start)
    _listen(highs, effort, program.cost.size)
    if highs.run() == highspy.HighsStatus.kError:
        raise RuntimeError(f"HiGHS failed: {highs.modelStatusToString(highs.getModelStatus())}")
    outcome = _outcome(highs)
    if start is not None and not _adds_up(program, outcome):
        # HiGHS 1.16 hands back the start with the objective of the optimum where presolve alone finds the optimum.
        return minimise(program, effort)
    return outcome


def relax(program: Program, effort: Effort) -> Relaxed | None:
    """Solve a program as if nothing had to be whole; None where that has no optimum, or time or somebody stopped it."""
    if program.cost.size == 0:
        return Relaxed(program.offset, np.zeros(0), np.zeros(program.row_lower.size))
    highs = _prepare(replace(program, whole=np.zeros(program.cost.size, dtype=bool)), effort)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = highs.getSolution()
    return Relaxed(
        objective=highs.getInfo().objective_function_value,
        values=np.array(solution.col_value),
        row_price=np.array(solution.row_dual),
    )


def _adds_up(program: Program, outcome: SolverResult) -> bool:
    """Do the values cost what the solver says that they cost?"""
    if outcome.values is None:
        return True
    counted = program.offset + float(program.cost @ outcome.values)
    return abs(counted - outcome.objective) <= _COUNTED * max(1.0, abs(outcome.objective))


def _prepare(program: Program, effort: Effort) -> Any:
    _POOL.hold(effort.threads)
    highs = _SilentHighs()  # type: ignore[no-untyped-call]  # highspy has no types here
    options: dict[str, bool | float | int] = {
        "random_seed": effort.seed,
        "threads": effort.threads,
        # `_listen` ends the run of a small problem
        "mip_rel_gap": 0.0 if effort.exact and program.cost.size <= _SMALL else effort.gap,
        "mip_abs_gap": 1e-9,
        "mip_feasibility_tolerance": _TOLERANCE,
        "primal_feasibility_tolerance": _TOLERANCE,
    }
    if effort.nodes is not None:
        # a sub-problem among many: its neighbourhoods are searched from above, not by HiGHS
        options |= {"mip_max_nodes": effort.nodes, "mip_heuristic_run_rens": False}
    if effort.time_limit is not None:
        options["time_limit"] = max(effort.time_limit, 0.0)
    for name, value in options.items():
        highs.setOptionValue(name, value)
    highs.passModel(
        program.cost.size,
        program.row_lower.size,
        program.value.size,
        int(highspy.MatrixFormat.kColwise),
        int(highspy.ObjSense.kMinimize),
        program.offset,
        program.cost,
        program.lower,
        program.upper,
        program.row_lower,
        program.row_upper,
        program.start.astype(np.int32),
        program.row.astype(np.int32),
        program.value,
        program.whole.astype(np.int32),
    )
    return highs


def _listen(highs: Any, effort: Effort, columns: int) -> None:
    """End the run when asked to, or when the gap is small enough and closing it altogether is not cheap."""
    began = last = time.perf_counter()

    def interrupt(event: Any) -> None:
        nonlocal last
        state = event.data_out
        if effort.progress is not None and time.perf_counter() - last >= _SECONDS_BETWEEN_REPORTS:
            last = time.perf_counter()
            effort.progress(_progress(last - began, state))
        cheap = effort.exact and columns * max(state.mip_node_count, 1) < _CHEAP_WORK
        if (state.mip_gap <= effort.gap and not cheap) or (
            effort.stop is not None and effort.stop()
        ):
            event.interrupt()

    highs.cbMipInterrupt += interrupt


def _progress(seconds: float, state: Any) -> Progress:
    return Progress(
        seconds=seconds,
        objective=_finite(state.mip_primal_bound),
        bound=_finite(state.mip_dual_bound),
    )


def _finite(value: float) -> float | None:
    return value if abs(value) < highspy.kHighsInf else None


def _outcome(highs: Any) -> SolverResult:
    status, information = highs.getModelStatus(), highs.getInfo()
    if status in {
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    }:
        return SolverResult(Proof.INFEASIBLE, None, np.inf, np.inf)
    found = information.primal_solution_status == highspy.kSolutionStatusFeasible
    return SolverResult(
        proof=Proof.SOLVED if status == highspy.HighsModelStatus.kOptimal else Proof.STOPPED,
        values=np.array(highs.getSolution().col_value) if found else None,
        objective=information.objective_function_value if found else np.inf,
        bound=information.mip_dual_bound,
    )
