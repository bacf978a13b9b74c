"""Templates hold words and order: what looks like something is a component of foundation/ui, written once."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2] / "samdrift"
TEMPLATES = sorted(ROOT.rglob("templates/**/*.html"))
LONGEST_LINE = 120
MOST_LINES = 150
BY_HAND = re.compile(
    r'class="(ds-card panel|panel-head|ds-heading|facts|entries|entry-head|ds-list|ds-alert)[ "]|<table\b'
)


def name_of(path: Path) -> str:
    """A template's name as pages ask for it."""
    return str(path).rpartition("/templates/")[2]


def is_of_a_page(path: Path) -> bool:
    """Whether a room's page is written in it, and not a component, a form part or a letter."""
    return "foundation/ui" not in str(path) and "mail" not in path.parts


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_template_can_be_read(path: Path) -> None:
    get_template(name_of(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_is_short_and_so_are_its_lines(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= MOST_LINES
    assert [line for line in lines if len(line) > LONGEST_LINE] == []


@pytest.mark.parametrize("path", [path for path in TEMPLATES if is_of_a_page(path)], ids=name_of)
def test_a_page_is_built_of_components(path: Path) -> None:
    assert BY_HAND.findall(path.read_text(encoding="utf-8")) == []
