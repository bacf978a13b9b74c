"""`samdrift policy`: read in the policy that a federation follows."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from samdrift.core.findings import InvalidInput
from samdrift.decisions.policy.actions import adopt_policy
from samdrift.decisions.policy.convert import shipped_policy
from samdrift.foundation.organisations.models import Kind, Organisation, Person


class Command(BaseCommand):
    help = "Read in a policy (JSON, samdrift-policy/1) that the federation follows from now on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--file", type=Path, help="without it: the policy of Dalsland 2009-2013"
        )
        parser.add_argument("--by", required=True, help="e-mail address of who reads it in")

    def handle(self, **options: Any) -> None:
        by = Person.objects.filter(email=options["by"]).first()
        federation = Organisation.objects.filter(kind=Kind.FEDERATION).first()
        if by is None or federation is None:
            raise CommandError(_("There is no such person, or no federation yet."))
        try:
            document = (
                json.loads(options["file"].read_bytes()) if options["file"] else shipped_policy()
            )
            policy = adopt_policy(by=by, federation=federation, document=document)
        except (OSError, ValueError, RecursionError) as wrong:
            found = wrong.findings if isinstance(wrong, InvalidInput) else ()
            told = [f"{each.where}: {_(each.what) % each.values}" for each in found]
            raise CommandError("\n".join(told) or str(wrong), returncode=2) from wrong
        self.stdout.write(f"{policy}: {policy.clauses.count()}")
