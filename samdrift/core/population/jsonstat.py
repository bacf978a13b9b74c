"""One JSON-stat 2.0 dataset, its shape checked: dimensions with their categories in order, and values by position.

The order of categories is that of the numbers in ``category.index``; the order in which JSON lists them means nothing.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samdrift.core.findings import Finding, gettext_noop


@dataclass(frozen=True, slots=True)
class Dimension:
    """One variable: the codes of its categories in order of position, and what each is called."""

    code: str
    categories: tuple[str, ...]
    labels: Mapping[str, str]
    extension: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table, or a part of it. `values` lie row by row in the order of the dimensions; empty in mere metadata."""

    table: str
    notes: tuple[str, ...]
    time: str
    metric: str
    region: str
    may_be_added: bool
    dimensions: tuple[Dimension, ...]
    values: Sequence[object] | Mapping[str, object]

    def dimension(self, code: str) -> Dimension | None:
        return next((each for each in self.dimensions if each.code == code), None)

    def value(self, chosen: Mapping[str, str]) -> object:
        """The value where each dimension has the chosen category; None where none is given."""
        place = 0
        for each in self.dimensions:
            place = place * len(each.categories) + each.categories.index(chosen[each.code])
        return (
            self.values.get(str(place)) if isinstance(self.values, Mapping) else self.values[place]
        )


def read_dataset(
    answer: object, *, with_values: bool = True
) -> tuple[Dataset | None, list[Finding]]:
    """What JSON was read as → a dataset, or every fault of its shape.

    Rules: ``not-a-dataset``, ``bad-dimension``, ``bad-size``.
    """
    whole = _mapping(answer)
    variables = whole.get("id")
    if whole.get("class") != "dataset" or not isinstance(variables, list):
        return None, [_not_a_dataset(whole)]
    described = _mapping(whole.get("dimension"))
    findings: list[Finding] = []
    dimensions = []
    for code in variables:
        dimension = _dimension(str(code), _mapping(described.get(code)))
        if dimension is None:
            what = gettext_noop("The categories of %(variable)s can't be read")
            findings.append(_fault(f"dimension.{code}", what, "bad-dimension", variable=code))
        else:
            dimensions.append(dimension)
    values = whole.get("value") if isinstance(whole.get("value"), list | dict) else []
    if not findings:
        findings = _size_faults(whole, dimensions, values if with_values else None)
    if findings:
        return None, findings
    return _dataset(whole, tuple(dimensions), values), []


def _dataset(
    whole: Mapping[str, object], dimensions: tuple[Dimension, ...], values: object
) -> Dataset:
    roles = _mapping(whole.get("role"))
    extension = _mapping(_mapping(whole.get("extension")).get("px"))
    notes = whole.get("note")
    return Dataset(
        table=str(extension.get("tableid") or extension.get("matrix") or ""),
        notes=tuple(str(note) for note in notes) if isinstance(notes, list) else (),
        time=_first(roles.get("time")) or "Tid",
        metric=_first(roles.get("metric")) or "ContentsCode",
        region=_first(roles.get("geo")) or "Region",
        may_be_added=extension.get("aggregallowed") is not False,
        dimensions=dimensions,
        values=values if isinstance(values, list | dict) else [],
    )


def _dimension(code: str, described: Mapping[str, object]) -> Dimension | None:
    """A variable whose categories have each their own position from 0 on; None where they have not."""
    category = _mapping(described.get("category"))
    labels = {str(key): str(label) for key, label in _mapping(category.get("label")).items()}
    index = category.get("index")
    if index is None and len(labels) == 1:  # a single category may go without a position
        index = list(labels)
    if isinstance(index, list):
        index = {str(each): position for position, each in enumerate(index)}
    places = _mapping(index)
    if not places or any(type(position) is not int for position in places.values()):
        return None
    ordered = sorted(places, key=lambda each: (places[each], each))
    if [places[each] for each in ordered] != list(range(len(ordered))):
        return None
    named = {each: labels.get(each, each) for each in ordered}
    return Dimension(code, tuple(ordered), named, _mapping(described.get("extension")))


def _size_faults(
    whole: Mapping[str, object], dimensions: Sequence[Dimension], values: object
) -> list[Finding]:
    """Do the sizes, the categories and the number of values agree?"""
    counted = [len(each.categories) for each in dimensions]
    if whole.get("size") != counted:
        what = gettext_noop(
            "The answer says the sizes %(said)s, but its categories give %(counted)s"
        )
        return [_fault("size", what, "bad-size", said=whole.get("size"), counted=counted)]
    cells = math.prod(counted)
    if isinstance(values, list) and len(values) != cells:
        what = gettext_noop("The answer has %(said)s values where its categories give %(counted)s")
        return [_fault("value", what, "bad-size", said=len(values), counted=cells)]
    return []


def _not_a_dataset(whole: Mapping[str, object]) -> Finding:
    if "title" in whole and "status" in whole:  # the API's own way to say that it refuses
        what = gettext_noop("SCB refuses with status %(status)s: %(title)s")
        return _fault("", what, "not-a-dataset", status=whole["status"], title=whole["title"])
    if "columns" in whole and "data" in whole:
        what = gettext_noop("This is an answer of the older API; ask for the format json-stat2")
        return _fault("", what, "not-a-dataset")
    return _fault(
        "", gettext_noop("This is not a table in the format JSON-stat 2"), "not-a-dataset"
    )


def _fault(where: str, what: str, rule: str, **values: object) -> Finding:
    return Finding(where, what, values=values, rule=rule)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _first(values: object) -> str:
    return str(values[0]) if isinstance(values, list) and values else ""
