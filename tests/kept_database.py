"""A test database is migrated once and copied after that, for as long as nothing that a migration runs has changed.

Migrating takes half a minute and a test process needs a database of its own. The first process keeps a copy of what
it migrated, the others wait for it and copy: a file under `var/` with SQLite, a template database beside the test
databases with PostgreSQL. `migrate` is run on the copy all the same; it finds nothing to do.
"""

import ast
import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import django
import pytest
from django.apps import apps
from django.db import OperationalError, connection

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "tests"
PREFIX = "samdrift_kept"


def keep_what_is_migrated() -> None:
    """From now on the test database of this process is a copy, where there is one to copy."""
    keep = {"sqlite": _keep_file, "postgresql": _keep_template}[connection.vendor]
    keep(connection.creation, what_migrations_run(connection.settings_dict["ENGINE"]))


def what_migrations_run(engine: str) -> str:
    """A digest of what an empty database becomes when it is migrated."""
    whole = hashlib.sha256(f"{django.__version__} {engine}".encode())
    for file in sorted(files_that_decide(engine)):
        whole.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return whole.hexdigest()[:16]


def files_that_decide(engine: str) -> set[Path]:
    """Every migration, the database backend, what these import of the product, and the data files beside them."""
    files = {
        file for app in apps.get_app_configs() for file in Path(app.path).glob("migrations/*.py")
    }
    if backend := _file_of(f"{engine}.base"):
        files.add(backend)
    data = {file for file in (ROOT / "samdrift").glob("**/data/**/*") if file.is_file()}
    return _imported_by(files) | data


def _imported_by(files: set[Path]) -> set[Path]:
    """The files themselves and every module of the product that they import, or that those import."""
    found: set[Path] = set()
    waiting = list(files)
    while waiting:
        file = waiting.pop()
        if file in found:
            continue
        found.add(file)
        for node in ast.walk(ast.parse(file.read_bytes())):
            waiting += [each for name in _names(node) if (each := _file_of(name))]
    return found


def _names(node: ast.AST) -> list[str]:
    """The modules that a line imports; what is taken from a module may be a module too."""
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
    return []


def _file_of(module: str) -> Path | None:
    if not module.startswith("samdrift."):
        return None
    path = ROOT.joinpath(*module.split("."))
    return next(
        (each for each in (path.with_suffix(".py"), path / "__init__.py") if each.exists()), None
    )


@contextmanager
def _one_process_at_a_time() -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _keep_file(creation: Any, digest: str) -> None:
    kept = FOLDER / f"{PREFIX}_{digest}.sqlite3"
    create, make_empty = creation.create_test_db, creation._create_test_db

    def make_copy(*arguments: Any, **keywords: Any) -> str:
        name = make_empty(*arguments, **keywords)
        if kept.exists() and creation.is_in_memory_db(name):
            creation.held = sqlite3.connect(
                name, uri=True
            )  # what is in memory lives while it is open
            with sqlite3.connect(kept) as source:
                source.backup(creation.held)
            source.close()
        return name

    def create_test_db(*arguments: Any, **keywords: Any) -> str:
        if kept.exists():
            return create(*arguments, **keywords)
        with _one_process_at_a_time():
            name = create(*arguments, **keywords)
            if not kept.exists():
                part = kept.with_suffix(f".{os.getpid()}")
                with sqlite3.connect(part) as copy:
                    connection.connection.backup(copy)
                copy.close()
                for old in FOLDER.glob(f"{PREFIX}_*.sqlite3"):
                    old.unlink()
                part.replace(kept)
            return name

    creation.create_test_db, creation._create_test_db = create_test_db, make_copy


def _keep_template(creation: Any, digest: str) -> None:
    kept = f"{PREFIX}_{digest}"
    create = creation.create_test_db

    def is_there() -> bool:
        with creation._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [kept])
            return cursor.fetchone() is not None

    def create_test_db(*arguments: Any, **keywords: Any) -> str:
        settings = creation.connection.settings_dict["TEST"]
        if is_there():
            settings["TEMPLATE"] = kept
            return create(*arguments, **keywords)
        with creation._nodb_cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_lock(hashtext(%s))", [kept]
            )  # until this one is closed
            if is_there():
                settings["TEMPLATE"] = kept
                return create(*arguments, **keywords)
            name = create(*arguments, **keywords)
            creation.connection.close()
            _drop_older(cursor)
            cursor.execute(f'CREATE DATABASE "{kept}" TEMPLATE "{name}"')
            cursor.execute(f"COMMENT ON DATABASE \"{kept}\" IS '{_made_here()}'")
        creation.connection.ensure_connection()
        return name

    creation.create_test_db = create_test_db


def _drop_older(cursor: Any) -> None:
    """Drop what this checkout kept before; one that another checkout is copying just now stays until the next time."""
    cursor.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s AND shobj_description(oid, 'pg_database') = %s",
        [f"{PREFIX}_%", _made_here()],
    )
    for (name,) in cursor.fetchall():
        with suppress(OperationalError):
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _made_here() -> str:
    """A mark of this checkout."""
    return "tests of " + hashlib.sha256(str(ROOT).encode()).hexdigest()[:16]


@contextmanager
def copy_to(file: Path) -> Iterator[str]:
    """A migrated database that holds nothing, for processes of a test's own: its address while the test needs it."""
    digest = what_migrations_run(connection.settings_dict["ENGINE"])
    if connection.vendor == "sqlite":
        if not (FOLDER / f"{PREFIX}_{digest}.sqlite3").exists():
            pytest.skip("`--create-db` leaves nothing to copy")
        shutil.copy(FOLDER / f"{PREFIX}_{digest}.sqlite3", file)
        yield f"sqlite:///{file}"
        return
    settings = connection.settings_dict
    name = f"{settings['NAME']}_{os.getpid()}"
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{PREFIX}_{digest}"')
        try:
            yield (
                f"postgres://{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT']}/{name}"
            )
        finally:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
