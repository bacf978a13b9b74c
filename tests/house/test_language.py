"""The language of the code: names that say what comes back, in the field's own words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "samdrift"
FLOORS = ["core", "foundation", "records", "decisions", "journey", "entrances", "config"]
RIDDLES = re.compile(
    r"told|tell|telling|untold|ours|goings?|leaving|bearing|bearers|reckon(ing|ed)?|say|say_of|standing|surroundings|"
    r"ground|dear|sieve|slips?|slipping|seeing|asking|shown|kept|asked|made|said|chosen|found|forgiven|unarmed|what|who"
)
PARTICIPLE = re.compile(r"[a-z]{3,}ed")


def files(floor: str) -> list[Path]:
    return [each for each in sorted((ROOT / floor).rglob("*.py")) if "migrations" not in each.parts]


def is_riddle(name: str) -> bool:
    """A name that hides what comes back: a word of the list, or a bare participle («kept», «sorted»)."""
    bare = name.strip("_")
    return bool(RIDDLES.fullmatch(bare) or PARTICIPLE.fullmatch(bare))


def riddles(path: Path) -> Iterator[str]:
    if RIDDLES.fullmatch(path.stem):
        yield f"{path.name}: a module of that name says nothing"
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and is_riddle(node.name):
            yield f"{path.name}:{node.lineno} {node.name}: name it by a verb phrase or a question"


@pytest.mark.parametrize("floor", FLOORS)
def test_names_say_what_comes_back(floor: str) -> None:
    assert not [riddle for path in files(floor) for riddle in riddles(path)]


def test_the_rule_knows_a_riddle_when_it_sees_one() -> None:
    assert is_riddle("told")
    assert is_riddle("_kept")
    assert is_riddle("joined")
    assert not is_riddle("join_part")
    assert not is_riddle("is_asked_for")
    assert not is_riddle("need")


# A stored row and the value that core computes with: the same noun on two floors.
SAME_NOUN = {
    *("Area", "Finding", "Move", "Municipality", "Opportunity"),
    *("Option", "Product", "Renewal", "StepKind", "Unit"),
}
# Two things that still bear one name, each known by its room; no new one joins them.
STILL_TWICE = {"Body", "Decision", "Kind", "Problem", "Row"}


def test_one_name_one_class() -> None:
    """A name that stands for two things is read twice; forms and the pieces of database drivers belong to one place."""
    places: dict[str, list[str]] = {}
    for path in (each for floor in FLOORS for each in files(floor)):
        if {"management", "sqlite", "postgresql", "forms"} & {*path.parts, path.stem}:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(str(path.relative_to(ROOT)))
    twice = {name: found for name, found in places.items() if len(found) > 1}
    assert not {name: found for name, found in twice.items() if name not in SAME_NOUN | STILL_TWICE}
    assert twice.keys() >= SAME_NOUN | STILL_TWICE
