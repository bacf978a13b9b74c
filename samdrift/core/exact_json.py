"""JSON whose numbers are kept exactly as they are written; what can't be read is said in words."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from samdrift.core.findings import Finding, InvalidInput, gettext_noop

LONGEST_NUMBER = 100
Pairs = list[tuple[str, Any]]


def read_exact_json(
    text: str, *, make_object: Callable[[Pairs], Any] = dict, where: str = ""
) -> Any:
    """What a JSON text holds, its numbers as int or Decimal.

    A number of more than 100 signs stays a text, and so do NaN and Infinity, which JSON has not but many writers write.
    make_object: what becomes of the names and values of an object. Raises InvalidInput with one finding about `where`:
    ``not-json``, also where lists and objects stand too deep in each other.
    """
    try:
        return json.loads(
            text,
            parse_int=_read_whole_number,
            parse_float=_read_decimal_number,
            parse_constant=str,
            object_pairs_hook=make_object,
        )
    except json.JSONDecodeError as wrong:
        what = gettext_noop("The file is not JSON: line %(line)s, column %(column)s")
        values: dict[str, object] = {"line": wrong.lineno, "column": wrong.colno}
        raise InvalidInput([Finding(where, what, values=values, rule="not-json")]) from wrong
    except RecursionError as wrong:
        what = gettext_noop("The lists and objects of the JSON file stand too deep in each other")
        raise InvalidInput([Finding(where, what, rule="not-json")]) from wrong


def shorten(written: object) -> str:
    """A value as it is told: no longer than fits a line."""
    text = str(written)
    return text if len(text) <= LONGEST_NUMBER else f"{text[:40]}…"


def _read_whole_number(text: str) -> int | str:
    return int(text) if len(text) <= LONGEST_NUMBER else text


def _read_decimal_number(text: str) -> Decimal | str:
    return Decimal(text) if len(text) <= LONGEST_NUMBER else text
