"""Units' functions were a text, one a line: each becomes a row, from the day that the log knows."""

import datetime as dt
from itertools import pairwise

from django.db import migrations
from django.utils import timezone

from samdrift.foundation.organisations.models.function import fold_name, tidy_name

START_NOT_RECORDED = dt.date(1900, 1, 1)
ONE_DAY = dt.timedelta(days=1)
LONGEST = 150
NEW = ("organisations.unit_added", "organisations.unit_moved")


def read_lines(text):
    """Folded name → name, of a text with one a line; of names alike the first."""
    found = {}
    for line in (text or "").splitlines():
        name = tidy_name(line)
        if name:
            short = name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
            found.setdefault(fold_name(short), short)
    return found


def read_states(unit, events):
    """[(first day, lines)] of a unit, oldest first: what the log tells, and last what the unit says."""
    states = {}
    for event in events:
        if "functions" not in event.after:
            continue
        if not states and event.event not in NEW and event.before.get("functions"):
            states[START_NOT_RECORDED] = read_lines(event.before["functions"])
        states[timezone.localtime(event.at).date()] = read_lines(event.after["functions"])
    lines = read_lines(unit.functions)
    if not states:
        return [(START_NOT_RECORDED, lines)]
    last = max(states)
    if set(states[last]) != set(lines):
        states[last] = lines
    return sorted(states.items())


def read_periods(states):
    """Folded name → [(first day, last day or none)]."""
    found = {}
    for (day, lines), (next_day, _next) in pairwise([*states, (None, {})]):
        last = None if next_day is None else next_day - ONE_DAY
        for folded in lines:
            periods = found.setdefault(folded, [])
            if periods and periods[-1][1] == day - ONE_DAY:
                periods[-1] = (periods[-1][0], last)
            else:
                periods.append((day, last))
    return found


def make_rows(apps, schema_editor):
    """Lines alike whatever the case are one function, worded as it was first seen; the units' own wording first."""
    unit_model = apps.get_model("organisations", "Unit")
    function_model = apps.get_model("organisations", "Function")
    held_model = apps.get_model("organisations", "UnitFunction")
    events = {}
    told = apps.get_model("audit", "AuditEvent").objects.filter(about_kind="organisations.unit")
    for event in told.order_by("at", "pk").iterator():
        events.setdefault(event.about_id, []).append(event)
    units = list(unit_model.objects.order_by("pk"))
    states = {unit.pk: read_states(unit, events.get(str(unit.pk), ())) for unit in units}
    words = {}
    for lines in (
        *(read_lines(unit.functions) for unit in units),
        *(lines for each in states.values() for _day, lines in each),
    ):
        for folded, name in lines.items():
            words.setdefault(folded, name)
    functions = {
        folded: function_model.objects.create(name=name, folded=folded)
        for folded, name in words.items()
    }
    for unit in units:
        for folded, periods in read_periods(states[unit.pk]).items():
            for first, last in periods:
                ends = [day for day in (last, unit.ends_on) if day is not None]
                ends_on = min(ends) if ends else None
                if ends_on is None or first <= ends_on:
                    held_model.objects.create(
                        unit=unit, function=functions[folded], starts_on=first, ends_on=ends_on
                    )


class Migration(migrations.Migration):
    dependencies = [("organisations", "0006_functions"), ("audit", "0001_initial")]

    operations = [
        migrations.RunPython(make_rows, migrations.RunPython.noop),
        migrations.RemoveField(model_name="unit", name="functions"),
    ]
