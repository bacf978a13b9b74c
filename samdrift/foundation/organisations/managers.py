"""Who is whose manager, from below and upwards."""

import datetime as dt

from samdrift.foundation.organisations.models import Employment

_Spells = set[tuple[int, dt.date, dt.date]]


def makes_a_circle(employment: Employment) -> bool:
    """Would the employment make somebody a manager of themselves, through others, on any of its days?"""
    edge: _Spells = set()
    if employment.manager_id is not None:
        edge = {(employment.manager_id, employment.starts_on, employment.ends_on or dt.date.max)}
    seen: _Spells = set()
    while edge := edge - seen:
        seen |= edge
        if any(person == employment.person_id for person, _first, _last in edge):
            return True
        edge = _one_step_up(edge, employment.pk)
    return False


def _one_step_up(edge: _Spells, replaced: int | None) -> _Spells:
    """The managers of these people, on the days that they share."""
    rows = (
        Employment.objects.filter(person__in={person for person, _first, _last in edge})
        .exclude(manager=None)
        .exclude(pk__in=[] if replaced is None else [replaced])
        .values_list("person", "manager", "starts_on", "ends_on")
    )
    above: _Spells = set()
    for person, manager, starts_on, ends_on in rows:
        for below, first, last in edge:
            shared = max(first, starts_on), min(last, ends_on or dt.date.max)
            if manager is not None and below == person and shared[0] <= shared[1]:
                above.add((manager, *shared))
    return above
