"""What people read is in Swedish order wherever it is sorted."""

import ast
import re
from pathlib import Path

HOUSE = Path(__file__).parents[2] / "samdrift"
READ_BY_PEOPLE = re.compile(
    r"(^|/)(views|queries|forms|panels?|present)(/|\.py$)|^entrances/portal/"
)
WORDS = re.compile(
    r"\.(name|title|label|what|area|product)\b|\[\"(name|title|label|area)\"\]|\bstr\("
)


def _sorts(source: str) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            if name in {"sorted", "sort"}:
                found.append((node.lineno, ast.get_source_segment(source, node) or ""))
    return found


def test_words_are_sorted_by_the_swedish_key() -> None:
    wrong = []
    for path in HOUSE.rglob("*.py"):
        place = path.relative_to(HOUSE).as_posix()
        if "migrations" in path.parts or not READ_BY_PEOPLE.search(place):
            continue
        for line, call in _sorts(path.read_text(encoding="utf-8")):
            if WORDS.search(call) and "swedish_key" not in call and ".code" not in call:
                wrong.append(f"{place}:{line}: {' '.join(call.split())[:120]}")
    assert not wrong, "\n".join(wrong)


def test_no_template_sorts_for_itself() -> None:
    wrong = [
        str(path.relative_to(HOUSE))
        for path in HOUSE.rglob("templates/**/*.html")
        if "dictsort" in path.read_text(encoding="utf-8")
    ]
    assert not wrong
