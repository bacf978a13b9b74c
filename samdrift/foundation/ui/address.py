"""Addresses with parameters: the state of a list is its address, so that it can be sent and kept."""

from collections.abc import Mapping

from django.http import QueryDict


def with_parameters(current: QueryDict, changes: Mapping[str, object]) -> str:
    """``?…`` with `changes` made to `current`; None or an empty value removes a parameter, a list repeats it."""
    changed = current.copy()
    for name, value in changes.items():
        if value is None or value in ("", [], ()):
            changed.pop(name, None)
        elif isinstance(value, list | tuple):
            changed.setlist(name, [str(part) for part in value])
        else:
            changed[name] = str(value)
    for name in [name for name, values in changed.lists() if not any(values)]:
        del changed[name]
    return f"?{changed.urlencode()}" if changed else "?"
