"""``samdrift import FILE --municipality 1492 --by …``: a register or costs from a file, by the rules of the pages."""  # noqa: N999 - the command is called import

import datetime as dt
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.core.named_files import read_named_bytes
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.queries import federation_of
from samdrift.foundation.ui import commands
from samdrift.foundation.ui.commands import named_file
from samdrift.records.intake.actions import (
    abandon_upload,
    answer_introductions,
    confirm_upload,
    preview_costs,
    preview_employees,
    preview_list,
    preview_register,
)
from samdrift.records.intake.convert.summing import sum_findings
from samdrift.records.intake.models import BROUGHT_IN, KEYED, RowChoice, Status, Upload
from samdrift.records.intake.queries.introductions import introduced_rows

MOST_TOLD = 200


class Command(commands.Command):
    help = "Bring a municipality's register, or its costs, in from CSV or a spreadsheet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=named_file, help="CSV, XLSX, XLS or ODS")
        parser.add_argument(
            "--municipality", help="municipality code, e.g. 1492; not said with --organisations"
        )
        parser.add_argument("--by", required=True, help="e-mail of the person who brings it in")
        parser.add_argument(
            "--only-sound-rows", action="store_true", help="leave out rows with faults"
        )
        parser.add_argument(
            "--new-products",
            action="store_true",
            help="propose names that match nothing as new products",
        )
        parser.add_argument(
            "--costs", action="store_true", help="the file holds costs, not a register"
        )
        parser.add_argument(
            "--employees", action="store_true", help="the file is a list of employees"
        )
        for flag, help_text in (
            ("--agreements", "the file is a list of agreements"),
            ("--participations", "the file is a list of who uses what"),
            ("--organisations", "the file is a list of organisations, the federation's"),
            ("--units", "the file is a list of the municipality's units"),
        ):
            parser.add_argument(flag, action="store_true", help=help_text)
        for flag, help_text in (
            (
                "--changes-from",
                "employees move, and others answer for applications, from this day, not from today",
            ),
            ("--leavers-on", "the list is whole: the last day of those not in it"),
        ):
            parser.add_argument(flag, type=dt.date.fromisoformat, metavar="DAY", help=help_text)
        parser.add_argument(
            "--owners-from",
            type=dt.date.fromisoformat,
            metavar="DAY",
            help="owners of new applications hold from this day, not from each application's first",
        )
        for flag, choice, help_text in (
            ("--leave-out", "left_out", "numbers of rows to leave out"),
            ("--take-in", "taken", "numbers of rows to bring in though they look like no systems"),
            ("--join", "joined", "numbers of rows to join with the earlier row of the same system"),
        ):
            parser.add_argument(
                flag, dest=choice, type=int, nargs="+", default=[], metavar="ROW", help=help_text
            )
        parser.add_argument(
            "--in-use",
            type=int,
            nargs="+",
            default=[],
            metavar="ROW",
            help="numbers of rows that began this year and are in use already",
        )
        parser.add_argument(
            "--without-because",
            default="",
            metavar="REASON",
            help="why the other rows that are introduced now lack a value assessment or training",
        )
        parser.add_argument(
            "--all-findings",
            action="store_true",
            help="every finding on a line of its own, not summed by rule",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would happen and write nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            by = Person.objects.get(email__iexact=options["by"])
            organisation = _receiver(by, options)
        except Person.DoesNotExist as missing:
            raise CommandError(
                _("Nobody has the address %(email)s.") % {"email": options["by"]}
            ) from missing
        except Organisation.DoesNotExist as missing:
            raise CommandError(
                _("No organisation has the municipality code %(code)s.")
                % {"code": options["municipality"]}
            ) from missing
        content = read_named_bytes(options["file"])
        upload = _preview(by, organisation, content, options)
        self._tell_findings(upload, each=options["all_findings"])
        if upload.status == Status.UNREADABLE:
            raise CommandError(_("The file could not be read."))
        upload = self._with_answers(by, upload, options)
        if options["dry_run"]:
            self._write_answer(upload)
            abandon_upload(by=by, upload=upload)
            return
        self._write_answer(
            confirm_upload(by=by, upload=upload, only_sound=options["only_sound_rows"])
        )

    def _tell_findings(self, upload: Upload, *, each: bool) -> None:
        """What was found, one line a rule with its number of rows, or one line a finding; and the rows left aside."""
        for one in sum_findings(upload.findings.all()):
            if each or one.count == 1:
                for number, sentence in one.rows:
                    self._tell_finding(one.severity, number, one.column, sentence)
                if not one.rows:
                    self._tell_finding(one.severity, None, one.column, one.sentence)
            else:
                count = ngettext(
                    "%(count)s row of the same kind", "%(count)s rows of the same kind", one.count
                ) % {"count": one.count}
                self._tell_finding(one.severity, None, one.column, f"{one.sentence} ({count})")
        for row in upload.rows.exclude(outcome__in=BROUGHT_IN).filter(has_fault=False)[:MOST_TOLD]:
            reason = row.values.get("reason", "")
            words = f"{row.name} – {row.get_outcome_display()}" + (
                f": {_(reason)}" if reason else ""
            )
            self._tell_finding("note", row.number, "", words)

    def _with_answers(self, by: Person, upload: Upload, options: dict[str, Any]) -> Upload:
        """The upload with what was said of rows that are introduced now; those without an answer are told."""
        if options["in_use"]:
            upload = answer_introductions(by=by, upload=upload, rows=options["in_use"], in_use=True)
        rows = [one.row.number for one in introduced_rows(upload) if not one.is_answered]
        if rows and options["without_because"]:
            because = options["without_because"]
            upload = answer_introductions(by=by, upload=upload, rows=rows, because=because)
        for one in introduced_rows(upload):
            if not one.is_answered:
                words = f"{one.row.name} – {' '.join(one.lacking)}"
                self._tell_finding("warning", one.row.number, "", words)
        return upload

    def _tell_finding(self, severity: str, row: int | None, column: str, sentence: str) -> None:
        number = _("row %(number)s") % {"number": row} if row is not None else ""
        place = ", ".join(part for part in (number, column) if part)
        self.stderr.write(f"{severity}: {place}{': ' if place else ''}{sentence}")

    def _write_answer(self, upload: Upload) -> None:
        words = _(
            "new: %(new)s, changed: %(changed)s, unchanged: %(unchanged)s, left out: %(left_out)s"
        )
        counts = {
            "new": upload.created,
            "changed": upload.changed,
            "unchanged": upload.unchanged,
            "left_out": upload.left_out,
        }
        self.stdout.write(words % counts)


def _receiver(by: Person, options: dict[str, Any]) -> Organisation:
    """Whose list it is: a municipality's, and of organisations the federation's."""
    if options["organisations"]:
        federation = federation_of(by)
        if federation is None:
            raise CommandError(_("%(email)s belongs to no federation.") % {"email": by.email})
        return federation
    if options["municipality"] is None:
        raise CommandError(_("Say which municipality: --municipality 1492."))
    return Organisation.objects.get(municipality_code=options["municipality"])


def _preview(
    by: Person, organisation: Organisation, content: bytes, options: dict[str, Any]
) -> Upload:
    name = options["file"].name
    if options["costs"]:
        return preview_costs(by=by, organisation=organisation, file_name=name, content=content)
    if options["employees"]:
        return preview_employees(
            by=by,
            organisation=organisation,
            file_name=name,
            content=content,
            changes_from=options["changes_from"],
            leavers_on=options["leavers_on"],
        )
    for about in KEYED:
        if options[about.value]:
            return preview_list(
                by=by, organisation=organisation, file_name=name, content=content, about=about
            )
    return preview_register(
        by=by,
        organisation=organisation,
        file_name=name,
        content=content,
        new_products=options["new_products"],
        choices={
            number: choice for choice in RowChoice.Choice.values for number in options[choice]
        },
        owners_from=options["owners_from"],
        changes_from=options["changes_from"],
    )
