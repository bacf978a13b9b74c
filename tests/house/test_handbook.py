"""The handbook calls pages, buttons and states by the names that the product says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.test_messages import entries, swedish

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted((ROOT / "docs/handbook").glob("*.md")), ROOT / "README.sv.md"]
QUOTED = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|(?<![*\w])\*(?P<slanted>[^*\n]+)\*(?!\*)")
#: Words that somebody searches by.
NOT_NAMES = {"karta", "kartor", "skol", "schema", "skolschema", "GIS"}
LEAST = 12  # letters that a text with something filled in must have of its own
#: A heading at the beginning of a paragraph: it has its mark within («**Fryst.**», «**Bjuda in:**»).
HEADING = re.compile(r".*[.:?]", re.DOTALL)


def said() -> list[str]:
    """Every Swedish text of the product, without the marks at its end."""
    return [_bare(text) for _room, entry in entries() for text in swedish(entry)]


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().strip(".:;,").casefold()


def names(path: Path) -> Iterator[str]:
    """Every name that a page of the handbook quotes; «A › B» is two."""
    text = re.sub(
        r"`[^`]*`|^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    text = re.sub(r"^\s*\* ", "- ", text, flags=re.MULTILINE)
    for found in QUOTED.finditer(text):
        if found["bold"] and HEADING.fullmatch(found["bold"]):
            continue
        for name in (found["bold"] or found["slanted"]).split("›"):
            yield name.strip()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_quoted_name_is_the_products(path: Path) -> None:
    known = said()
    whole = set(known)
    patterns = [_pattern(text) for text in known if "%(" in text and len(_literal(text)) > LEAST]
    lost = [
        name
        for name in names(path)
        if name not in NOT_NAMES
        and _bare(name) not in whole
        and not any(pattern.fullmatch(_bare(name)) for pattern in patterns)
    ]
    assert lost == []


def _literal(text: str) -> str:
    """A text without what is filled in, so that «%(a)s %(b)s» doesn't fit every name."""
    return re.sub(r"%\(\w+\)s|\W", "", text)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"%\\\(\w+\\\)s", ".+", re.escape(text)))


def test_a_name_that_no_page_says_is_found(tmp_path: Path) -> None:
    page = tmp_path / "handbok.md"
    page.write_text("Välj *Kasta allt överbord* och **Spara**.", encoding="utf-8")
    with pytest.raises(AssertionError, match="Kasta allt"):
        test_every_quoted_name_is_the_products(page)
