"""The `samdrift` command: every management command of every room. What can't be done is said in one line."""

import io
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError

WRONG_USE = 2


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.config.settings")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, io.TextIOWrapper
        ):  # text that can't be written is shown by its number
            stream.reconfigure(errors="backslashreplace")
    try:
        _refuse_empty_options(sys.argv[1:])
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads, such as `head`, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except ImproperlyConfigured as wrong:
        _give_up(str(wrong))
    except DatabaseError as wrong:
        _give_up(f"Databasen går inte att använda: {_line(wrong)}. Har `samdrift migrate` körts?")
    except (OSError, UnicodeError) as wrong:
        _give_up(str(wrong))


def _refuse_empty_options(arguments: list[str]) -> None:
    """«--key=--»: argparse takes the two dashes for the end of the options and hands over a list."""
    for argument in arguments:
        name, mark, value = argument.partition("=")
        if mark and name.startswith("--") and value == "--":
            _give_up(f"«--» är inget värde för {name}")


def _line(wrong: Exception) -> str:
    return str(wrong).strip().splitlines()[0] if str(wrong).strip() else type(wrong).__name__


def _give_up(reason: str) -> None:
    sys.stderr.write(f"{reason}\n")
    sys.exit(WRONG_USE)
