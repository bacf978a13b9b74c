"""A database taken back to an earlier day of the product, and forward again to all that is there today."""

from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def migrate_to(*targets: tuple[str, str | None]) -> Any:
    """The registry of models as they were then, when the database is as after these migrations."""
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return executor.loader.project_state([each for each in targets if each[1]]).apps


def migrate_fully() -> None:
    """Every migration that there is, so that the next test has the whole database, whatever came after this one's."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
