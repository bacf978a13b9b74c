"""What every command of ours is: what it can't use, and what a verb refuses, is said in words, never as a traceback."""

import re
from argparse import ArgumentTypeError
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from samdrift.core.findings import Finding, InvalidInput

WRONG_INPUT = 2
_ROW = re.compile(r"row (?P<number>\d+)\b")


class Command(BaseCommand):
    """A command that tells refusals on standard error: code 2 and a line a finding for its input, 1 for a verb's."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except InvalidInput as wrong:
            told = "\n".join(finding_line(each) for each in wrong.findings)
            raise CommandError(told, returncode=WRONG_INPUT) from wrong
        except PermissionDenied as refused:
            raise CommandError(str(refused) or _("You may not do this.")) from refused
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused


def named_file(text: str) -> Path:
    """An argparse type: the name of a file, which `core.named_files` reads. `-` is standard input."""
    if not text.strip():
        raise ArgumentTypeError(_("write the name of a file"))
    return Path(text)


def finding_words(finding: Finding) -> str:
    """What a finding says, in the reader's language."""
    return _(finding.what) % finding.values if finding.values else _(finding.what)


def place_words(finding: Finding) -> str:
    """The place that a finding is about; the rows of a file, which core counts in English, in the reader's language."""
    row = _ROW.match(finding.where)
    if row is None:
        return finding.where
    return _("row %(number)s") % {"number": row["number"]} + finding.where[row.end() :]


def finding_line(finding: Finding) -> str:
    """What a finding says after the place that it is about."""
    return ": ".join(filter(None, (place_words(finding), finding_words(finding))))


def findings_for_json(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """Findings as the answers of the commands have them: where, rule, severity and text."""
    return [
        {
            "where": place_words(each),
            "rule": each.rule,
            "severity": each.severity.value,
            "text": finding_words(each),
        }
        for each in findings
    ]
