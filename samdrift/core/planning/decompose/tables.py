"""Amounts of everything that is limited, as one vector and as a table for each rule: limits, use of them, prices."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from samdrift.core.planning.columns import Indices, ModelColumns
from samdrift.core.planning.problem import Limit, Numbers, Rule, limits


@dataclass(frozen=True, slots=True, eq=False)
class TableShape:
    """How a vector falls into tables. The last row of each is nobody's."""

    units: int
    municipalities: int
    departments: int
    periods: int
    year: Indices  # (periods,) the year of each period
    ties: int

    @property
    def sizes(self) -> tuple[int, int, int, int, int]:
        """Capacity, change days, budget, changes, ties."""
        towns = (self.municipalities + 1) * self.periods
        changes = (self.municipalities + 1) * (self.departments + 1) * (int(self.year[-1]) + 1)
        return (self.units + 1) * self.periods, towns, towns, changes, self.ties


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """One number for each limit there could be."""

    shape: TableShape
    vector: Numbers

    @property
    def capacity(self) -> Numbers:
        """(periods, units + nobody)"""
        return self._part(0).reshape(self.shape.periods, -1)

    @property
    def days(self) -> Numbers:
        """(periods, municipalities + nobody)"""
        return self._part(1).reshape(self.shape.periods, -1)

    @property
    def budget(self) -> Numbers:
        """(periods, municipalities + nobody)"""
        return self._part(2).reshape(self.shape.periods, -1)

    @property
    def changes(self) -> Numbers:
        """(years, municipalities + nobody, departments + none)"""
        towns, departments = self.shape.municipalities + 1, self.shape.departments + 1
        return self._part(3).reshape(-1, towns, departments)

    @property
    def ties(self) -> Numbers:
        """(ties,)"""
        return self._part(4)

    def _part(self, number: int) -> Numbers:
        ends = np.cumsum(self.shape.sizes)
        return self.vector[ends[number] - self.shape.sizes[number] : ends[number]]


def shape_of(columns: ModelColumns) -> TableShape:
    """The shape of the tables of a problem."""
    problem = columns.problem
    return TableShape(
        units=len(problem.units),
        municipalities=len(problem.municipalities),
        departments=len({a.department for a in problem.areas if a.department is not None}),
        periods=columns.periods,
        year=np.array(problem.years, dtype=np.int64),
        ties=len(columns.ties.limits),
    )


def empty(shape: TableShape) -> Tables:
    """Tables of zeros in that shape."""
    return Tables(shape, np.zeros(sum(shape.sizes)))


@dataclass(frozen=True, slots=True, eq=False)
class Capacity:
    """What there is of each limit beyond what today takes: infinite where nothing is limited.

    names: the named limits and their places in the vector. grain: of each, the amount that rounding is measured by.
    """

    tables: Tables
    names: tuple[Limit, ...]
    places: Indices
    grain: Numbers


def capacity_of(columns: ModelColumns) -> Capacity:
    """The limits of a problem less today's use."""
    shape = shape_of(columns)
    tables = Tables(shape, np.full(sum(shape.sizes), np.inf))
    numbered = Tables(shape, np.arange(tables.vector.size, dtype=np.float64))
    units = {unit.id: number for number, unit in enumerate(columns.problem.units)}
    names, places = [], []
    for limit, amount, place in named_places(columns):
        today = columns.load_today[units[limit.of]] if limit.rule is Rule.UNIT_CAPACITY else 0.0
        tables.vector[place] = amount - today
        names.append(limit)
        places.append(place)
    tables.ties[:] = columns.ties.most
    used = np.abs(tables.vector[np.array(places, dtype=np.int64)])
    return Capacity(
        tables,
        (*names, *columns.ties.limits),
        np.array([*places, *numbered.ties], dtype=np.int64),
        np.concatenate([np.maximum(used, 1.0), columns.ties.largest]),
    )


def named_places(columns: ModelColumns) -> Iterator[tuple[Limit, float, int]]:
    """Each named limit that has a place in the tables, the ties apart: limit, amount, place in the vector."""
    shape = shape_of(columns)
    numbered = Tables(shape, np.arange(sum(shape.sizes), dtype=np.float64))
    units = {unit.id: number for number, unit in enumerate(columns.problem.units)}
    towns = {one.id: number for number, one in enumerate(columns.problem.municipalities)}
    departments = columns.departments
    for limit, amount in limits(columns.problem):
        if limit.rule is Rule.UNIT_CAPACITY:
            place = numbered.capacity[limit.period, units[limit.of]]
        elif limit.rule is Rule.CHANGE_DAYS:
            place = numbered.days[limit.period, towns[limit.of]]
        elif limit.rule is Rule.BUDGET:
            place = numbered.budget[limit.period, towns[limit.of]]
        elif limit.rule is Rule.CHANGES_PER_DEPARTMENT:
            place = numbered.changes[limit.period, towns[limit.of], departments[limit.part]]
        else:
            continue
        yield limit, amount, int(place)
