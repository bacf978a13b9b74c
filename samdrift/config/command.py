"""The `samdrift` command. What it can do is told at once; everything else is loaded when it is asked for."""

import sys

from samdrift.config.commands import help_lines

ASKS_FOR_HELP: tuple[list[str], ...] = ([], ["help"], ["-h"], ["--help"])


def main() -> None:
    if sys.argv[1:] in ASKS_FOR_HELP:
        sys.stdout.write(help_lines())
        return
    from samdrift.config.running import run_command

    run_command()
