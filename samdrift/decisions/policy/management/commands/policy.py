"""`samdrift policy`: read in the policy that a federation follows."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from samdrift.core.named_files import read_named_json
from samdrift.decisions.policy.actions import adopt_policy
from samdrift.decisions.policy.convert import shipped_policy
from samdrift.foundation.organisations.models import Kind, Organisation, Person
from samdrift.foundation.ui import commands
from samdrift.foundation.ui.commands import named_file


class Command(commands.Command):
    help = "Read in a policy (JSON, samdrift-policy/1) that the federation follows from now on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--file", type=named_file, help="without it: the policy of Dalsland 2009-2013"
        )
        parser.add_argument("--by", required=True, help="e-mail address of who reads it in")

    def handle(self, **options: Any) -> None:
        by = Person.objects.filter(email=options["by"]).first()
        federation = Organisation.objects.filter(kind=Kind.FEDERATION).first()
        if by is None or federation is None:
            raise CommandError(_("There is no such person, or no federation yet."))
        document = read_named_json(options["file"]) if options["file"] else shipped_policy()
        policy = adopt_policy(by=by, federation=federation, document=document)
        self.stdout.write(f"{policy}: {policy.clauses.count()}")
