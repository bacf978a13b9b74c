"""No regular expression takes far longer for a text that is a little longer: found by machine, measured in steps.

Every compiled pattern of the package is tried with texts made from its own parts, in the way that it is used: what
comes before a repetition, what is repeated, and a sign that lets the whole fail. Ratios within one run are judged,
never seconds.
"""

import ast
import importlib
import pkgutil
import re
import re._constants as codes
import re._parser as parser
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import samdrift

ANCHORED = frozenset({"match", "fullmatch"})
USES = ANCHORED | {"search", "sub", "subn", "split", "findall", "finditer"}
WITH_A_PATTERN = USES | {"compile"}
SHORTEST, LONGEST, TIMES = 16, 8 * 2**10, 8
NOTICED = 0.004  # seconds; what takes less is not judged
MOST_GROWTH = 3 * TIMES
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
OF_CATEGORY = {
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_WORD: "a",
    codes.CATEGORY_NOT_DIGIT: "x",
    codes.CATEGORY_NOT_SPACE: "a",
    codes.CATEGORY_NOT_WORD: " ",
}
ALWAYS = "a1 [(@.-,"
Node = tuple[Any, Any]


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(samdrift.__path__, "samdrift."):
        if ".migrations" not in found.name and not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns_of(module: ModuleType) -> Iterator[tuple[str, "re.Pattern[Any]", str]]:
    """Every pattern of a module, with its name and how it is used."""
    used: dict[str, set[str]] = {}
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=use),
                args=[ast.Constant() as text, *_],
            ) if use in WITH_A_PATTERN - {"compile"}:
                yield f"{module.__name__}:{node.lineno}", re.compile(text.value), use
            case ast.Attribute(value=ast.Name(id=name), attr=use) if use in USES:
                used.setdefault(name, set()).add(use)
    for name, value in vars(module).items():
        for one in value if isinstance(value, tuple | list) else [value]:
            if isinstance(one, re.Pattern):
                for use in sorted(used.get(name, {"fullmatch"})):
                    yield f"{module.__name__}.{name}", one, use


def signs_of(choices: Iterable[Node]) -> list[str]:
    """Some signs of a class of characters."""
    found: list[str] = []
    for code, value in choices:
        if code is codes.NEGATE:
            excluded = signs_of(list(choices)[1:])
            return [sign for sign in ALWAYS if sign not in excluded]
        if code is codes.LITERAL:
            found.append(chr(value))
        elif code is codes.RANGE:
            found.append(chr(value[0]))
        elif code is codes.CATEGORY:
            found.append(OF_CATEGORY[value])
    return found


def inner(node: Node) -> list[Iterable[Node]]:
    """The expressions inside one."""
    code, value = node
    if code in REPEATS:
        return [value[2]]
    if code is codes.BRANCH:
        return list(value[1])
    if code is codes.SUBPATTERN:
        return [value[3]]
    if code is codes.ATOMIC_GROUP:
        return [value]
    return []


def example(nodes: Iterable[Node], nth: int = 0) -> str:
    """A short text that an expression fits, one of several."""
    text = ""
    for code, value in nodes:
        if code is codes.LITERAL:
            text += chr(value)
        elif code in (codes.ANY, codes.NOT_LITERAL):
            text += "a"
        elif code is codes.IN:
            signs = signs_of(value) or ["a"]
            text += signs[nth % len(signs)]
        elif code in REPEATS:
            text += example(value[2], nth) * max(value[0], min(1, value[1], nth))
        elif parts := inner((code, value)):
            text += example(parts[nth % len(parts)], nth)
    return text


def repetitions(nodes: Iterable[Node], before: str = "") -> Iterator[tuple[str, str]]:
    """What stands before each repetition without end, and what is repeated."""
    for node in nodes:
        if node[0] in REPEATS and node[1][1] > 50:
            for nth in range(3):
                yield before, example(node[1][2], nth)
        for part in inner(node):
            yield from repetitions(part, before)
        before += example([node])


def texts_for(pattern: "re.Pattern[Any]") -> Iterator[Callable[[int], Any]]:
    """Texts of any length that are hard for a pattern."""
    tree = list(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
    hard = {(before, part) for before, part in repetitions(tree) if part}
    whole = {part for nth in range(2) if (part := example(tree, nth))}
    pumped = {(before, part, end) for before, part in hard for end in ("", "\x01!")}
    pumped |= {("", before + part, "\x01") for before, part in hard}
    pumped |= {("", part, "\x01") for part in {*whole, *ALWAYS, *"".join(whole)}}
    for before, part, end in sorted(pumped):

        def text(length: int, before: str = before, part: str = part, end: str = end) -> Any:
            made = before + part * (length // len(part)) + end
            return made if isinstance(pattern.pattern, str) else made.encode()

        yield text


def seconds(run: Callable[[Any], object], text: Any, times: int) -> float:
    least = float("inf")
    for _ in range(times):
        began = time.process_time()
        run(text)
        least = min(least, time.process_time() - began)
    return least


def grows_too_fast(pattern: "re.Pattern[Any]", use: str) -> str:
    """A text for which the time grows much faster than the text does; empty where there is none."""

    def run(text: Any) -> object:
        if use in ANCHORED:
            return getattr(pattern, use)(text)
        return sum(1 for _ in pattern.finditer(text))

    for text in texts_for(pattern):
        length = SHORTEST
        while seconds(run, text(length), 1) < NOTICED and length <= LONGEST:
            length += length if length > 64 else length // 4
        if length > LONGEST:
            continue
        # It is noticed: is it so whenever it is measured?
        ratios = [
            seconds(run, text(length), 3) / max(seconds(run, text(length // TIMES), 5), 1e-6)
            for _ in range(3)
        ]
        if min(ratios) > MOST_GROWTH:
            return repr(text(12))
    return ""


def test_no_pattern_grows_faster_than_its_text() -> None:
    tried = set()
    bad = []
    for module in modules():
        for name, pattern, use in patterns_of(module):
            way = use if use in ANCHORED else "search"
            if (pattern, way) not in tried:
                tried.add((pattern, way))
                if text := grows_too_fast(pattern, way):
                    bad.append(f"{name}.{way} on {text}")
    assert len(tried) > 120
    assert not bad


def test_the_measure_knows_what_it_looks_for() -> None:
    for pattern, use in (
        (r"\s*x\s*", "split"),
        (r"[(\[][^)\]]*[)\]]", "sub"),
        (r"(a+)+b", "match"),
    ):
        assert grows_too_fast(re.compile(pattern), use), pattern
    for pattern, use in ((r"[(\[][^)\]]*+[)\]]?", "sub"), (r"\w++@\w+", "fullmatch")):
        assert not grows_too_fast(re.compile(pattern), use), pattern
