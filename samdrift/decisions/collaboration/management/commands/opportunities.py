"""`samdrift opportunities`: what a register shows, from a spreadsheet (no database) or from the database."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from samdrift.core.arguments import whole_number
from samdrift.core.findings import Finding
from samdrift.core.named_files import read_named_bytes
from samdrift.core.opportunities import Assumptions, detect, opportunities_document
from samdrift.core.tables import read_table
from samdrift.decisions.collaboration.convert import facts_of_table
from samdrift.decisions.collaboration.queries import opportunity_facts
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Kind, Organisation
from samdrift.foundation.ui import commands
from samdrift.foundation.ui.commands import WRONG_INPUT, findings_for_json, named_file
from samdrift.records.intake.convert.products import shipped_catalogue


class Command(commands.Command):
    help = "Find opportunities to collaborate in a spreadsheet (CSV, XLSX) or in the database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--file",
            type=named_file,
            help="a register with a column for the municipality; no database is needed",
        )
        parser.add_argument(
            "--horizon",
            type=whole_number(0, 1200),
            default=24,
            help="months ahead that agreements are looked at",
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        assumed = Assumptions(today=today(), horizon_months=options["horizon"])
        findings: list[Finding] = []
        if options["file"]:
            table = read_table(read_named_bytes(options["file"]))
            facts, findings = facts_of_table(table, shipped_catalogue(), assumed.today)
        else:
            federation = Organisation.objects.filter(kind=Kind.FEDERATION).first()
            facts = opportunity_facts(federation, assumed.today) if federation else []
        document = opportunities_document(detect(facts, assumed), assumed, say=_)
        document["findings"] = findings_for_json(findings)
        if options["json"]:
            self.stdout.write(json.dumps(document, ensure_ascii=False, indent=1))
        else:
            self._write_answer(document)
        if options["file"] and not facts:
            sys.exit(WRONG_INPUT)

    def _write_answer(self, document: dict[str, Any]) -> None:
        for finding in document["findings"]:
            self.stderr.write(f"{finding['where']}: {finding['text']}")
        for each in document["opportunities"]:
            saving = each["saving"]["per_year"] or _("not known")
            self.stdout.write(
                f"{each['rank']['score']:>3}  {each['name']}  ({', '.join(each['municipalities'])})  {saving}"
            )
            for reason in each["evidence"]:
                self.stdout.write(f"       {reason['text']}")
