"""Where a year stands: entered, approved, shared, charged, and the same for the outcome."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from samdrift.core.swedish import swedish_key
from samdrift.decisions.ledger.models import Export
from samdrift.decisions.settlement.models import Charge, Settlement, SettlementKind
from samdrift.decisions.settlement.queries.visible import visible_settlements
from samdrift.decisions.sharing.models import Share
from samdrift.decisions.sharing.queries.joint import JointFacts, joint_facts
from samdrift.decisions.sharing.queries.latest_shares import latest_kept
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.models import FieldGroup, Responsibility
from samdrift.records.register.queries import applications_whose
from samdrift.records.spending.models import CostKind, CostLine


@dataclass(frozen=True)
class LinesState:
    """The joint subjects' cost lines of a kind, and how far they have come.

    lacking: subjects without a line. waiting: lines that are not approved, by the name of who is to approve them.
    shared: subjects whose latest kept share is made of exactly the lines that are approved now.
    """

    subjects: int
    lacking: tuple[str, ...]
    lines: int
    approved: int
    total_ore: int
    waiting: dict[str, int]
    shared: int
    shareable: int

    @property
    def is_entered(self) -> bool:
        return self.subjects > 0 and not self.lacking

    @property
    def is_approved(self) -> bool:
        return self.lines > 0 and self.approved == self.lines

    @property
    def is_shared(self) -> bool:
        return self.shareable > 0 and self.shared == self.shareable


@dataclass(frozen=True)
class YearProgress:
    """A year of the federation's joint costs, from budget to settlement.

    parties, exported: who pays or is paid in the latest settlement, and how many of them have their files of it.
    """

    year: int
    budget: LinesState
    actual: LinesState
    preliminary: Settlement | None
    final: Settlement | None
    latest: Settlement | None
    parties: int = 0
    exported: int = 0


def year_progress(person: Person, year: int) -> YearProgress:
    """How far a year has come; a fixed number of queries."""
    made = list(visible_settlements(person).filter(year=year).order_by("number"))
    first = [each for each in made if each.kind == SettlementKind.PRELIMINARY]
    later = [each for each in made if each.kind != SettlementKind.PRELIMINARY]
    return YearProgress(
        year,
        _state(person, year, CostKind.BUDGET),
        _state(person, year, CostKind.ACTUAL),
        first[0] if first else None,
        later[0] if later else None,
        made[-1] if made else None,
        *(_export_progress(made[-1]) if made else (0, 0)),
    )


def _export_progress(settlement: Settlement) -> tuple[int, int]:
    """(everyone who pays or is paid, those of them whose files are written); two queries."""
    moved = Charge.objects.filter(settlement=settlement).exclude(amount_ore=0)
    parties = {pk for row in moved.values_list("payer", "payee") for pk in row}
    written = Export.objects.filter(settlement=settlement, organisation__in=parties)
    return len(parties), written.values("organisation").distinct().count()


def _state(person: Person, year: int, kind: str) -> LinesState:
    facts = joint_facts(person, year, kind)
    lines = [line for fact in facts for line in fact.shared]
    kept = latest_kept(person, year, kind)
    shareable = [fact for fact in facts if len(fact.awaiting_approval) < len(fact.shared)]
    return LinesState(
        subjects=len(facts),
        lacking=tuple(fact.title for fact in facts if not fact.shared),
        lines=len(lines),
        approved=sum(line.approved_on is not None for line in lines),
        total_ore=sum(line.amount_ore for line in lines),
        waiting=_waiting(person, facts),
        shared=sum(_is_kept(fact, kept.get(fact.subject)) for fact in shareable),
        shareable=len(shareable),
    )


def _is_kept(fact: JointFacts, share: Share | None) -> bool:
    """Is the kept share made of exactly the lines that are approved now?"""
    if share is None:
        return False
    now = {line.pk: line.amount_ore for line in fact.shared if line.approved_on is not None}
    return now == {each["id"]: each["amount_ore"] for each in share.cost_lines}


def _waiting(person: Person, facts: Sequence[JointFacts]) -> dict[str, int]:
    """Lines that wait, by who is to approve them: the owners' names, or their role where those are hidden."""
    waiting: list[tuple[JointFacts, CostLine]] = [
        (fact, line) for fact in facts for line in fact.awaiting_approval
    ]
    owners = _owners(person, {fact.application.pk for fact, _line in waiting if fact.application})
    found: dict[str, int] = {}
    for fact, _line in waiting:
        names = owners.get(fact.application.pk, []) if fact.application else []
        if fact.initiative:
            names = [str(fact.initiative.owner)]
        name = ", ".join(names)
        found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items(), key=lambda each: (-each[1], swedish_key(each[0]))))


def _owners(person: Person, applications: Iterable[int]) -> dict[int, list[str]]:
    """Who owns each application today, as the person may know of it."""
    wanted = list(applications)
    shown = applications_whose(person, FieldGroup.PEOPLE).filter(pk__in=wanted)
    named = set(shown.values_list("pk", flat=True))
    rows = (
        Responsibility.objects.on(today())
        .filter(application__in=wanted, role="system_owner")
        .select_related("person")
    )
    found: dict[int, list[str]] = {}
    for row in rows.order_by("person__name"):
        name = row.person if row.application_id in named else Role.SYSTEM_OWNER.label
        found.setdefault(row.application_id, []).append(str(name))
    return found
