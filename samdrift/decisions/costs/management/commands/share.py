"""`samdrift share`: share a cost among municipalities; needs no database."""

import datetime as dt
import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samdrift.core.findings import Finding, InvalidInput
from samdrift.core.money import format_kronor, parse_kronor, plain_kronor
from samdrift.core.sharing import Shares, share
from samdrift.decisions.costs.convert import sharing_key
from samdrift.decisions.costs.models import KeyKind
from samdrift.foundation.organisations.queries import (
    Inhabitants,
    shipped_municipalities,
    shipped_population_on,
)

UNITS_ORE = {"ore": 1, "krona": 100, "hundra": 10_000}
EPILOG = "samdrift share --amount 100000 --members 1460,1438,1439,1461,1492 --key population --on 2024-12-31 --json"


class Command(BaseCommand):
    help = (
        "Share a cost among municipalities, exactly to the öre. Needs no database: population comes with the package."
        " Exit code 2 and findings when something asked for can't be shared."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.epilog = EPILOG
        parser.add_argument("--amount", default="", help="kronor with at most two decimals")
        parser.add_argument("--members", default="", help="municipality codes with commas between")
        parser.add_argument("--key", default="population", help="population (default) or equal")
        parser.add_argument("--on", default="", help="key date for population, such as 2024-12-31")
        parser.add_argument(
            "--rounding", default="ore", help="unit to round to: ore (default), krona or hundra"
        )
        parser.add_argument("--json", action="store_true", help="answer with JSON")

    def handle(self, **options: Any) -> None:
        try:
            shares, source = _shared(options)
        except InvalidInput as wrong:
            self._refuse(wrong, as_json=options["json"])
            sys.exit(2)
        if options["json"]:
            answer = {
                "total": plain_kronor(shares.total_ore),
                "shares": {step.code: plain_kronor(step.amount_ore) for step in shares.steps},
                "key": shares.key,
                "source": source,
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self._tell(shares, source)

    def _refuse(self, wrong: InvalidInput, *, as_json: bool) -> None:
        findings = [
            {
                "where": each.where,
                "rule": each.rule,
                "severity": each.severity.value,
                "text": _(each.what) % each.values,
            }
            for each in wrong.findings
        ]
        for finding in findings:
            self.stderr.write(": ".join(filter(None, (finding["where"], finding["text"]))))
        if as_json:
            self.stdout.write(json.dumps({"findings": findings}, ensure_ascii=False))

    def _tell(self, shares: Shares, source: str | None) -> None:
        names = shipped_municipalities()
        for step in shares.steps:
            name = names[step.code].name if step.code in names else ""
            self.stdout.write(f"{step.code}  {name:<20} {format_kronor(step.amount_ore):>20}")
        self.stdout.write(f"{_('Sum'):<27}{format_kronor(shares.total_ore):>20}")
        if source:
            self.stdout.write(source)


def _shared(options: dict[str, Any]) -> tuple[Shares, str | None]:
    """The shares and where the figures come from. Raises InvalidInput with every finding at once."""
    findings: list[Finding] = []
    amount_ore = _amount(options["amount"], findings)
    codes = _codes(options["members"], findings)
    unit_ore = _chosen("rounding", options["rounding"], UNITS_ORE, findings)
    key = _chosen("key", options["key"], {each.value: each.value for each in KeyKind}, findings)
    on = _day(options["on"], findings) if key == KeyKind.POPULATION else None
    figures: dict[str, Inhabitants] = {}
    if on is not None:
        figures = shipped_population_on(on)
    sharing = None
    if codes and key and (on or key != KeyKind.POPULATION):
        try:
            sharing = sharing_key(key, codes, figures, on)
        except InvalidInput as wrong:
            findings += wrong.findings
    if findings or sharing is None or amount_ore is None or unit_ore is None:
        raise InvalidInput(findings)
    return share(amount_ore, sharing, unit_ore=unit_ore), _source(figures, codes)


def _source(figures: dict[str, Inhabitants], codes: list[str]) -> str | None:
    """Table and day of the figures, as ``SCB TAB638 2024-12-31``; None where none were needed."""
    if not figures:
        return None
    first = figures[codes[0]]
    perturbed = " (perturbed)" if first.perturbed else ""
    return f"SCB {first.source_table} {first.on.isoformat()}{perturbed}"


def _amount(text: str, findings: list[Finding]) -> int | None:
    try:
        return parse_kronor(text, where="amount")
    except InvalidInput as wrong:
        findings += wrong.findings
        return None


def _codes(text: str, findings: list[Finding]) -> list[str]:
    codes = [part.strip() for part in text.split(",") if part.strip()]
    if not codes:
        what = gettext_noop("Say which municipalities share the cost, by their codes")
        findings.append(Finding("members", what, rule="no-participants"))
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        what = gettext_noop("%(value)s is named twice")
        findings.append(Finding("members", what, values={"value": code}, rule="named-twice"))
    known = shipped_municipalities()
    for code in dict.fromkeys(code for code in codes if code not in known):
        what = gettext_noop("%(value)s is not a municipality code")
        findings.append(Finding("members", what, values={"value": code}, rule="no-municipality"))
    return [code for code in dict.fromkeys(codes) if code in known]


def _chosen(where: str, asked: str, choices: dict[str, Any], findings: list[Finding]) -> Any:
    if asked in choices:
        return choices[asked]
    what = gettext_noop("%(value)s is not one of %(choices)s")
    values = {"value": asked, "choices": ", ".join(choices)}
    findings.append(Finding(where, what, values=values, rule="not-a-choice"))
    return None


def _day(text: str, findings: list[Finding]) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        what = gettext_noop("%(value)s is not a day: write as 2024-12-31")
        findings.append(Finding("on", what, values={"value": text or "–"}, rule="not-a-day"))
        return None
