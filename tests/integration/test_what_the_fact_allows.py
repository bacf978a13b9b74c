"""What a row points at must be something that the fact allows: the same by page, file and program."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from samdrift.foundation.organisations.actions import appoint
from samdrift.foundation.organisations.models import Membership, Organisation, Unit, UnitKind
from samdrift.foundation.organisations.own_unit import NamesOwnUnit
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.actions import change_application, join_application
from samdrift.records.register.models import Application
from samdrift.records.spending.actions import add_cost_line, change_cost_line, take_in_cost_lines
from samdrift.records.spending.models import CostLine
from tests import factories
from tests.people import LONG_AGO, Society

MODELS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("samdrift.")
    and any(field.related_model is Unit for field in model._meta.concrete_fields)
    and any(field.related_model is Organisation for field in model._meta.concrete_fields)
    and model is not Application  # may be operated by another's, with that other's consent
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_row_names_a_unit_of_another_organisation(people: Society, model: Any) -> None:
    names = model if issubclass(model, NamesOwnUnit) else NamesOwnUnit
    row = model()
    setattr(row, names.organisation_field, people.amal)
    setattr(row, names.unit_field, Unit(pk=77, organisation=people.mellerud, name="Skolan"))
    with pytest.raises(ValidationError) as refused:
        row.full_clean(validate_unique=False, validate_constraints=False)
    assert "annan organisation" in str(refused.value.message_dict[names.unit_field])


def _line(application: Application, bearer: Organisation, **fields: Any) -> CostLine:
    return CostLine(
        application=application, bearer=bearer, amount_ore=100, **{"year": 2009, **fields}
    )


def test_a_cost_is_borne_by_who_has_to_do_with_it_that_year(people: Society, as_person) -> None:
    application = factories.application(people.amal)
    factories.participation(application, people.amal)
    left = {"ends_on": dt.date(2007, 6, 30)}
    factories.participation(application, people.mellerud, **left)
    by = people.anna
    for bearer, year in ((people.saffle, 2009), (people.mellerud, 2009)):
        with pytest.raises(ValidationError) as refused:
            add_cost_line(by=by, line=_line(application, bearer, year=year))
        assert "bearer" in refused.value.message_dict
    line = add_cost_line(by=by, line=_line(application, people.mellerud, year=2008))
    line.year = 2009
    with pytest.raises(ValidationError):
        change_cost_line(by=by, line=line)
    new = {
        "application_id": application.pk,
        "bearer_id": people.mellerud.pk,
        "year": 2009,
        "amount_ore": 5,
    }
    answer = as_person(by).post("/api/v1/cost-lines", new, content_type="application/json")
    assert answer.status_code == 409
    other = factories.application(people.mellerud)
    with pytest.raises(ValidationError):
        take_in_cost_lines(
            by=by, organisation=people.amal, added=[_line(other, people.amal)], changed=[], why="x"
        )


def test_anothers_unit_operates_only_where_it_has_agreed(people: Society) -> None:
    application = factories.application(people.amal)
    unit = Unit.objects.create(organisation=people.mellerud, name="IT", kind=UnitKind.IT_UNIT)
    joint = Unit.objects.create(organisation=people.federation, name="IT", kind=UnitKind.IT_UNIT)

    def operated_by(chosen: Unit) -> Application:
        edit = Application.objects.get(pk=application.pk)
        edit.operating_unit = chosen
        return change_application(by=people.anna, application=edit)

    with pytest.raises(ValidationError) as refused:
        operated_by(unit)
    assert "operating_unit" in refused.value.message_dict
    assert operated_by(joint).operating_unit == joint
    factories.agreement(people.mellerud).applications.add(application)
    assert operated_by(unit).operating_unit == unit
    Membership.objects.all().delete()
    edit = Application.objects.get(pk=application.pk)
    edit.purpose = "Rörs inte"  # what stands already is not asked about again
    change_application(by=people.anna, application=edit)


def test_an_application_begins_before_anybody_uses_it(people: Society) -> None:
    application = factories.application(people.amal)
    factories.participation(application, people.amal)
    edit = Application.objects.get(pk=application.pk)
    edit.starts_on = LONG_AGO + dt.timedelta(days=1)
    with pytest.raises(ValidationError) as refused:
        change_application(by=people.anna, application=edit)
    assert list(refused.value.message_dict) == ["starts_on"]


def test_a_verb_refuses_anothers_unit(people: Society) -> None:
    application = factories.application(people.amal)
    foreign = Unit.objects.create(organisation=people.mellerud, name="Skolan")
    start = {"starts_on": dt.date(2009, 1, 1), "unit": foreign}
    with pytest.raises(ValidationError):
        join_application(by=people.anna, application=application, organisation=people.amal, **start)
    with pytest.raises(ValidationError):
        appoint(
            by=people.administrator,
            person=people.anna,
            role=Role.CONTROLLER,
            organisation=people.amal,
            **start,
        )
