"""Weights as people write them: one participant a line, or JSON → exact fractions."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from samdrift.core.exact_json import Pairs, read_exact_json, shorten
from samdrift.core.findings import Finding, InvalidInput, gettext_noop

LONGEST_TEXT = 100_000  # Sweden's 290 municipalities, a line each, are a tenth of it
#: For a line without blanks round it.
_LINE = re.compile(r"(?P<name>[^;:\t=]++)[;:\t=](?P<value>.+)")
_LINE_WITHOUT_MARK = re.compile(r"(?P<name>\S[^\s,]*+)[\s,](?P<value>.+)")
_NUMBER = re.compile(r"(?P<number>-?\d+(?:[.,]\d+)?)(?:/(?P<of>\d+))?(?P<percent>%)?")
_SPACES = re.compile(r"[\s\u00a0\u202f]")


def number_in(text: str) -> Fraction:
    """A number as it is written: ``0,3``, ``3/10``, ``30 %``, ``1 200``. Raises ValueError.

    >>> number_in("12,5 %")
    Fraction(1, 8)
    """
    match = _NUMBER.fullmatch(_SPACES.sub("", text))
    if match is None or len(text) > 100 or match["of"] == "0":
        raise ValueError(text[:100])
    number = Fraction(match["number"].replace(",", ".")) / int(match["of"] or 1)
    return number / 100 if match["percent"] else number


def read_weights(text: str, *, shares: bool = False) -> dict[str, Fraction]:
    """Weights by participant, from lines such as ``1460; 30 %`` or from a JSON object.

    A first line without any number is a heading. With `shares` they are parts of a whole: numbers that sum to
    exactly 100 are percentages. Raises InvalidInput, every finding at once, each with its line: ``not-a-weight``,
    ``named-twice``, ``no-participants``, ``too-long``, ``not-json``.
    """
    findings: list[Finding] = []
    weights: dict[str, Fraction] = {}
    for where, name, written in _entries(text, findings):
        number = _number(where, written, findings)
        if name in weights:
            what = gettext_noop("%(value)s is named twice")
            findings.append(Finding(where, what, values={"value": name}, rule="named-twice"))
        if number is not None:
            weights[name] = number
    if not weights and not findings:
        what = gettext_noop("There are no weights: write one participant a line, such as 1460; 30")
        findings.append(Finding("weights", what, rule="no-participants"))
    if findings:
        raise InvalidInput(findings)
    return as_parts(weights) if shares else weights


def as_parts(weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Numbers that sum to exactly 100 are percentages; anything else is left for `fixed_key` to judge."""
    if sum(weights.values(), Fraction(0)) != 100:
        return dict(weights)
    return {name: weight / 100 for name, weight in weights.items()}


def read_parts(text: str) -> list[tuple[str, Fraction, dict[str, Fraction]]]:
    """The parts of a mix: (key, part, the key's own weights if it has any).

    Lines such as ``equal; 30 %``, or JSON ``{"equal": 0.3, "population": 0.7}``; in JSON a key with weights of its
    own is ``{"part": 0.7, "weights": {"1460": 140, …}}``. Raises InvalidInput as `read_weights`, with
    ``negative-weight``, ``shares-not-one`` and ``wrong-shape``.
    """
    findings: list[Finding] = []
    found: list[tuple[str, Fraction, dict[str, Fraction]]] = []
    for where, name, written in _entries(text, findings):
        inner: dict[str, Fraction] = {}
        whole = written
        if isinstance(written, dict):
            whole, weights = written.get("part", ""), written.get("weights", {})
            if not isinstance(weights, dict):
                what = gettext_noop("The weights of a key are an object of names and numbers")
                findings.append(Finding(where, what, rule="wrong-shape"))
                weights = {}
            for code, value in weights.items():
                number = _number(f"{where}: {code}", value, findings)
                if number is not None:
                    inner[code] = number
        part = _number(where, whole, findings)
        if part is not None:
            found.append((name, part, inner))
        if part is not None and part < 0:
            what = gettext_noop("The weight %(value)s is negative")
            findings.append(
                Finding(where, what, values={"value": str(part)}, rule="negative-weight")
            )
    total = sum((part for _name, part, _inner in found), Fraction(0))
    if not findings and total not in {1, 100}:
        what = gettext_noop("The parts of the mix sum to %(total)s, not to 1 or 100 per cent")
        findings.append(
            Finding("weights", what, values={"total": str(total)}, rule="shares-not-one")
        )
    if findings:
        raise InvalidInput(findings)
    hundred = total == 100
    return [(name, part / 100 if hundred else part, inner) for name, part, inner in found]


def _entries(text: str, findings: list[Finding]) -> Iterable[tuple[str, str, Any]]:
    """(where, name, what is written) of every entry, JSON or lines; none of a text that is too long."""
    if len(text) > LONGEST_TEXT:
        what = gettext_noop("The weights are longer than %(most)s characters")
        values = {"most": LONGEST_TEXT}
        findings.append(Finding("weights", what, values=values, rule="too-long"))
        return []
    return (
        _json_entries(text, findings) if text.lstrip().startswith("{") else _lines(text, findings)
    )


def _json_entries(text: str, findings: list[Finding]) -> list[tuple[str, str, Any]]:
    pairs: Pairs = []

    def keep_pairs(found: Pairs) -> dict[str, Any]:
        pairs[:] = found
        return dict(found)

    try:
        read_exact_json(text, make_object=keep_pairs, where="weights")
    except InvalidInput as wrong:
        findings += wrong.findings
        return []
    return [(name, name, value) for name, value in pairs]


def _lines(text: str, findings: list[Finding]) -> list[tuple[str, str, Any]]:
    entries: list[tuple[str, str, Any]] = []
    filled = [
        (n, line) for n, line in enumerate(text.lstrip("\ufeff").splitlines(), 1) if line.strip()
    ]
    for place, (number, line) in enumerate(filled):
        match = _LINE.fullmatch(line.strip()) or _LINE_WITHOUT_MARK.fullmatch(line.strip())
        if place == 0 and not any(mark.isdigit() for mark in line):
            continue
        if match is None:
            what = gettext_noop("«%(value)s» is not a name and a number")
            findings.append(
                Finding(
                    str(number), what, values={"value": shorten(line.strip())}, rule="not-a-weight"
                )
            )
        else:
            entries.append((str(number), match["name"].strip(), match["value"].strip()))
    return entries


def _number(where: str, written: Any, findings: list[Finding]) -> Fraction | None:
    if isinstance(written, int) and not isinstance(written, bool):
        return Fraction(written)
    if isinstance(written, Decimal) and abs(written.adjusted()) <= 30:
        return Fraction(written)
    try:
        return number_in(str(written))
    except ValueError:
        what = gettext_noop("«%(value)s» is not a number")
        findings.append(
            Finding(where, what, values={"value": shorten(written)}, rule="not-a-weight")
        )
        return None
