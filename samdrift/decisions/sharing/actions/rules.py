"""Everything that can happen to the rules by which costs are shared."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from samdrift.core.findings import InvalidInput
from samdrift.core.sharing import KeyRule, fixed_key, quantity_key, rule_document
from samdrift.decisions.governance.actions import propose
from samdrift.decisions.governance.models import Proposal, ProposalKind
from samdrift.decisions.sharing.convert.content import in_words, rule_content
from samdrift.decisions.sharing.models import (
    DepartmentKey,
    DepartmentRule,
    KeyKind,
    RuleState,
    SharingRule,
    Vat,
)
from samdrift.decisions.sharing.queries.agreed import waits_for
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_edit
from samdrift.foundation.organisations.access import require, require_in_group
from samdrift.foundation.organisations.clauses import Duty, citing
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.agreements.models import Agreement
from samdrift.records.register.models import Application
from samdrift.records.spending.models import JointInitiative


@verb
def agree_on_rule(
    *,
    by: Person,
    federation: Organisation,
    key: str,
    origin: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    application: Application | None = None,
    initiative: JointInitiative | None = None,
    agreement: Agreement | None = None,
    rule: KeyRule | None = None,
    vat: str = Vat.OUTSIDE,
    proposal: Proposal | None = None,
) -> SharingRule:
    """Write down another key from a day. It is in force when everybody who pays has agreed, else it waits for them.

    agreement: those who are its parties have agreed. proposal: those who have adopted it have agreed.
    rule: the key with its parameters, where the key has any. The rule before ends the day before one that is agreed on.
    """
    require_in_group(by, Permission.SHARE_COSTS, federation)
    chosen = rule or KeyRule(key)
    agreed = SharingRule(
        federation=federation,
        application=application,
        initiative=initiative,
        agreement=agreement,
        key=chosen.kind,
        parameters=rule_document(chosen),
        vat=vat,
        origin=origin,
        starts_on=starts_on,
        ends_on=ends_on,
        proposal=proposal,
    )
    check_parameters(chosen)
    if not waits_for(agreed):
        agreed.state = RuleState.AGREED
        _end_former_rule(by, federation, application, initiative, starts_on)
    agreed.full_clean()
    agreed.save(force_insert=True)
    event = (
        gettext_noop("costs.rule_agreed")
        if agreed.state == RuleState.AGREED
        else gettext_noop("costs.rule_put_forward")
    )
    record(event, agreed, by=by, after=facts(agreed), parent=application or initiative)
    return agreed


@verb
def confirm_rule(*, by: Person, rule: SharingRule) -> SharingRule:
    """Say that a waiting rule is agreed on, when everybody who pays has; the rule before ends the day before."""
    stored = lock_for_edit(rule)
    require_in_group(by, Permission.SHARE_COSTS, stored.federation)
    _require_waiting(stored)
    if missing := waits_for(stored):
        names = ", ".join(str(each) for each in missing)
        raise ValidationError(_("Not agreed on yet by %(names)s.") % {"names": names})
    before = facts(stored)
    _end_former_rule(by, stored.federation, stored.application, stored.initiative, stored.starts_on)
    stored.state = RuleState.AGREED
    stored.full_clean()
    stored.save(update_fields=["state"])
    record(
        "costs.rule_agreed",
        stored,
        by=by,
        before=before,
        after=facts(stored),
        parent=stored.application or stored.initiative,
    )
    return stored


@verb
def propose_rule(*, by: Person, rule: SharingRule, text: str = "") -> Proposal:
    """Put a waiting rule to those who pay and have not agreed; it is in force when each of them has adopted it."""
    stored = lock_for_edit(rule)
    require_in_group(by, Permission.SHARE_COSTS, stored.federation)
    _require_waiting(stored)
    if stored.proposal_id is not None:
        raise ValidationError(_("The rule has been put to decision already."))
    with override(settings.LANGUAGE_CODE):
        proposal = propose(
            by=by,
            federation=stored.federation,
            kind=ProposalKind.SHARE,
            title=str(stored),
            text=text.strip() or _("The cost is shared by the key below from its first day."),
            organisations=waits_for(stored),
            content=rule_content(stored),
            **citing(Duty.SHARED_BY_POPULATION, stored.federation),
            source_path=f"/kostnader/regler/{stored.pk}/",
        )
    before = facts(stored)
    stored.proposal = proposal
    stored.save(update_fields=["proposal"])
    record(
        "costs.rule_proposed",
        stored,
        by=by,
        before=before,
        after=facts(stored),
        parent=stored.application or stored.initiative,
    )
    return proposal


@verb
def withdraw_rule(*, by: Person, rule: SharingRule, why: str = "") -> SharingRule:
    """Take back a rule that not everybody has agreed on; the rule before it goes on."""
    stored = lock_for_edit(rule)
    require_in_group(by, Permission.SHARE_COSTS, stored.federation)
    _require_waiting(stored)
    before = facts(stored)
    stored.state = RuleState.WITHDRAWN
    stored.save(update_fields=["state"])
    record(
        "costs.rule_withdrawn",
        stored,
        by=by,
        before=before,
        after=facts(stored),
        parent=stored.application or stored.initiative,
        why=why,
    )
    return stored


def _require_waiting(rule: SharingRule) -> None:
    if rule.state == RuleState.AGREED:
        raise ValidationError(_("The rule is agreed on already."))
    if rule.state == RuleState.WITHDRAWN:
        raise ValidationError(_("The rule has been withdrawn."))


@verb
def end_rule(*, by: Person, rule: SharingRule, ends_on: dt.date) -> SharingRule:
    """The rule holds no longer after a day: then the federation's own rule does, or the policy's."""
    stored = lock_for_edit(rule)
    require_in_group(by, Permission.SHARE_COSTS, stored.federation)
    if stored.ends_on == ends_on:
        raise ValidationError({"ends_on": _("It ends that day already.")})
    before = facts(stored)
    stored.ends_on = ends_on
    stored.full_clean()
    stored.save(update_fields=["ends_on"])
    record(
        "costs.rule_ended",
        stored,
        by=by,
        before=before,
        after=facts(stored),
        parent=stored.application or stored.initiative,
    )
    return stored


def check_parameters(rule: KeyRule) -> None:
    """Agreed shares that are not the whole, and parts that aren't, are refused when they are agreed on."""
    try:
        if rule.kind == KeyKind.FIXED:
            fixed_key(rule.weights)
        elif rule.kind == KeyKind.MIX:
            fixed_key({str(place): part for place, (part, _inner) in enumerate(rule.parts)})
        elif rule.kind in {KeyKind.QUANTITY, KeyKind.TARIFF}:
            quantity_key(rule.weights)
    except InvalidInput as wrong:
        raise ValidationError({"weights": in_words(wrong)}) from wrong
    for _share, inner in rule.parts:
        check_parameters(inner)


def _end_former_rule(
    by: Person,
    federation: Organisation,
    application: Application | None,
    initiative: JointInitiative | None,
    starts_on: dt.date,
) -> None:
    former = (
        SharingRule.objects.on(starts_on)
        .filter(
            federation=federation,
            application=application,
            initiative=initiative,
            starts_on__lt=starts_on,
            state=RuleState.AGREED,
        )
        .first()
    )
    if former is None:
        return
    before = facts(former)
    former.ends_on = starts_on - dt.timedelta(days=1)
    former.save(update_fields=["ends_on"])
    record(
        "costs.rule_ended",
        former,
        by=by,
        before=before,
        after=facts(former),
        parent=application or initiative,
    )


@verb
def split_by_department(*, by: Person, rule: DepartmentRule) -> DepartmentRule:
    """How a municipality's own shares go on to its departments from a day; the rule before ends the day before."""
    require(by, Permission.EDIT_COSTS, rule.organisation)
    _check_departments(rule)
    former = (
        DepartmentRule.objects.on(rule.starts_on)
        .filter(
            organisation=rule.organisation,
            application=rule.application,
            initiative=rule.initiative,
            starts_on__lt=rule.starts_on,
        )
        .first()
    )
    if former is not None:
        before = facts(former)
        former.ends_on = rule.starts_on - dt.timedelta(days=1)
        former.save(update_fields=["ends_on"])
        record("costs.department_rule_ended", former, by=by, before=before, after=facts(former))
    rule.full_clean()
    rule.save(force_insert=True)
    record("costs.department_rule_set", rule, by=by, after=facts(rule))
    return rule


def _check_departments(rule: DepartmentRule) -> None:
    """A fixed split names the municipality's own departments, with whole numbers of which one at least is positive."""
    own = {str(pk) for pk in rule.organisation.units.values_list("pk", flat=True)}
    if rule.key == DepartmentKey.ONE and rule.unit_id and str(rule.unit_id) not in own:
        raise ValidationError({"unit": _("The department belongs to another municipality.")})
    if rule.key != DepartmentKey.FIXED:
        return
    if set(rule.weights) - own:
        raise ValidationError({"weights": _("The department belongs to another municipality.")})
    numbers = list(rule.weights.values())
    if not any(numbers) or any(not isinstance(each, int) or each < 0 for each in numbers):
        raise ValidationError(
            {"weights": _("A fixed split needs whole numbers, none negative and not all zero.")}
        )


@verb
def end_department_rule(*, by: Person, rule: DepartmentRule, ends_on: dt.date) -> DepartmentRule:
    """The split holds no longer after a day: then the municipality's rule for everything does, else users."""
    stored = lock_for_edit(rule)
    require(by, Permission.EDIT_COSTS, stored.organisation)
    if stored.ends_on == ends_on:
        raise ValidationError({"ends_on": _("It ends that day already.")})
    before = facts(stored)
    stored.ends_on = ends_on
    stored.full_clean()
    stored.save(update_fields=["ends_on"])
    record("costs.department_rule_ended", stored, by=by, before=before, after=facts(stored))
    return stored
