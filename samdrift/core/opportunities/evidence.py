"""Why something is an opportunity: one reason for each installation and trigger, with the figures behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from samdrift.core.agreement_state import Renewal
from samdrift.core.findings import choose_by_count, gettext_noop
from samdrift.core.opportunities.facts import ApplicationFact, Assumptions, Trigger
from samdrift.core.opportunities.opportunity import Opportunity


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. `what` is an English message with places named as in `values`, marked for translation."""

    trigger: Trigger
    application: str
    what: str
    values: Mapping[str, object]

    def __str__(self) -> str:
        return self.what % self.values

    def values_with(self, names: Mapping[str, str]) -> dict[str, object]:
        """The values with municipalities by their names; a code without a name stays."""
        codes = self.values.get("municipalities")
        if codes is None:
            return dict(self.values)
        said = ", ".join(names.get(code, code) for code in str(codes).split(", "))
        return {**self.values, "municipalities": said}


def evidence(opportunity: Opportunity, assumed: Assumptions) -> list[Reason]:
    """Every reason, trigger by trigger; made when asked for, since a large register has many."""
    return [
        reason
        for trigger in opportunity.triggers
        for fact in opportunity.by_trigger[trigger]
        for reason in _REASONS[trigger](fact, assumed)
    ]


def _expires(fact: ApplicationFact, _assumed: Assumptions) -> Iterator[Reason]:
    values: dict[str, object] = {
        "name": fact.name,
        "notice": fact.last_notice_on,
        "end": fact.agreement_ends_on,
    }
    if fact.renewal == Renewal.TACIT and fact.last_notice_on is not None:
        what = gettext_noop(
            "%(name)s: prolonged unless notice is given no later than %(notice)s, to end %(end)s"
        )
    elif fact.renewal == Renewal.OPTION and fact.options:
        what = choose_by_count(
            fact.options,
            gettext_noop("%(name)s: the agreement ends %(end)s unless its option is used"),
            gettext_noop(
                "%(name)s: the agreement ends %(end)s unless one of %(options)s options is used"
            ),
        )
        values["options"] = fact.options
    elif not fact.renewal and fact.last_notice_on is not None:
        what = gettext_noop("%(name)s: notice no later than %(notice)s, the agreement ends %(end)s")
    else:
        what = gettext_noop("%(name)s: the agreement ends %(end)s")
    yield Reason(Trigger.AGREEMENT_EXPIRES, fact.key, what, values)


def _works_badly(fact: ApplicationFact, assumed: Assumptions) -> Iterator[Reason]:
    def reason(what: str, **values: object) -> Reason:
        return Reason(Trigger.WORKS_BADLY, fact.key, what, {"name": fact.name, **values})

    if fact.it_fit is not None and fact.it_fit <= assumed.bad_fit:
        yield reason(gettext_noop("%(name)s: IT gives it %(fit)s of 5"), fit=fact.it_fit)
    if fact.operation_fit is not None and fact.operation_fit <= assumed.bad_fit:
        yield reason(
            gettext_noop("%(name)s: the operation gives it %(fit)s of 5"), fit=fact.operation_fit
        )
    if fact.it_verdict in assumed.bad_verdicts:
        yield reason(_VERDICTS["it", fact.it_verdict])
    if fact.operation_verdict in assumed.bad_verdicts:
        yield reason(_VERDICTS["operation", fact.operation_verdict])


_VERDICTS = {
    ("it", "phase_out"): gettext_noop("%(name)s: IT wants to phase it out"),
    ("it", "merge"): gettext_noop("%(name)s: IT wants to merge it with another"),
    ("operation", "phase_out"): gettext_noop("%(name)s: the operation wants to phase it out"),
    ("operation", "merge"): gettext_noop("%(name)s: the operation wants to merge it with another"),
}


def _competence(fact: ApplicationFact, assumed: Assumptions) -> Iterator[Reason]:
    if fact.specialists is not None and fact.specialists < assumed.specialists_needed:
        yield Reason(
            Trigger.COMPETENCE_IS_HARD,
            fact.key,
            gettext_noop("%(name)s: %(number)s with specialist competence, %(needed)s needed"),
            {"name": fact.name, "number": fact.specialists, "needed": assumed.specialists_needed},
        )
    if fact.competence_reported:
        yield Reason(
            Trigger.COMPETENCE_IS_HARD,
            fact.key,
            gettext_noop("%(name)s: reported that competence is hard to keep"),
            {"name": fact.name},
        )


def _several(fact: ApplicationFact, _assumed: Assumptions) -> Iterator[Reason]:
    what = gettext_noop("%(name)s (%(product)s) is used by %(municipalities)s")
    if not fact.product:
        what = gettext_noop("%(name)s is used by %(municipalities)s")
    values = {
        "name": fact.name,
        "product": fact.product,
        "municipalities": ", ".join(fact.participants),
    }
    yield Reason(Trigger.SEVERAL_USE_THE_SAME, fact.key, what, values)


_REASONS = {
    Trigger.AGREEMENT_EXPIRES: _expires,
    Trigger.WORKS_BADLY: _works_badly,
    Trigger.COMPETENCE_IS_HARD: _competence,
    Trigger.SEVERAL_USE_THE_SAME: _several,
}


def assumptions_told(
    opportunity: Opportunity, assumed: Assumptions
) -> list[tuple[str, Mapping[str, object]]]:
    """What the estimate rests on, as messages with values: shown beside it, always."""
    saving, window = opportunity.saving, opportunity.window
    told: list[tuple[str, Mapping[str, object]]] = []
    if saving.amount_ore is not None:
        what = gettext_noop(
            "%(percent)s per cent is saved of what stands beside the dearest installation"
        )
        told.append((what, {"percent": saving.percent}))
    if saving.without_cost:
        what = choose_by_count(
            saving.without_cost,
            gettext_noop("One installation has no cost and is not in the estimate"),
            gettext_noop("%(number)s installations have no cost and are not in the estimate"),
        )
        told.append((what, {"number": saving.without_cost}))
    if window.without_agreement:
        what = choose_by_count(
            window.without_agreement,
            gettext_noop(
                "One installation has no agreement with a supplier and counts as free today"
            ),
            gettext_noop(
                "%(number)s installations have no agreement with a supplier and count as free today"
            ),
        )
        told.append((what, {"number": window.without_agreement}))
    unknown = sum(fact.specialists is None for fact in opportunity.applications)
    if unknown:
        what = choose_by_count(
            unknown,
            gettext_noop("the competence on one installation is not known"),
            gettext_noop("the competence on %(number)s installations is not known"),
        )
        told.append((what, {"number": unknown}))
    what = gettext_noop("agreements are looked at %(months)s months ahead")
    told.append((what, {"months": assumed.horizon_months}))
    return told
