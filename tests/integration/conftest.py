"""Which files of this folder are run on SQLite alone (docs/decisions/0111)."""

from pathlib import Path

import pytest

#: What a page shows, who may and who sees, in detail: both databases are asked by the table of rights and the verbs.
ON_ONE_DATABASE = ("_pages", "_rights", "_audience")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents and item.path.stem.endswith(ON_ONE_DATABASE):
            item.add_marker(pytest.mark.reads_pages)
