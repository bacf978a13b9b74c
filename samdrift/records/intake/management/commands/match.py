"""``samdrift match --file rows.csv [--column Namn] --json``: names → products of the shipped catalogue; no database."""

from typing import Any

import orjson
from django.core.management.base import CommandParser

from samdrift.core.findings import errors
from samdrift.core.matching import match_document, name_rows
from samdrift.core.named_files import read_named_bytes
from samdrift.core.tables import read_table
from samdrift.foundation.ui import commands
from samdrift.foundation.ui.commands import finding_line, named_file
from samdrift.records.intake.convert import shipped_catalogue


class Command(commands.Command):
    help = "Match the names in a file to the catalogue of products that comes with the package."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=named_file, required=True, help="CSV, XLSX, XLS or ODS")
        parser.add_argument(
            "--column", help="heading of the column with the names; otherwise recognised"
        )
        parser.add_argument(
            "--json", action="store_true", help="JSON, one object a row; otherwise tab-separated"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        table = read_table(read_named_bytes(options["file"]))
        rows = name_rows(table, options["column"])
        for finding in errors(table.findings):
            self.stderr.write(finding_line(finding))
        document = match_document(rows, shipped_catalogue())
        if options["json"]:
            self.stdout.write(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())
            return
        for line in document:
            score = "" if line["score"] is None else f"{line['score']:.2f}"
            self.stdout.write(
                "\t".join([str(line["row"]), str(line["name"]), str(line["product"] or ""), score])
            )
