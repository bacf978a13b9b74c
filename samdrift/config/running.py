"""Runs a command of the house, or one of Django's. What can't be done is said in one line."""

import io
import os
import sys
from importlib import import_module
from importlib.resources import files
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.core.management.base import BaseCommand
from django.db import DatabaseError

from samdrift.config.commands import WITHOUT_ROOMS
from samdrift.core.named_files import explain_file_fault, find_fault_of_writing
from samdrift.foundation.ui.commands import finding_words

WRONG_USE = 2


def run_command() -> None:
    """Run what `sys.argv` asks for; leaves by `SystemExit` where it can't be done."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.config.settings")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, io.TextIOWrapper
        ):  # text that can't be written is shown by its number
            stream.reconfigure(errors="backslashreplace")
    try:
        _refuse_empty_options(sys.argv[1:])
        _run(sys.argv)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads, such as `head`, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except ImproperlyConfigured as wrong:
        _give_up(str(wrong))
    except DatabaseError as wrong:
        _give_up(_explain_database_fault(wrong))
    except OSError as wrong:
        named = wrong.filename is not None
        _give_up(finding_words(explain_file_fault(wrong, wrong.filename)) if named else str(wrong))
    except UnicodeError as wrong:
        _give_up(str(wrong))


def _run(arguments: list[str]) -> None:
    if arguments[1] in WITHOUT_ROOMS:
        _run_without_rooms(arguments)
    else:
        execute_from_command_line(arguments)


def _run_without_rooms(arguments: list[str]) -> None:
    """Only the command's own words are read: no settings, no models and no database."""
    name = arguments[1]
    room = WITHOUT_ROOMS[name]
    if not settings.configured:
        speaking = ["samdrift.core", "samdrift.foundation.ui", room]
        settings.configure(
            LANGUAGE_CODE="sv",
            LANGUAGES=[("sv", "svenska")],
            LOCALE_PATHS=[Path(str(files(each))) / "locale" for each in speaking],
            DATABASES={},
        )
        apps.populate([])
    command: BaseCommand = import_module(f"{room}.management.commands.{name}").Command()
    command.run_from_argv(arguments)


def _refuse_empty_options(arguments: list[str]) -> None:
    """«--key=--»: argparse takes the two dashes for the end of the options and hands over a list."""
    for argument in arguments:
        name, mark, value = argument.partition("=")
        if mark and name.startswith("--") and value == "--":
            _give_up(f"«--» är inget värde för {name}")


def _explain_database_fault(wrong: DatabaseError) -> str:
    """Why the database can't be used: on SQLite often because of where its file is to be."""
    database = settings.DATABASES["default"]
    in_a_file = database["ENGINE"].endswith("sqlite") and not str(database["NAME"]).startswith(":")
    fault = find_fault_of_writing(database["NAME"]) if in_a_file else None
    if fault is not None:
        return f"Databasen går inte att använda. {finding_words(fault)}."
    return f"Databasen går inte att använda: {_line(wrong)}. Har `samdrift migrate` körts?"


def _line(wrong: Exception) -> str:
    return str(wrong).strip().splitlines()[0] if str(wrong).strip() else type(wrong).__name__


def _give_up(reason: str) -> None:
    sys.stderr.write(f"{reason}\n")
    sys.exit(WRONG_USE)
