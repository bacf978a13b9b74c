"""Everything that can happen to a policy."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from samdrift.decisions.governance.actions import propose
from samdrift.decisions.governance.models import Proposal, ProposalKind, ProposalStatus
from samdrift.decisions.policy.convert import read_policy
from samdrift.decisions.policy.models import (
    CheckResult,
    Clause,
    Goal,
    Policy,
    PolicyDocument,
    Reading,
)
from samdrift.decisions.policy.queries import CHECKS, count_and_keep, followed_policy
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.rules import create_rows
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require, require_in_group
from samdrift.foundation.organisations.clauses import Duty, clauses_about
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import members_of


@verb
def adopt_policy(*, by: Person, federation: Organisation, document: Any) -> Policy:
    """Follow a policy from now on; the one before stays with its history. Raises InvalidInput with every finding."""
    require(by, Permission.EDIT_POLICY, federation)
    text = read_policy(document, CHECKS)
    policy = Policy.objects.create(
        federation=federation,
        title=text.title,
        valid_from=text.valid_from,
        valid_until=text.valid_until,
        chapters=list(text.chapters),
        adopted_by=by,
    )
    clauses = {
        each.code: Clause(
            policy=policy,
            code=each.code,
            chapter=each.chapter,
            text=each.text,
            must_act=each.must_act,
            due=each.due,
            check_name=each.check,
            target=each.target,
            asks=dict(each.asks),
            unmeasured=each.unmeasured,
            duties=list(each.duties),
            order=order,
        )
        for order, each in enumerate(text.clauses)
    }
    create_rows(clauses.values())
    create_rows(
        Goal(
            policy=policy,
            area=each.area,
            text=each.text,
            year=each.year,
            clause=clauses[each.clause],
            check_name=each.check,
            order=order,
        )
        for order, each in enumerate(text.goals)
    )
    create_rows(
        PolicyDocument(policy=policy, name=each.name, decided_by=each.decided_by, order=order)
        for order, each in enumerate(text.documents)
    )
    record("policy.policy_adopted", policy, by=by, after={**facts(policy), "clauses": len(clauses)})
    return policy


@verb
def propose_document(*, by: Person, document: PolicyDocument, text: str = "") -> Proposal:
    """Put one of the policy's documents to the members; the body that is to decide stands in the proposal."""
    stored = (
        PolicyDocument.objects.select_for_update()
        .select_related("policy__federation")
        .get(pk=document.pk)
    )
    policy = stored.policy
    require_in_group(by, Permission.MAKE_PROPOSAL, policy.federation)
    if stored.proposal is not None and stored.proposal.status != ProposalStatus.WITHDRAWN:
        raise ValidationError(_("The document has been put to decision already."))
    with override(settings.LANGUAGE_CODE):
        body = stored.get_decided_by_display()
        period = {"first": policy.valid_from, "last": policy.valid_until}
        words = text.strip() or _("The document is adopted for %(first)s – %(last)s.") % period
        decided_by = [_("To be decided by"), str(body)]
    clauses = [{"code": each.code, "text": each.text} for each in policy.clauses.all()]
    proposal = propose(
        by=by,
        federation=policy.federation,
        kind=ProposalKind.DOCUMENT,
        title=f"{policy.title}: {stored.name}",
        text=words,
        organisations=members_of(policy.federation),
        content={
            "facts": [decided_by],
            "values": {
                "policy": policy.title,
                "clauses": clauses,
                "decided_by": stored.decided_by,
            },
        },
        serves=clauses_about(Duty.POLICY_DECIDED, {policy.federation_id}),
        cites_none_because=_("The proposal is the policy itself."),
        source_path=reverse("policy"),
    )
    stored.proposal = proposal
    stored.save(update_fields=["proposal"])
    record("policy.document_proposed", stored, by=by, after=facts(stored), parent=policy)
    return proposal


@verb
def record_results(*, by: Person, policy: Policy) -> list[CheckResult]:
    """Keep what every check says today, for the history; a second time the same day replaces the first."""
    require(by, Permission.SEE_COLLABORATION, by)
    if policy.federation_id not in by.federation_ids:
        require(by, Permission.EDIT_POLICY, policy)
    Policy.objects.select_for_update().get(pk=policy.pk)
    CheckResult.objects.filter(clause__policy=policy, on=today()).delete()
    results = _keep_results(policy)
    record("policy.results_recorded", policy, by=by, after={"clauses": len(results)})
    return results


def _keep_results(policy: Policy) -> list[CheckResult]:
    known = count_and_keep(policy)
    return create_rows(
        CheckResult(
            clause=each.clause,
            on=today(),
            status=each.status,
            check_name=each.clause.check_name,
            done=each.result.done,
            total=each.result.total,
        )
        for chapter in known.status.chapters
        for each in chapter.clauses
        if each.result is not None
    )


def keep_results_of_the_day() -> int:
    """Keep today's results of every policy that is followed and has none yet; how many. For the service, at night.

    Safe to run at once in several places: the policy's row is held while its results are written.
    """
    number = 0
    for federation in Organisation.objects.filter(policies__isnull=False).distinct():
        with transaction.atomic():
            policy = followed_policy({federation.pk})
            assert policy is not None
            Policy.objects.select_for_update().get(pk=policy.pk)
            if not CheckResult.objects.filter(clause__policy=policy, on=today()).exists():
                _keep_results(policy)
                number += 1
    return number


@verb
def acknowledge_reading(*, by: Person, policy: Policy) -> Reading:
    """Say that one has read the policy; anyone employed by a member may, of themselves."""
    if policy.federation_id not in by.federation_ids:
        require(by, Permission.EDIT_POLICY, policy)
    reading, is_new = Reading.objects.get_or_create(
        policy=policy, person=by, defaults={"on": today()}
    )
    if is_new:
        record("policy.policy_read", reading, by=by, after=facts(reading), parent=policy)
    return reading
