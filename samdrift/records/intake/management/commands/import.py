"""``samdrift import FILE --municipality 1492 --by …``: a register or costs from a file, by the rules of the pages."""  # noqa: N999 - the command is called import

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.records.intake.actions import (
    abandon_upload,
    confirm_upload,
    preview_costs,
    preview_register,
)
from samdrift.records.intake.models import Finding, Status, Upload


class Command(BaseCommand):
    help = "Bring a municipality's register, or its costs, in from CSV or a spreadsheet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV, XLSX, XLS or ODS")
        parser.add_argument("--municipality", required=True, help="municipality code, e.g. 1492")
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
            "--owners-from",
            type=dt.date.fromisoformat,
            metavar="DAY",
            help="owners of new applications hold from this day, not from each application's first",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would happen and write nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            by = Person.objects.get(email__iexact=options["by"])
            organisation = Organisation.objects.get(municipality_code=options["municipality"])
            content = options["file"].read_bytes()
        except Person.DoesNotExist as missing:
            raise CommandError(f"nobody has the address {options['by']}") from missing
        except Organisation.DoesNotExist as missing:
            raise CommandError(
                f"no organisation has the municipality code {options['municipality']}"
            ) from missing
        except OSError as missing:
            raise CommandError(str(missing)) from missing
        try:
            upload = _previewed(by, organisation, content, options)
            self._tell_findings(upload)
            if upload.status == Status.UNREADABLE:
                raise CommandError(_("The file could not be read."))
            if options["dry_run"]:
                self._tell(upload)
                abandon_upload(by=by, upload=upload)
                return
            self._tell(confirm_upload(by=by, upload=upload, only_sound=options["only_sound_rows"]))
        except PermissionDenied as refused:
            raise CommandError(str(refused)) from refused
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused

    def _tell_findings(self, upload: Upload) -> None:
        for finding in upload.findings.all():
            place = ", ".join(
                str(part) for part in (finding.row and _row(finding), finding.column) if part
            )
            text = _(finding.what) % finding.values if finding.values else _(finding.what)
            self.stderr.write(f"{finding.severity}: {place}{': ' if place else ''}{text}")

    def _tell(self, upload: Upload) -> None:
        counts = [
            (_("new"), upload.created),
            (_("changed"), upload.changed),
            (_("unchanged"), upload.unchanged),
            (_("left out"), upload.left_out),
        ]
        self.stdout.write(", ".join(f"{count} {word}" for word, count in counts))


def _previewed(
    by: Person, organisation: Organisation, content: bytes, options: dict[str, Any]
) -> Upload:
    name = options["file"].name
    if options["costs"]:
        return preview_costs(by=by, organisation=organisation, file_name=name, content=content)
    return preview_register(
        by=by,
        organisation=organisation,
        file_name=name,
        content=content,
        new_products=options["new_products"],
        owners_from=options["owners_from"],
    )


def _row(finding: Finding) -> str:
    return _("row %(number)s") % {"number": finding.row}
