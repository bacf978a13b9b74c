"""What is settled beforehand, and what one municipality or IT unit can take."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from samdrift.core.planning import Pin, read_pins
from samdrift.decisions.planning.convert.terms import OWN_LIMITS
from samdrift.decisions.planning.models import Scenario
from samdrift.foundation.audit.actions import record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_edit
from samdrift.foundation.organisations.access import require_in_group
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.permissions import Permission


@verb
def add_pin(*, by: Person, scenario: Scenario, pin: Pin) -> Scenario:
    """Settle something beforehand; what the register does not know is told when the plan is computed."""
    stored = _lock_scenario(by, scenario)
    row = pin.as_values()
    _pins, wrong = read_pins([row])
    if wrong:
        raise ValidationError([_(each.what) % each.values for each in wrong])
    if row in stored.pins:
        raise ValidationError(_("That is settled already."))
    stored.pins = [*stored.pins, row]
    stored.save(update_fields=["pins"])
    record("planning.pin_added", stored, by=by, after=row)
    return stored


def remove_pin(*, by: Person, scenario: Scenario, number: int) -> Scenario:
    """Leave something open again; number: the pin's place in the list."""
    return _without(by, scenario, "pins", number)


@verb
def set_limit(
    *, by: Person, scenario: Scenario, rule: str, of: str, amount: float, year: int | None = None
) -> Scenario:
    """Say what one municipality (a code) or IT unit can take, in one year or in every year; kronor for a budget."""
    stored = _lock_scenario(by, scenario)
    if rule not in OWN_LIMITS:
        raise ValidationError({"rule": _("That is not a limit that can be set.")})
    if not of:
        raise ValidationError({"of": _("Say whose limit it is.")})
    if amount < 0:
        raise ValidationError({"amount": _("A limit can't be negative.")})
    if year is not None and not 0 <= year - stored.first_year < stored.years:
        raise ValidationError({"year": _("The year is not one of the scenario's.")})
    row: dict[str, Any] = {"rule": rule, "of": of, "amount": amount, "year": year}
    others = [each for each in stored.own_limits if _key(each) != _key(row)]
    before = [each for each in stored.own_limits if _key(each) == _key(row)]
    stored.own_limits = [*others, row]
    stored.save(update_fields=["own_limits"])
    record("planning.limit_set", stored, by=by, before=before[0] if before else None, after=row)
    return stored


def remove_limit(*, by: Person, scenario: Scenario, number: int) -> Scenario:
    """Let the scenario's common limit hold again; number: the limit's place in the list."""
    return _without(by, scenario, "own_limits", number)


_REMOVED = {
    "pins": (gettext_noop("planning.pin_removed"), gettext_lazy("That is not settled any more.")),
    "own_limits": (
        gettext_noop("planning.limit_removed"),
        gettext_lazy("That limit is removed already."),
    ),
}


@verb
def _without(by: Person, scenario: Scenario, name: str, number: int) -> Scenario:
    """Take one row out of a list of the scenario, `pins` or `own_limits`."""
    stored = _lock_scenario(by, scenario)
    event, gone = _REMOVED[name]
    rows = list(getattr(stored, name))
    if not 0 <= number < len(rows):
        raise ValidationError(gone)
    row = rows.pop(number)
    setattr(stored, name, rows)
    stored.save(update_fields=[name])
    record(event, stored, by=by, before=row)
    return stored


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["rule"], row["of"], row.get("year")


def _lock_scenario(by: Person, scenario: Scenario) -> Scenario:
    stored = lock_for_edit(scenario)
    require_in_group(by, Permission.MAKE_PLAN, stored.federation)
    return stored
