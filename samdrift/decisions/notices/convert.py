"""A change notice → what it costs each department and year, and the figures that say so, as they are frozen."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext, gettext_noop

from samdrift.core.findings import Finding, InvalidInput
from samdrift.core.population import Inhabitants
from samdrift.core.sharing import (
    CostYear,
    Figures,
    KeyRule,
    consequences,
    figures_needed,
    rule_document,
    rule_in,
)
from samdrift.decisions.notices.models import ChangeKind, ChangeNotice, NoticeConsequence
from samdrift.decisions.notices.queries.budgets import Budgeted, budgets_of
from samdrift.decisions.notices.queries.notices import subjects_of
from samdrift.decisions.sharing.convert.departments import Split, splits
from samdrift.decisions.sharing.convert.joint import POLICY_RULE
from samdrift.decisions.sharing.convert.share_calculation import KeyDates, population_on
from samdrift.decisions.sharing.models import KeyKind
from samdrift.decisions.sharing.queries.joint import (
    AgreedKey,
    Subject,
    TakingPart,
    agreed_key,
    days_of,
    rules_on,
    taking_part_in,
)
from samdrift.foundation.organisations.models import Organisation, Unit
from samdrift.records.register.models import Application
from samdrift.records.spending.models import JointInitiative


@dataclass(frozen=True)
class WorkedOut:
    """The consequences, not stored, and what they were computed from."""

    rows: Sequence[NoticeConsequence]
    basis: dict[str, Any]


def worked_out(notice: ChangeNotice) -> WorkedOut:
    """What a notice would tell; nothing is written. A fixed number of queries a year.

    Raises InvalidInput: ``no-cost`` where a key changes that no budget is known for, and those of core.
    """
    years = notice_years(notice)
    found = subjects_of(notice)
    amounts = budgets_of(found, years)
    if notice.kind == ChangeKind.KEY and not any(each.amount_ore for each in amounts.values()):
        text = gettext_noop("No cost is budgeted: the consequence of another key can't be computed")
        raise InvalidInput([Finding("", text, rule="no-cost")])
    costs: list[dict[str, Any]] = []
    for year in years:
        costs += _costs_of(notice, found, year, amounts)
    return WorkedOut(consequence_rows(notice, costs), {"costs": costs})


def notice_years(notice: ChangeNotice) -> list[int]:
    """The years told of: from the one in which it takes effect, at least as many as asked for."""
    first = notice.takes_effect_on.year
    last = max([first + notice.years - 1, *map(int, notice.change_ore)])
    return list(range(first, last + 1))


def consequence_rows(
    notice: ChangeNotice, costs: Iterable[Mapping[str, Any]]
) -> list[NoticeConsequence]:
    """Counted by core from what is kept, so a frozen notice can be counted again. Two queries."""
    told = consequences([cost_in(cost) for cost in costs])
    codes = {
        each["code"]: each["organisation_id"] for cost in costs for each in cost["participants"]
    }
    organisations = Organisation.objects.in_bulk(codes.values())
    units = Unit.objects.in_bulk({int(each.department or 0) for each in told} - {0})
    return [
        NoticeConsequence(
            notice=notice,
            organisation=organisations[codes[each.participant]],
            unit=units.get(int(each.department or 0)),
            year=each.year,
            before_ore=each.before_ore,
            after_ore=each.after_ore,
        )
        for each in told
        if each.before_ore or each.after_ore
    ]


def cost_in(document: Mapping[str, Any]) -> CostYear:
    """A kept cost of a year as core reckons with it."""
    people = document["participants"]
    return CostYear(
        year=document["year"],
        before_ore=document["before_ore"],
        after_ore=document["after_ore"],
        rule_before=rule_in(document["rule_before"]),
        rule_after=rule_in(document["rule_after"]),
        participants=tuple(each["code"] for each in people),
        figures=_figures_in(document, "population"),
        figures_after=_figures_in(document, "population_after"),
        uses={
            each["code"]: {unit["code"]: unit["weight"] for unit in each["departments"]}
            for each in people
        },
    )


def _figures_in(document: Mapping[str, Any], population: str) -> Figures:
    """The participants' figures, with population by one of the two keys."""
    people, of_days = document["participants"], document["of_days"]
    some_days = any(each["days"] < of_days for each in people)
    return Figures(
        population={
            each["code"]: each[population] for each in people if each[population] is not None
        },
        users={
            each["code"]: Fraction(each["users"]) for each in people if each["users"] is not None
        },
        users_mean={
            each["code"]: Fraction(each["user_days"]) / of_days
            for each in people
            if each["user_days"] is not None
        },
        days={each["code"]: each["days"] for each in people} if some_days else {},
        of_days=of_days,
    )


Keys = Callable[[Subject], tuple[AgreedKey, AgreedKey]]


def _costs_of(
    notice: ChangeNotice,
    found: Mapping[Subject, Application | JointInitiative],
    year: int,
    amounts: Mapping[tuple[Subject, int], Budgeted],
) -> list[dict[str, Any]]:
    """Every cost of a year as it is kept: amounts, keys before and after, and each participant's figures."""
    taking_part, used_in = _taking_part(notice, found, year)
    everyone = {
        each.organisation.pk: each.organisation for row in taking_part.values() for each in row
    }
    paying = {
        subject: [each.organisation.pk for each in row] for subject, row in taking_part.items()
    }
    shares = splits(paying, used_in)
    names = dict(Unit.objects.filter(organisation__in=everyone).values_list("pk", "name"))
    days = KeyDates(everyone.values(), year)
    keys = _keys(notice, year)
    costs = []
    inhabitants: dict[dt.date | None, dict[str, Inhabitants]] = {}
    for subject, row in taking_part.items():
        before, after = keys(subject)
        dates = [_key_date(days, row, key) for key in (before, after)]
        for day in dates:
            if day not in inhabitants:
                inhabitants[day] = population_on(everyone.values(), day)
        counted = (inhabitants[dates[0]], inhabitants[dates[1]])
        amount = amounts[subject, year]
        costs.append(
            {
                "subject": str(found[subject]),
                "year": year,
                "of_days": days_of(used_in),
                "budget_of": amount.budget_of,
                "before_ore": amount.amount_ore,
                "after_ore": amount.amount_ore + int(notice.change_ore.get(str(year), 0)),
                "rule_before": rule_document(before.key_rule),
                "origin_before": before.rule.origin if before.rule else gettext(POLICY_RULE),
                "rule_after": rule_document(after.key_rule),
                "key_date": dates[0].isoformat() if dates[0] else None,
                "key_date_after": dates[1].isoformat() if dates[1] else None,
                "participants": [
                    _participant(each, counted, shares[subject][each.organisation.pk], names)
                    for each in row
                ],
            }
        )
    return costs


def _key_date(days: KeyDates, row: Iterable[TakingPart], key: AgreedKey) -> dt.date | None:
    """The day whose population a key counts; None where it counts none."""
    if "population" not in figures_needed(key.key_rule):
        return None
    return days.of([each.organisation for each in row], key.key_rule)


def _taking_part(
    notice: ChangeNotice, found: Mapping[Subject, Application | JointInitiative], year: int
) -> tuple[dict[Subject, list[TakingPart]], int]:
    """Who bears each cost, and the year whose use says so.

    A key of everything joint: those of two participants or more. One thing: whoever takes part; where nobody does any
    longer, those of the day before the change; where nobody is said to, its host or owner's municipality.
    """
    if len(found) != 1 or notice.is_of_everything:
        return taking_part_in(found, year), year
    day_before = (notice.takes_effect_on - dt.timedelta(days=1)).year
    for used_in in (year, day_before):
        taking_part = taking_part_in(found, used_in, least=1)
        if taking_part:
            return taking_part, used_in
    (subject, what), *_rest = found.items()
    bearer = what.host if isinstance(what, Application) else what.owner.organisation
    return {subject: [TakingPart(bearer or notice.federation, days_of(year), None, None)]}, year


def _keys(notice: ChangeNotice, year: int) -> Keys:
    """A subject's key without the change and with it.

    A changed key is compared with the one that holds the day before it takes effect: it may be agreed on already.
    """
    if notice.kind == ChangeKind.PLATFORM:
        rules = rules_on(notice.federation, dt.date(year, 12, 31))
        return lambda subject: (agreed_key(rules, subject), agreed_key(rules, subject))
    former = rules_on(notice.federation, notice.takes_effect_on - dt.timedelta(days=1))
    new = rule_in(notice.new_rule)
    return lambda subject: (agreed_key(former, subject), NewKey(KeyKind(new.kind), None, new))


def _participant(
    who: TakingPart,
    inhabitants: tuple[Mapping[str, Inhabitants], Mapping[str, Inhabitants]],
    split: Split,
    names: Mapping[int, str],
) -> dict[str, Any]:
    before, after = (each.get(who.code) for each in inhabitants)
    source = after or before
    return {
        "organisation_id": who.organisation.pk,
        "code": who.code,
        "name": str(who.organisation),
        "days": who.days,
        "population": before.value if before else None,
        "population_after": after.value if after else None,
        "source_table": source.source_table if source else "",
        "perturbed": bool(source and source.perturbed),
        "users": None if who.users is None else str(who.users),
        "user_days": None if who.user_days is None else str(who.user_days),
        "split": str(split.key),
        "departments": [
            {"code": code, "name": names.get(unit or 0, ""), "weight": split.weights[unit]}
            for code, unit in split.by_code.items()
        ],
    }


@dataclass(frozen=True)
class NewKey(AgreedKey):
    """A key that is not agreed on yet."""

    new: KeyRule | None = None

    @property
    def key_rule(self) -> KeyRule:
        return self.new or super().key_rule
