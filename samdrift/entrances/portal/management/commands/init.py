"""`samdrift init`: an empty federation for real use."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from samdrift.foundation.organisations.actions import found_federation, store_population
from samdrift.foundation.organisations.queries import shipped_population
from samdrift.records.register.actions import load_shipped_catalogue


class Command(BaseCommand):
    help = "Start an empty federation: the database, the federation, its first administrator, population, catalogue."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="the federation's name")
        parser.add_argument("--short-name", default="")
        parser.add_argument("--email", required=True, help="the first administrator's e-mail")
        parser.add_argument("--administrator", required=True, help="the first administrator's name")
        parser.add_argument("--password", help="asked for when not given")
        parser.add_argument(
            "--without-catalogue", action="store_true", help="no products to begin with"
        )

    def handle(self, **options: Any) -> None:
        password = options["password"] or getpass.getpass("Lösenord för administratören: ")
        try:
            validate_password(password)
        except ValidationError as weak:
            raise CommandError(" ".join(weak.messages)) from weak
        call_command("migrate", verbosity=0)
        try:
            federation, administrator = found_federation(
                name=options["name"],
                short_name=options["short_name"],
                administrator_name=options["administrator"],
                administrator_email=options["email"],
                password=password,
            )
        except ValueError as there_already:
            raise CommandError(str(there_already)) from there_already
        figures = store_population(
            by=administrator, federation=federation, figures=shipped_population(), source="shipped"
        )
        products = 0
        if not options["without_catalogue"]:
            products = load_shipped_catalogue(by=administrator, about=federation)
        self.stdout.write(
            f"{federation.name}: {figures} folkmängdsuppgifter, {products} produkter. Starta med `samdrift serve`."
        )
