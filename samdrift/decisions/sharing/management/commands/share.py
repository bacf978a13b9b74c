"""`samdrift share`: share a cost among municipalities; needs no database."""

import datetime as dt
import json
import sys
from argparse import ArgumentParser
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samdrift.core.findings import Finding, InvalidInput
from samdrift.core.money import format_kronor, parse_kronor, plain_kronor
from samdrift.core.named_files import read_named_text
from samdrift.core.population import Inhabitants, shipped_municipalities, shipped_population_on
from samdrift.core.sharing import (
    Figures,
    KeyRule,
    Shares,
    as_parts,
    figures_needed,
    read_parts,
    read_weights,
    share_by_rule,
)
from samdrift.foundation.ui import commands
from samdrift.foundation.ui.commands import (
    WRONG_INPUT,
    finding_line,
    findings_for_json,
    named_file,
)

COMMAND_KEYS = ("population", "equal", "fixed", "users", "quantity", "mix")
UNITS_ORE = {"ore": 1, "krona": 100, "hundra": 10_000}
EPILOG = "samdrift share --amount 100000 --members 1460,1438,1439,1461,1492 --key population --on 2024-12-31 --json"


class Command(commands.Command):
    help = (
        "Share a cost among municipalities, exactly to the öre. Needs no database: population comes with the package."
        " Exit code 2 and findings when something asked for can't be shared."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.epilog = EPILOG
        parser.add_argument("--amount", default="", help="kronor with at most two decimals")
        parser.add_argument("--members", default="", help="municipality codes with commas between")
        parser.add_argument(
            "--key",
            default="population",
            help="population (default), equal, fixed (agreed shares), users, quantity or mix",
        )
        parser.add_argument(
            "--weights",
            type=named_file,
            help="file of weights: JSON, or a line for each such as «1460; 30 %%»; for mix a part for each key;"
            " - reads standard input",
        )
        parser.add_argument("--on", default="", help="key date for population, such as 2024-12-31")
        parser.add_argument(
            "--rounding", default="ore", help="unit to round to: ore (default), krona or hundra"
        )
        parser.add_argument("--json", action="store_true", help="answer with JSON")

    def handle(self, **options: Any) -> None:
        try:
            shares, source = _share(options)
        except InvalidInput as wrong:
            self._refuse(wrong, as_json=options["json"])
            sys.exit(WRONG_INPUT)
        if options["json"]:
            answer = {
                "total": plain_kronor(shares.total_ore),
                "shares": {step.code: plain_kronor(step.amount_ore) for step in shares.steps},
                "key": shares.key,
                "source": source,
            }
            if shares.unit_ore > 1:
                answer["below_unit"] = plain_kronor(shares.below_unit_ore)
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self._write_answer(shares, source)

    def _refuse(self, wrong: InvalidInput, *, as_json: bool) -> None:
        for finding in wrong.findings:
            self.stderr.write(finding_line(finding))
        if as_json:
            told = {"findings": findings_for_json(wrong.findings)}
            self.stdout.write(json.dumps(told, ensure_ascii=False))

    def _write_answer(self, shares: Shares, source: str | None) -> None:
        names = shipped_municipalities()
        for step in shares.steps:
            name = names[step.code].name if step.code in names else ""
            self.stdout.write(f"{step.code}  {name:<20} {format_kronor(step.amount_ore):>20}")
        self.stdout.write(f"{_('Sum'):<27}{format_kronor(shares.total_ore):>20}")
        if shares.below_unit_ore:
            self.stdout.write(
                _("Of which less than the unit: %(amount)s")
                % {"amount": format_kronor(shares.below_unit_ore)}
            )
        if source:
            self.stdout.write(source)


def _share(options: dict[str, Any]) -> tuple[Shares, str | None]:
    """The shares and where the figures come from. Raises InvalidInput with every finding at once."""
    findings: list[Finding] = []
    amount_ore = _amount(options["amount"], findings)
    unit_ore = _choice("rounding", options["rounding"], UNITS_ORE, findings)
    key = _choice("key", options["key"], {name: name for name in COMMAND_KEYS}, findings)
    rule = _rule(key, options, findings) if key else None
    codes = _codes(options["members"] or ",".join(_weights_by_name(rule)), findings)
    population, population_day = {}, None
    if rule is not None and "population" in figures_needed(rule):
        population_day = _day(options["on"], findings)
        population = shipped_population_on(population_day) if population_day else {}
    shares = None
    if rule is not None and codes and unit_ore and (population_day or not _counts_people(rule)):
        figures = Figures(
            population={code: row.value for code, row in population.items()},
            users=_weights_by_name(rule),
        )
        try:
            shares = share_by_rule(amount_ore or 0, rule, codes, figures, unit_ore=unit_ore)
        except InvalidInput as wrong:
            findings += [_with_day(each, population_day) for each in wrong.findings]
    if findings or shares is None:
        raise InvalidInput(findings)
    return shares, _source(population, codes)


def _counts_people(rule: KeyRule) -> bool:
    return "population" in figures_needed(rule)


def _with_day(finding: Finding, day: dt.date | None) -> Finding:
    """A missing population is missing on a day: say which."""
    if finding.rule != "no-figure" or day is None or "population" not in finding.what:
        return finding
    what = gettext_noop("There is no population for %(code)s on %(on)s")
    values = {**finding.values, "on": day.isoformat()}
    return Finding(finding.where, what, values=values, rule="no-population")


def _weights_by_name(rule: KeyRule | None) -> dict[str, Fraction]:
    """Everyone whom the rule names with a weight, in its own or in a part's list."""
    if rule is None:
        return {}
    named = dict(rule.weights)
    for _part, inner in rule.parts:
        named |= inner.weights
    return named


def _rule(key: str, options: dict[str, Any], findings: list[Finding]) -> KeyRule | None:
    """The rule that key and weights make; None where they make none, with the findings why."""
    if key in {"population", "equal"}:
        return KeyRule(key)
    text = _text_of(options["weights"], key, findings)
    if text is None:
        return None
    try:
        if key == "mix":
            return _mix(text)
        weights = read_weights(text, shares=key == "fixed")
    except InvalidInput as wrong:
        findings += wrong.findings
        return None
    return KeyRule(key, weights=weights)


def _mix(text: str) -> KeyRule:
    parts = read_parts(text)
    what = gettext_noop("%(value)s is not a key")
    strange = [
        Finding("weights", what, values={"value": name}, rule="no-such-key")
        for name, _part, _weights in parts
        if name not in COMMAND_KEYS or name == "mix"
    ]
    if strange:
        raise InvalidInput(strange)
    return KeyRule(
        "mix",
        parts=tuple(
            (part, KeyRule(name, weights=as_parts(weights) if name == "fixed" else weights))
            for name, part, weights in parts
        ),
    )


def _text_of(path: Path | None, key: str, findings: list[Finding]) -> str | None:
    """What the weights file holds; ``-`` reads standard input."""
    if path is None:
        what = gettext_noop("The key %(value)s needs a file of weights: --weights FILE")
        findings.append(Finding("weights", what, values={"value": key}, rule="no-weights"))
        return None
    try:
        return read_named_text(path)
    except InvalidInput as wrong:
        findings += [replace(each, where="weights") for each in wrong.findings]
        return None


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
    for code in sorted(code for code, times in Counter(codes).items() if times > 1):
        what = gettext_noop("%(value)s is named twice")
        findings.append(Finding("members", what, values={"value": code}, rule="named-twice"))
    known = shipped_municipalities()
    for code in dict.fromkeys(code for code in codes if code not in known):
        what = gettext_noop("%(value)s is not a municipality code")
        findings.append(Finding("members", what, values={"value": code}, rule="no-municipality"))
    return [code for code in dict.fromkeys(codes) if code in known]


def _choice(where: str, asked: str, choices: dict[str, Any], findings: list[Finding]) -> Any:
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
