"""«1 rader»: a message that counts something has its singular, wherever in the house it stands."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

HOUSE = Path(__file__).parents[2] / "samdrift"
CATALOGUES = sorted(HOUSE.rglob("locale/sv/LC_MESSAGES/django.po"))
#: A number, perhaps a word, and what there is several of.
COUNTED = re.compile(
    r"(?<!of )(?:%\(\w+\)[sd]|\{\w+\}|%d) (?:(?!names|into)[\w-]+ ){0,2}?(?:rows|cells|columns|lines|characters|"
    r"formulas|applications|installations|agreements|municipalities|members|areas|plans|steps|months|days|weeks|years|options|words|units|"
    r"events|findings|remarks|faults|groups|people|persons|documents|products|requests|notices)\b"
)
#: Messages that only ever tell of several, or whose number is no count, with the reason.
NEVER_ONE = {
    "more than %(most)s": "a limit, always large",
    "at most {size}": "a limit, always large",
    "from 1 to %(most)s": "a limit, always large",
    "longer than %(most)s": "a limit, always large",
    "within %(years)s years": "a limit, always large",
    "within %(days)s days": "how long a link works, a constant",
    "for %(days)s days": "how long a link works, a constant",
    "months ahead": "how far ahead is looked, a constant",
    "%(count)s applications are called": "a name that several have",
    "%(count)s rows of the register are called": "a name that several have",
    "%(count)s units are called": "a name that several have",
    "Joint: %(number)s": "joint is of two or more",
    "divided equally among": "shared by two or more",
    "%(rows)s rows and %(columns)s columns": "three counts in one sentence about the file as a whole",
    "whole history, %(number)s events": "shown where there are more events than fit",
    "%(number)s of %(all)s": "a part of a whole",
    "%(done)s of": "a part of a whole",
    "%(known)s of %(all)s": "a part of a whole",
    "%(days)s of %(of)s days": "a part of a whole",
}


def _chosen_by_count() -> set[str]:
    """Messages of functions that choose by count: core keeps the singular beside each."""
    found = set()
    for path in HOUSE.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if "choose_by_count(" not in source:
            continue
        for function in ast.walk(ast.parse(source)):
            if isinstance(function, ast.FunctionDef) and any(map(_chooses, ast.walk(function))):
                found |= {
                    node.value
                    for node in ast.walk(function)
                    if isinstance(node, ast.Constant) and isinstance(node.value, str)
                }
    return found


def _chooses(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "choose_by_count"


def _counted_without_singular() -> Iterator[tuple[str, str]]:
    settled = _chosen_by_count()
    for path in CATALOGUES:
        for entry in polib.pofile(str(path)):
            lacks = not entry.msgid_plural and not entry.obsolete and entry.msgid not in settled
            if lacks and COUNTED.search(entry.msgid):
                yield str(path.relative_to(HOUSE).parents[3]), entry.msgid


def test_every_message_that_counts_has_its_singular() -> None:
    wrong = [
        f"{room}: {message}"
        for room, message in _counted_without_singular()
        if not any(part in message for part in NEVER_ONE)
    ]
    assert not wrong, "use ngettext, blocktranslate count or choose_by_count:\n" + "\n".join(wrong)


@pytest.mark.parametrize("part", NEVER_ONE)
def test_what_is_never_one_still_stands_in_some_message(part: str) -> None:
    assert any(part in entry.msgid for path in CATALOGUES for entry in polib.pofile(str(path)))


def test_plural_forms_differ_or_the_noun_has_one_form_only() -> None:
    """A Swedish singular that counts with the plural's noun: «1 rader»."""
    plural = re.compile(
        r"%\(\w+\)s (?:rader|kolumner|kostnader|månader|kommuner|enheter|personer|applikationer|optioner)\b"
    )
    wrong = [
        entry.msgstr_plural[0]
        for path in CATALOGUES
        for entry in polib.pofile(str(path))
        if entry.msgid_plural and not entry.obsolete and plural.search(entry.msgstr_plural[0])
    ]
    assert not wrong
