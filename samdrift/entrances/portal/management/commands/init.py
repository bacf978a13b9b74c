"""`samdrift init`: an empty federation for real use."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.management import call_command

from samdrift.core.population import shipped_population
from samdrift.foundation.organisations.actions import found_federation, store_population
from samdrift.foundation.ui import commands
from samdrift.records.register.actions import add_synonym, load_shipped_catalogue
from samdrift.records.register.queries import shipped_synonyms


class Command(commands.Command):
    help = "Start an empty federation: database, first administrator, population, catalogue, search words."

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
        validate_password(password)
        call_command("migrate", verbosity=0)
        federation, administrator = found_federation(
            name=options["name"],
            short_name=options["short_name"],
            administrator_name=options["administrator"],
            administrator_email=options["email"],
            password=password,
        )
        figures = store_population(
            by=administrator, federation=federation, figures=shipped_population(), source="shipped"
        )
        products = 0
        if not options["without_catalogue"]:
            products = load_shipped_catalogue(by=administrator, about=federation)
        synonyms = shipped_synonyms()
        for words in synonyms:
            add_synonym(by=administrator, federation=federation, words=words)
        self.stdout.write(
            f"{federation.name}: {figures} folkmängdsuppgifter, {products} produkter, {len(synonyms)} rader sökord."
            " Starta med `samdrift serve`."
        )
