"""`samdrift population import`: SCB's figures from a file that it answered with, or straight from the service."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import httpx
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from samdrift.core.findings import InvalidInput, errors
from samdrift.core.named_files import read_named_bytes
from samdrift.core.population import (
    SCB,
    Inhabitants,
    PopulationRead,
    ServiceLimits,
    earliest_call,
    limits_of,
    queries,
    read_population,
    read_population_file,
    tables_for,
)
from samdrift.foundation.organisations.actions import store_population
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Kind, Organisation, Person
from samdrift.foundation.ui import commands
from samdrift.foundation.ui.commands import WRONG_INPUT, finding_line, named_file

SECONDS = 30.0


class Command(commands.Command):
    help = "Store population figures from Statistics Sweden (PxWebApi 2)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        doing = parser.add_subparsers(dest="doing", required=True)
        wanted = doing.add_parser("import", help="from a file or from SCB")
        source = wanted.add_mutually_exclusive_group(required=True)
        source.add_argument("--file", type=named_file, help="an answer saved as JSON-stat 2")
        source.add_argument("--scb", action="store_true", help="ask SCB's service now")
        wanted.add_argument(
            "--years", help="such as 2019-2024 or 2024,2025; with --scb, the last five otherwise"
        )
        wanted.add_argument("--service", default=SCB, help="address of the service")
        wanted.add_argument("--by", required=True, help="e-mail address of who stores them")

    def handle(self, **options: Any) -> None:
        by = Person.objects.filter(email=options["by"]).first()
        federation = Organisation.objects.filter(kind=Kind.FEDERATION).first()
        if by is None or federation is None:
            raise CommandError(_("There is no such person, or no federation yet."))
        if options["file"]:
            figures, source = self._from_file(options["file"]), options["file"].name
        else:
            municipalities = Organisation.objects.filter(kind=Kind.MUNICIPALITY)
            codes = [each.code for each in municipalities]
            figures = self._from_scb(options["service"], codes, _years(options["years"]))
            source = "SCB"
        stored = store_population(
            by=by,
            federation=federation,
            figures=figures,
            source=source,
        )
        self.stdout.write(
            _("%(read)s figures read, %(stored)s new or changed. Source: SCB.")
            % {"read": len(figures), "stored": stored}
        )

    def _from_file(self, path: Path) -> list[Inhabitants]:
        return self._keep_figures(read_population_file(read_named_bytes(path)))

    def _keep_figures(self, read: PopulationRead) -> list[Inhabitants]:
        for finding in read.findings:
            self.stderr.write(finding_line(finding))
        if not read.figures or errors(read.findings):
            raise CommandError(_("Nothing was stored."), returncode=WRONG_INPUT)
        return list(read.figures)

    def _from_scb(self, service: str, codes: list[str], years: list[int]) -> list[Inhabitants]:
        """Ask table by table, never more often than the service allows."""
        found: list[Inhabitants] = []
        made: list[float] = []
        try:
            with httpx.Client(timeout=SECONDS, follow_redirects=True) as client:
                limits = limits_of(client.get(f"{service}/config").raise_for_status().json())
                for table, asked in tables_for(years).items():
                    metadata = (
                        client.get(f"{service}/tables/{table}/metadata?lang=sv")
                        .raise_for_status()
                        .json()
                    )
                    for query in queries(metadata, codes, asked, limits):
                        _wait(made, limits)
                        answer = client.post(
                            query.address(service), json=query.body()
                        ).raise_for_status()
                        found += self._keep_figures(read_population(answer.json()))
        except InvalidInput:
            raise
        except (httpx.HTTPError, ValueError) as wrong:
            raise CommandError(
                _("SCB did not answer as expected: %(why)s") % {"why": wrong}
            ) from wrong
        return found


def _wait(made: list[float], limits: ServiceLimits) -> None:
    time.sleep(max(0.0, earliest_call(made, limits) - time.monotonic()) if made else 0.0)
    made.append(time.monotonic())


def _years(text: str | None) -> list[int]:
    """``2019-2021,2024`` → the years; the last five published where nothing is said."""
    if not text:
        return list(range(today().year - 5, today().year))
    years: list[int] = []
    try:
        for part in text.split(","):
            first, _dash, last = part.partition("-")
            years += range(int(first), int(last or first) + 1)
    except ValueError as wrong:
        raise CommandError(
            _("Write years as 2019-2024 or 2024,2025."), returncode=WRONG_INPUT
        ) from wrong
    return years
