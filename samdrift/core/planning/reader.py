"""Values out of a document that anybody may have written: names, numbers, arrays, each fault a finding."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from samdrift.core.findings import Finding, Severity, gettext_noop
from samdrift.core.planning.problem import Numbers, numbers

NOT_AN_OBJECT = gettext_noop("an object with named fields is needed here")
_NUMBER_TYPES = {int, float}
_FIRST = 10  # findings shown of one array


class Reader:
    """Takes values out of a document; what can't be taken becomes a finding and a harmless value in its place."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def add_finding(
        self,
        where: str,
        rule: str,
        what: str,
        severity: Severity = Severity.ERROR,
        **values: object,
    ) -> None:
        """Note one finding."""
        self.findings.append(Finding(where, what, severity, values, rule))

    def objects(
        self, owner: Mapping[str, Any], name: str, where: str
    ) -> list[tuple[Mapping[str, Any], str]]:
        """The objects of a list with the path of each."""
        rows = self.sequence(owner, name, where)
        path = _path(where, name)
        found = []
        for number, row in enumerate(rows):
            if isinstance(row, Mapping):
                found.append((row, f"{path}[{number}]"))
            else:
                self.add_finding(f"{path}[{number}]", "not-an-object", NOT_AN_OBJECT)
        return found

    def sequence(self, owner: Mapping[str, Any], name: str, where: str) -> Sequence[Any]:
        """A list, empty where there is none."""
        rows = owner.get(name)
        if isinstance(rows, list | tuple):
            return rows
        path = _path(where, name)
        if rows is None:
            self.add_finding(path, "missing", gettext_noop("this is missing"))
        else:
            self.add_finding(path, "not-a-list", gettext_noop("a list is needed here"))
        return ()

    def text(self, value: Any, where: str, *, default: str) -> str:
        """A name that is not empty."""
        if isinstance(value, str) and value.strip():
            return value
        if value is None:
            self.add_finding(where, "missing", gettext_noop("this is missing"))
        else:
            self.add_finding(
                where,
                "not-a-name",
                gettext_noop("%(value)s is not a name in text"),
                value=repr(value),
            )
        return default

    def optional_text(self, value: Any, where: str) -> str | None:
        """A name, or None where there is none."""
        return None if value is None else self.text(value, where, default="")

    def whole(self, value: Any, where: str, *, least: int) -> int:
        """A whole number, `least` or more."""
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return value
        self.add_finding(
            where,
            "not-a-whole-number",
            gettext_noop("%(value)s is not a whole number from %(least)s up"),
            value=repr(value),
            least=least,
        )
        return least

    def number(self, value: Any, where: str) -> float:
        """One number."""
        return float(self.array([value], (1,), where.removesuffix("[0]"), single=True)[0])

    def array(
        self, value: Any, shape: tuple[int, ...], where: str, *, single: bool = False
    ) -> Numbers:
        """Numbers of one shape, null as NaN; zeros in place of what is wrong."""
        empty = np.zeros(shape)
        if not isinstance(value, list | tuple):
            missing = value is None
            self.add_finding(
                where,
                "missing" if missing else "not-a-list",
                gettext_noop("this is missing")
                if missing
                else gettext_noop("a list is needed here"),
            )
            return numbers(empty)
        if len(value) != shape[0]:
            self.add_finding(
                where,
                "wrong-length",
                gettext_noop("%(found)s values where %(needed)s are needed"),
                found=len(value),
                needed=shape[0],
            )
            return numbers(empty)
        if len(shape) == 2:
            for number, row in enumerate(value):
                empty[number] = self.array(row, shape[1:], f"{where}[{number}]")
            return numbers(empty)
        return numbers(self._row(value, where, single=single))

    def _row(self, row: Sequence[Any], where: str, *, single: bool) -> Sequence[float]:
        kinds = set(map(type, row))
        if kinds <= _NUMBER_TYPES and all(map(math.isfinite, _floats(row))):
            return row  # the usual case, without a look at each value
        good: list[float] = []
        wrong = 0
        for number, value in enumerate(row):
            taken = _number(value)
            good.append(0.0 if taken is None else taken)
            if taken is None:
                wrong += 1
                if wrong <= _FIRST:
                    self.add_finding(
                        where if single else f"{where}[{number}]",
                        "not-a-number",
                        gettext_noop("%(value)s is not a number"),
                        value=repr(value),
                    )
        return good

    def only(self, owner: Mapping[str, Any], where: str, known: str) -> None:
        """Warn of fields that mean nothing: a misspelt limit would be no limit."""
        for name in sorted(set(map(str, owner)) - set(known.split())):
            self.add_finding(
                _path(where, name),
                "unknown-field",
                gettext_noop("this field is not part of the format and is not used"),
                Severity.WARNING,
            )


def _path(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _floats(row: Sequence[Any]) -> list[float]:
    try:
        return [float(value) for value in row]
    except OverflowError:
        return [math.inf]


def _number(value: Any) -> float | None:
    """A finite number, NaN for null, None for anything else."""
    if value is None:
        return math.nan
    if type(value) not in _NUMBER_TYPES:
        return None
    taken = _floats([value])[0]
    return taken if math.isfinite(taken) else None
