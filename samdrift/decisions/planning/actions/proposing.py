"""A plan put to the members for decision."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from samdrift.decisions.governance.actions import propose
from samdrift.decisions.governance.models import Proposal, ProposalKind
from samdrift.decisions.planning.convert.content import plan_content
from samdrift.decisions.planning.models import Plan
from samdrift.foundation.audit.actions import record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_edit
from samdrift.foundation.organisations.clauses import Duty, citing
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.queries import members_of


@verb
def propose_plan(
    *, by: Person, plan: Plan, text: str = "", organisations: Iterable[Organisation] | None = None
) -> Proposal:
    """Freeze a plan and put it to the members, or to those named, for decision."""
    stored = lock_for_edit(plan)
    if stored.proposal_id is not None:
        raise ValidationError(_("The plan has been proposed already."))
    if not stored.is_solved:
        raise ValidationError(_("No plan keeps every limit: there is nothing to propose."))
    federation = stored.scenario.federation
    with override(settings.LANGUAGE_CODE):
        content = plan_content(stored)
        words = text.strip() or _("The changes are made in the order that the table says.")
    proposal = propose(
        by=by,
        federation=federation,
        kind=ProposalKind.PLAN,
        title=str(stored),
        text=words,
        organisations=organisations or members_of(federation),
        content=content,
        **citing(Duty.JOINT_ORGANISATION, federation),
        source_path=f"/planer/{stored.pk}/",
    )
    stored.proposal = proposal
    stored.save(update_fields=["proposal"])
    record("planning.plan_proposed", stored, by=by, after={"digest": proposal.digest})
    return proposal
