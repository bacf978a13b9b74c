"""A settlement participant by participant: what each bears, has paid, was charged, and has left to pay."""

from dataclasses import dataclass, field

from samdrift.decisions.settlement.models import Settlement, SettlementKind
from samdrift.decisions.settlement.queries.visible import visible_charges
from samdrift.decisions.sharing.models import Share, ShareLine
from samdrift.decisions.sharing.queries.visible import visible_payers, visible_shares
from samdrift.foundation.organisations.models import Organisation, Person


@dataclass
class Participant:
    """One participant's sums in a settlement, in öre. charged and amount: paid is positive, received negative.

    budget: its share by what was charged preliminarily the same year, for comparison.
    """

    organisation: Organisation
    share_ore: int = 0
    budget_ore: int = 0
    outlay_ore: int = 0
    charged_ore: int = 0
    amount_ore: int = 0
    by_title: dict[str, int] = field(default_factory=dict)
    budget_by_title: dict[str, int] = field(default_factory=dict)

    @property
    def difference_ore(self) -> int:
        return self.share_ore - self.budget_ore


def settlement_participants(person: Person, settlement: Settlement) -> list[Participant]:
    """Those whose year the person may look at, by municipality code; a fixed number of queries."""
    found = {each.pk: Participant(each) for each in visible_payers(person)}
    _bear(found, list(visible_shares(person).filter(settlements=settlement)), budget=False)
    if settlement.kind != SettlementKind.PRELIMINARY:
        first = visible_shares(person).filter(
            settlements__kind=SettlementKind.PRELIMINARY,
            settlements__year=settlement.year,
            settlements__federation=settlement.federation_id,
        )
        _bear(found, list(first), budget=True)
    for charge in visible_charges(person).filter(settlement=settlement):
        for pk, sign in ((charge.payer_id, 1), (charge.payee_id, -1)):
            if pk in found:
                found[pk].amount_ore += sign * charge.amount_ore
                found[pk].charged_ore += sign * (charge.charged_ore or 0)
    taking_part = (each for each in found.values() if each.by_title or each.amount_ore)
    return sorted(taking_part, key=lambda each: each.organisation.code)


def _bear(found: dict[int, Participant], shares: list[Share], *, budget: bool) -> None:
    titles = {share.pk: share.title for share in shares}
    for line in ShareLine.objects.filter(share__in=titles, organisation__in=found):
        here = found[line.organisation_id]
        sums = here.budget_by_title if budget else here.by_title
        title = titles[line.share_id]
        sums[title] = sums.get(title, 0) + line.amount_ore
        if budget:
            here.budget_ore += line.amount_ore
        else:
            here.share_ore += line.amount_ore
    if budget:
        return
    for share in shares:
        for fact in share.cost_lines:
            if fact["bearer_id"] in found:
                found[fact["bearer_id"]].outlay_ore += fact["amount_ore"]
