"""Addresses with parameters: the state of a list is its address, so that it can be sent and kept."""

from collections.abc import Mapping

from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme


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


def address_sent_along(request: HttpRequest, otherwise: str) -> str:
    """Where a button says that it stood (`next`), where that is a page of ours; else `otherwise`."""
    asked: str = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_ours else otherwise
