"""The `samdrift` command: every management command of every room."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.config.settings")
    execute_from_command_line(sys.argv)
