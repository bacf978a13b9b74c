"""What is said of stand-alone costs, and another key put to decision."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.decisions.fairness.models import StandAloneCost
from samdrift.decisions.governance.actions import propose
from samdrift.decisions.governance.models import Proposal, ProposalKind
from samdrift.decisions.sharing.models import Share
from samdrift.decisions.sharing.queries.joint import taking_part_in
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require_in_group
from samdrift.foundation.organisations.clauses import Duty, citing
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.models import Application
from samdrift.records.spending.models import JointInitiative


@verb
def say_stand_alone_costs(
    *,
    by: Person,
    federation: Organisation,
    year: int,
    amounts_ore: Mapping[Organisation, int],
    origin: str,
    application: Application | None = None,
    initiative: JointInitiative | None = None,
    share: Share | None = None,
) -> list[StandAloneCost]:
    """Keep what participants would pay alone in a year and where that comes from; the figure before is replaced."""
    require_in_group(by, Permission.SHARE_COSTS, federation)
    if not amounts_ore:
        raise ValidationError(_("Say what at least one municipality would pay alone."))
    if not origin.strip():
        raise ValidationError({"origin": _("Say where the figures come from.")})
    taking_part = _taking_part(year, application, initiative, share)
    strangers = [str(each) for each in amounts_ore if each.pk not in taking_part]
    if strangers:
        names = ", ".join(strangers)
        raise ValidationError(_("%(names)s takes no part in it.") % {"names": names})
    said = []
    for organisation, amount_ore in amounts_ore.items():
        about: dict[str, Any] = {
            "organisation": organisation,
            "application": application,
            "initiative": initiative,
            "share": share,
            "year": year,
        }
        row = StandAloneCost.objects.filter(**about).first()
        before = facts(row) if row else None
        row = row or StandAloneCost(**about)
        row.federation, row.amount_ore, row.origin = federation, amount_ore, origin.strip()
        row.said_by, row.said_on = by, today()
        row.full_clean()
        row.save()
        said.append(row)
        record(
            "costs.stand_alone_cost_said",
            row,
            by=by,
            before=before,
            after=facts(row),
            parent=application or initiative or share,
        )
    return said


def _taking_part(
    year: int,
    application: Application | None,
    initiative: JointInitiative | None,
    share: Share | None,
) -> set[int]:
    if share is not None:
        return set(share.lines.values_list("organisation", flat=True))
    subject = (application.pk if application else None, initiative.pk if initiative else None)
    parts = taking_part_in([subject], year).get(subject, [])
    return {each.organisation.pk for each in parts}


@verb
def propose_key(
    *,
    by: Person,
    federation: Organisation,
    title: str,
    text: str,
    organisations: Iterable[Organisation],
    content: Mapping[str, Any],
    source_path: str,
) -> Proposal:
    """Put another key to those who share, with what it changes for each of them frozen in the proposal."""
    require_in_group(by, Permission.SHARE_COSTS, federation)
    proposal = propose(
        by=by,
        federation=federation,
        kind=ProposalKind.SHARE,
        title=title,
        text=text,
        organisations=organisations,
        content=content,
        **citing(Duty.SHARED_BY_POPULATION, federation),
        source_path=source_path,
    )
    record("costs.key_proposed", proposal, by=by, after={"digest": proposal.digest})
    return proposal
