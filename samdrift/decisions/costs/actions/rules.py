"""Everything that can happen to the rules by which costs are shared."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.core.findings import InvalidInput
from samdrift.core.sharing import KeyRule, fixed_key, quantity_key, rule_document
from samdrift.decisions.costs.convert import in_words
from samdrift.decisions.costs.models import DepartmentKey, DepartmentRule, KeyKind, SharingRule, Vat
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.organisations.access import require, require_in_group
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
) -> SharingRule:
    """Share by another key from a day, as an agreement or decision says; the rule before ends the day before.

    rule: the key with its parameters, where the key has any.
    """
    require_in_group(by, Permission.SHARE_COSTS, federation)
    chosen = rule or KeyRule(key)
    _end_former_rule(by, federation, application, initiative, starts_on)
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
    )
    check_parameters(chosen)
    agreed.full_clean()
    agreed.save(force_insert=True)
    record(
        "costs.rule_agreed", agreed, by=by, after=facts(agreed), parent=application or initiative
    )
    return agreed


@verb
def end_rule(*, by: Person, rule: SharingRule, ends_on: dt.date) -> SharingRule:
    """The rule holds no longer after a day: then the federation's own rule does, or the policy's."""
    stored = SharingRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    require_in_group(by, Permission.SHARE_COSTS, stored.federation)
    if stored.ends_on == ends_on:
        raise ValidationError({"ends_on": _("It ends that day already.")})
    before = facts(stored)
    stored.ends_on = ends_on
    stored.full_clean()
    stored.save(update_fields=["ends_on"])
    record("costs.rule_ended", stored, by=by, before=before, after=facts(stored),
           parent=stored.application or stored.initiative)  # fmt: skip
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
    stored = DepartmentRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    require(by, Permission.EDIT_COSTS, stored.organisation)
    if stored.ends_on == ends_on:
        raise ValidationError({"ends_on": _("It ends that day already.")})
    before = facts(stored)
    stored.ends_on = ends_on
    stored.full_clean()
    stored.save(update_fields=["ends_on"])
    record("costs.department_rule_ended", stored, by=by, before=before, after=facts(stored))
    return stored
