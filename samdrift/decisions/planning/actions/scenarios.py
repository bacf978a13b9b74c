"""A question with its assumptions: asked, asked otherwise, copied to be varied, and thrown away."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.decisions.collaboration.queries import sees_whole_register
from samdrift.decisions.planning.models import ACTIVE, Scenario
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_edit, save_changes
from samdrift.foundation.organisations.access import require_in_group
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission


@verb
def add_scenario(*, by: Person, scenario: Scenario) -> Scenario:
    """Keep a question with its assumptions."""
    require_in_group(by, Permission.MAKE_PLAN, scenario.federation)
    if not sees_whole_register(by):
        raise ValidationError(
            _(
                "A plan stands on every member's agreements, costs and assessments, and the federation has chosen "
                "to show some of them to fewer than you."
            )
        )
    scenario.made_by = by
    scenario.full_clean()
    scenario.save(force_insert=True)
    record("planning.scenario_added", scenario, by=by, after=facts(scenario))
    return scenario


@verb
def change_scenario(*, by: Person, scenario: Scenario) -> Scenario:
    """Ask otherwise; plans already computed keep the problem that they answered."""
    stored = lock_for_edit(scenario)
    require_in_group(by, Permission.MAKE_PLAN, stored.federation)
    before = facts(stored)
    scenario.federation, scenario.made_by = stored.federation, stored.made_by
    scenario.full_clean()
    save_changes(scenario, stored)
    record("planning.scenario_changed", scenario, by=by, before=before, after=facts(scenario))
    return scenario


@verb
def copy_scenario(*, by: Person, scenario: Scenario, name: str) -> Scenario:
    """The same question under another name, to be varied."""
    require_in_group(by, Permission.MAKE_PLAN, scenario.federation)
    stored = Scenario.objects.get(pk=scenario.pk)
    same = {
        field.attname: getattr(stored, field.attname)
        for field in Scenario._meta.concrete_fields
        if field.name not in {"id", "name", "copied_from", "made_by"}
    }
    copy = Scenario(**same, name=name.strip(), copied_from=stored, made_by=by)
    copy.full_clean()
    copy.save(force_insert=True)
    record("planning.scenario_copied", copy, by=by, after=facts(copy), parent=scenario)
    return copy


@verb
def remove_scenario(*, by: Person, scenario: Scenario) -> None:
    """Throw away a scenario with its plans; one whose plan has been put to decision is kept."""
    stored = lock_for_edit(scenario)
    require_in_group(by, Permission.MAKE_PLAN, stored.federation)
    if stored.plans.exclude(proposal=None).exists():
        raise ValidationError(_("A plan of the scenario has been proposed: it is kept."))
    if stored.runs.filter(state__in=ACTIVE).exists():
        raise ValidationError(_("The scenario is being computed: stop that first."))
    record(
        "planning.scenario_removed", stored, by=by, before=facts(stored), parent=stored.federation
    )
    stored.delete()
