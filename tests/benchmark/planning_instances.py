"""Problems of any size that look like co-operating municipalities, the same for the same seed.

Money in thousands of kronor, discounted to the first year. A few products per area, each operated by its users or by
one of the larger units at one of two levels: by any of three where the municipalities are few, else by two that are
open to the whole country and by the hosts nearest to each. Costs grow with population; agreements end at different
times; some can't be left before they end; capacity, budgets, change days and departments' patience are scarce.
"""

import numpy as np

from samdrift.core.planning import Area, Municipality, Option, Problem, Unit, numbers

DALSLAND = (9900, 4800, 6700, 9300, 12400)
RATE, DEPARTMENTS, YEARS_AFTER = 0.035, 10, 4
MANY = 100  # municipalities from which hosts are near by or national
HOSTS_APART, HOSTS_AN_AREA, NEAREST = 12, 8, 2


def instance(municipalities: int, areas: int, years: int, seed: int = 0) -> Problem:
    """A problem with one period a year."""
    random = np.random.default_rng(seed)
    names = [f"m{number:03}" for number in range(municipalities)]
    population = (
        np.array(DALSLAND, dtype=float)
        if municipalities == len(DALSLAND)
        else np.clip(np.exp(random.normal(np.log(16_000), 0.95, municipalities)), 2_400, 1_000_000)
    )
    ranked = np.argsort(-population * random.uniform(0.3, 1, municipalities))
    near = None if municipalities < MANY else _nearness(ranked, seed)
    made = []
    for number in range(areas):
        hosts = ranked[:3]
        if near is not None:
            regional = random.permutation(ranked[2 : 2 + municipalities // HOSTS_APART])
            hosts = np.concatenate([ranked[:2], regional[:HOSTS_AN_AREA]])
        made.append(_area(random, f"a{number:03}", (names, population, hosts), years, near))
    load, spending = np.zeros(municipalities), np.zeros(municipalities)
    for area in made:
        member = np.array([names.index(name) for name in area.members])
        load[member] += area.current_load_fte
        cost = np.array([option.switch_investment[:, 0] for option in area.options])
        spending[member] += np.median(np.nan_to_num(cost), axis=0)
    capacity = np.maximum(load[:, None] * (1.04 - 0.01 * np.arange(years)) + 0.3, load[:, None])
    return Problem(
        periods=tuple(str(2009 + year) for year in range(years)),
        periods_per_year=1,
        units=tuple(
            Unit(f"u{name}", name, numbers(row)) for name, row in zip(names, capacity, strict=True)
        ),
        municipalities=tuple(
            Municipality(
                name,
                budget=numbers(np.full(years, spending[number] / 5 + 150)),
                change_days=numbers(np.full(years, areas * 4.0)),
                max_changes_per_department=max(2, areas // DEPARTMENTS // 5),
            )
            for number, name in enumerate(names)
        ),
        areas=tuple(made),
    )


def _nearness(ranked: np.ndarray, seed: int) -> np.ndarray:
    """(municipalities, municipalities) how far apart they lie, on a map drawn by lot."""
    place = np.random.default_rng([seed, 1]).random((ranked.size, 2))
    return np.hypot(*(place[:, None] - place[None, :]).transpose(2, 0, 1))


def _area(
    random: np.random.Generator,
    name: str,
    who: tuple[list[str], np.ndarray, np.ndarray],
    years: int,
    near: np.ndarray | None = None,
) -> Area:
    names, population, hosts = who
    here = np.flatnonzero(random.random(len(names)) > 0.08)
    here = here if here.size >= 2 else np.arange(2)
    people, size = population[here], np.exp(random.normal(0, 0.6))
    discount = (1 + RATE) ** -np.arange(years)
    after = sum((1 + RATE) ** -(years + year) for year in range(YEARS_AFTER))
    rest = np.cumsum(discount[::-1])[::-1] + after  # worth of a krona a year from each year on
    products = int(random.integers(3, 5))
    licence = size * (25 + 0.006 * people)[:, None] * np.exp(random.normal(0, 0.15, products))
    operation = 60 * size**0.5
    today = random.integers(0, products, here.size)
    lonely = np.where(
        random.random(here.size) < 0.65, random.uniform(5, 35, here.size) * size**0.5, 0
    )
    paying = licence[np.arange(here.size), today]
    yearly = paying + 0.8 * operation + lonely
    ends, bound = random.uniform(0, 5, here.size), random.random(here.size) < 0.12
    paid = np.concatenate(
        [np.zeros((here.size, 1)), np.cumsum(np.outer(yearly, discount), axis=1)], axis=1
    )
    load = 0.10 * size**0.5 * (people / 16_000) ** 0.35
    may_use = np.ones((here.size, hosts.size), dtype=bool)
    if near is not None:
        order = np.argsort(near[np.ix_(here, hosts[2:])], axis=1)
        may_use[:, 2:] = np.argsort(order, axis=1) < NEAREST
    options = []
    for product in range(products):
        for number, host in enumerate([None, *hosts]):
            for level in (2,) if host is None else (3, 4):
                share = 1.0 if host is None else {3: 0.55, 4: 0.38}[level]
                new = (
                    licence[:, product] * {2: 0.96, 3: 0.93, 4: 0.8}[level]
                    + operation * 0.8 * share
                )
                move = np.where(today == product, 0.3, 1.0) * (
                    90 * size**0.5 + 0.006 * size * people
                )
                left = (
                    np.maximum(ends[:, None] - np.arange(years), 0)
                    * 0.6
                    * licence[np.arange(here.size), today][:, None]
                )
                once = move[:, None] + left
                cost = paid[:, :years] + once * discount + np.outer(new, rest)
                cost[bound[:, None] & (np.arange(years) < ends[:, None])] = np.nan
                if host is not None:
                    cost[~may_use[:, number - 1]] = np.nan
                setup = (
                    60 * size**0.5
                    if host is None
                    else 140 * size**0.5 + 45 * float(random.integers(0, 3))
                )
                running = 8.0 if host is None else operation * {3: 0.5, 4: 1.15}[level]
                options.append(
                    Option(
                        id=f"p{product}-{'own' if host is None else names[host]}-{level}",
                        product=f"p{product}",
                        unit=None if host is None else f"u{names[host]}",
                        level=level,
                        open_cost=numbers(setup * discount + running * rest),
                        open_investment=numbers(np.full(years, 0.0 if host is None else setup)),
                        load_fixed_fte=0.0 if host is None else 0.10 * size**0.5,
                        switch_cost=numbers(cost),
                        switch_investment=numbers(once),
                        switch_days=numbers(np.where(today == product, 8, 25) * size**0.5),
                        load_fte=numbers(load if host is None else load * {3: 0.5, 4: 0.3}[level]),
                    )
                )
    return Area(
        id=name,
        department=f"d{int(random.integers(DEPARTMENTS))}",
        members=tuple(names[one] for one in here),
        stay_cost=numbers(paid[:, -1] + yearly * after),
        current_unit=tuple(f"u{names[one]}" for one in here),
        current_load_fte=numbers(load),
        options=tuple(options),
    )
