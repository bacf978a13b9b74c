"""The tests' database is a copy; it must be the one that migrating gives, and be made anew when that changes."""

from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from tests import kept_database
from tests.kept_database import ROOT, files_that_decide, what_migrations_run


@pytest.mark.django_db
def test_nothing_is_left_to_migrate_and_every_table_is_there() -> None:
    call_command("migrate", "--check", verbosity=0)
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
    tables = set(connection.introspection.table_names())
    assert set(connection.introspection.django_table_names()) <= tables
    assert "portal_cache" in tables
    assert ContentType.objects.filter(app_label="audit").exists()


def test_what_a_migration_runs_decides_whether_the_copy_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = connection.settings_dict["ENGINE"]
    files = files_that_decide(engine)
    assert set((ROOT / "samdrift").glob("**/migrations/*.py")) <= files
    assert ROOT / "samdrift/foundation/organisations/dated.py" in files
    assert ROOT.joinpath(*engine.split("."), "base.py") in files
    before = what_migrations_run(engine)
    changed = tmp_path / "0099_a_new_one.py"
    changed.write_text("x = 1")
    monkeypatch.setattr(kept_database, "files_that_decide", lambda _: {*files, changed})
    with_one_more = what_migrations_run(engine)
    changed.write_text("x = 2")
    assert len({before, with_one_more, what_migrations_run(engine)}) == 3
