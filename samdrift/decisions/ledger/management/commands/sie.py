"""`samdrift sie FILE --json`: what a SIE file holds and everything that is odd about it; needs no database."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from samdrift.core.exports.sie import ReadSie, SieFile, read_sie
from samdrift.core.findings import InvalidInput, errors
from samdrift.core.money import format_kronor
from samdrift.core.named_files import read_named_bytes
from samdrift.foundation.ui import commands
from samdrift.foundation.ui.commands import (
    WRONG_INPUT,
    finding_line,
    findings_for_json,
    named_file,
)

EPILOG = "samdrift sie verifikationer.si --json"


class Command(commands.Command):
    help = "Read a SIE file of type 4I and tell what is wrong in it, row by row. Exit code 2 where there is an error."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.epilog = EPILOG
        parser.add_argument("file", type=named_file, help="the file; - reads standard input")
        parser.add_argument("--json", action="store_true", help="answer with JSON")

    def handle(self, **options: Any) -> None:
        try:
            read = read_sie(read_named_bytes(options["file"]))
        except InvalidInput as wrong:
            read = ReadSie(None, wrong.findings)
        if options["json"]:
            self.stdout.write(json.dumps(_document(read), ensure_ascii=False, indent=1))
        else:
            self._write_answer(read)
        if errors(read.findings):
            sys.exit(WRONG_INPUT)

    def _write_answer(self, read: ReadSie) -> None:
        if read.file is not None:
            self.stdout.write(f"{read.file.company} {read.file.organisation_number}".strip())
            for voucher in read.file.vouchers:
                debit = sum(row.amount_ore for row in voucher.rows if row.amount_ore > 0)
                name = f"{voucher.series} {voucher.number}".strip() or "–"
                self.stdout.write(
                    f"{voucher.on}  {name:<10} {len(voucher.rows):>5}  {format_kronor(debit):>18}  {voucher.text}"
                )
        for finding in read.findings:
            self.stderr.write(finding_line(finding))


def _document(read: ReadSie) -> dict[str, Any]:
    return {
        "file": _file(read.file) if read.file else None,
        "findings": findings_for_json(read.findings),
    }


def _file(file: SieFile) -> dict[str, Any]:
    """The file as JSON: days as text, amounts in whole öre."""
    return {
        "program": file.program,
        "version": file.version,
        "generated_on": file.generated_on.isoformat(),
        "company": file.company,
        "organisation_number": file.organisation_number,
        "vouchers": [
            {
                "series": voucher.series,
                "number": voucher.number,
                "on": voucher.on.isoformat(),
                "text": voucher.text,
                "balance_ore": voucher.balance_ore,
                "rows": [
                    {
                        "account": row.account,
                        "objects": {str(dimension): code for dimension, code in row.objects},
                        "amount_ore": row.amount_ore,
                        "text": row.text,
                    }
                    for row in voucher.rows
                ],
            }
            for voucher in file.vouchers
        ],
    }
