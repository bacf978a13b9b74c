"""`samdrift demonstrate`: Dalsland on 1 January 2009, on an empty database or the one it filled before."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from samdrift.core.arguments import whole_number
from samdrift.core.population import shipped_municipalities
from samdrift.entrances.portal.management.commands.serve import require_free, serve
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.ui import commands
from samdrift.journey import DAY, PASSWORD, walk
from samdrift.journey.organisations import ACCOUNTS, ADMINISTRATOR, MEMBERS, NEIGHBOURS


class Command(commands.Command):
    help = "Show the five Dalsland municipalities on 1 January 2009: migrate, fill if empty, serve."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=whole_number(1, 65_535), default=8000)
        parser.add_argument("--only-fill", action="store_true", help="fill the database and stop")

    def handle(self, **options: Any) -> None:
        if not options["only_fill"]:
            require_free("127.0.0.1", options["port"])
        settings.SAMDRIFT_TODAY = DAY.isoformat()
        call_command("migrate", verbosity=0)
        if not Organisation.objects.exists():
            self.stdout.write("Fyller demonstrationen …")
            walk(tell=self.stdout.write)
        elif not Person.objects.filter(email=ACCOUNTS[0].email).exists():
            raise CommandError(_("The database holds a real federation: use `samdrift serve`."))
        if not options["only_fill"]:
            self._say_where(options["port"])
            serve(host="127.0.0.1", port=options["port"], SAMDRIFT_TODAY=DAY.isoformat())

    def _say_where(self, port: int) -> None:
        self.stdout.write(f"\n  Samdrift: http://127.0.0.1:{port}/   (Ctrl-C avslutar)\n")
        self.stdout.write(f"  Demonstrationskonton, lösenord: {PASSWORD}\n")
        self.stdout.write(f"    {ADMINISTRATOR:<28} Administratör, förbundet")
        known = shipped_municipalities()
        names = {key: known[code].name for code, key in {**MEMBERS, **NEIGHBOURS}.items()}
        for account in ACCOUNTS:
            self.stdout.write(
                f"    {account.email:<28} {account.title}, {names[account.municipality]}"
            )
        self.stdout.write("")
