"""One valid call of each verb, by somebody who may; what the tests of all verbs break and repeat.

A verb without an example here fails `test_every_verb_keeps_the_rules.py`. An example makes what it acts on first.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from samdrift.core.planning.pins import Pin, PinKind
from samdrift.decisions.collaboration import actions as collaboration
from samdrift.decisions.collaboration.models import Level
from samdrift.decisions.governance import actions as governance
from samdrift.decisions.planning import actions as planning
from samdrift.decisions.planning.models import Scenario
from samdrift.decisions.policy import actions as policy
from samdrift.decisions.policy.convert import shipped_policy
from samdrift.decisions.sharing import actions as sharing
from samdrift.entrances.api import actions as api
from samdrift.entrances.portal import actions as portal
from samdrift.foundation.files import actions as files
from samdrift.foundation.organisations import actions as organisations
from samdrift.foundation.organisations.models import (
    Appointment,
    Function,
    Kind,
    Membership,
    Organisation,
    Unit,
    UnitFunction,
)
from samdrift.foundation.organisations.roles import Role
from samdrift.foundation.saved_views import actions as views
from samdrift.records.agreements import actions as agreements
from samdrift.records.agreements.lead_times import ProcurementTimes
from samdrift.records.competence import actions as competence
from samdrift.records.intake import actions as intake
from samdrift.records.register import actions as register
from samdrift.records.register.actions.several import ChangedInSeveral, SameChange
from samdrift.records.register.models import Responsibility, SupplierAlias, Synonym, ValueAssessment
from samdrift.records.spending import actions as spending
from samdrift.records.spending.models import CostLine, JointInitiative
from tests import factories
from tests.attached import attachment
from tests.integration.test_verbs import VERBS, Place, _scenario
from tests.people import LONG_AGO
from tests.saved import saved_view

DAY = dt.date(2009, 1, 1)
SUMMER = dt.date(2009, 6, 30)
Example = Callable[[Place], Any]


def _of(name: str) -> Example:
    """An example of the three-people test, done by Anna."""
    return lambda at: VERBS[name](at.people.anna, at)


def _unit(at: Place, name: str = "Ny enhet") -> Unit:
    return Unit.objects.create(organisation=at.people.amal, name=name)


def _revoked_address(at: Place) -> None:
    portal.make_calendar_address(by=at.people.anna)
    portal.revoke_calendar_address(by=at.people.anna)


def _to_area(name: str) -> SameChange:
    return SameChange(ChangedInSeveral.AREA, factories.area(name), DAY)


def _organisation(at: Place, name: str = "Bolaget") -> Organisation:
    return organisations.add_organisation(
        by=at.people.administrator, federation=at.people.federation, kind=Kind.COMPANY, name=name
    )


def _appointment(at: Place) -> Appointment:
    return organisations.appoint(
        by=at.people.administrator,
        person=at.people.bo,
        role=Role.CONTROLLER,
        organisation=at.people.mellerud,
        starts_on=LONG_AGO,
    )


def _owner(at: Place) -> Responsibility:
    return register.appoint_owner(
        by=at.people.anna, application=at.own, person=at.people.anna, starts_on=DAY
    )


def _waiting_line(at: Place) -> CostLine:
    _owner(at)
    CostLine.objects.filter(application=at.own).update(approved_on=None)
    return at.own.cost_lines.get()


def _initiative(at: Place) -> JointInitiative:
    return VERBS["start_initiative"](at.people.anna, at)


def _share(at: Place) -> Any:
    return VERBS["share_cost"](at.people.anna, at)


def _proposal(at: Place) -> Any:
    return sharing.propose_share(by=at.people.anna, share=_share(at))


def _made_scenario(at: Place) -> Scenario:
    return planning.add_scenario(by=at.people.anna, scenario=_scenario(at))


def _competence(at: Place) -> Any:
    return competence.record_competence(
        by=at.people.bo, person=at.people.bo, product=at.own.product, level=3, refreshed_on=DAY
    )


def _policy(at: Place) -> Any:
    return policy.adopt_policy(
        by=at.people.administrator, federation=at.people.federation, document=shipped_policy()
    )


def _upload(at: Place) -> Any:
    return intake.add_upload(
        by=at.people.anna,
        organisation=at.people.amal,
        file_name="r.csv",
        content=b"System;Bolag\nA;B\n",
    )


def _function(at: Place, name: str = "Drift") -> Function:
    return organisations.add_function(by=at.people.administrator, name=name)


def _given(at: Place) -> UnitFunction:
    return organisations.give_function(
        by=at.people.anna, unit=_unit(at), name="Nattjour", starts_on=LONG_AGO
    )


EXAMPLES: dict[str, Example] = {
    **{name: _of(name) for name in VERBS},
    "accept_function": lambda at: organisations.accept_function(
        by=at.people.administrator, function=_given(at).function
    ),
    "add_function": _function,
    "attach_file": lambda at: attachment(at.people.anna, at.agreement),
    "remove_attachment": lambda at: files.remove_attachment(
        by=at.people.anna, attachment=attachment(at.people.anna, at.agreement)
    ),
    "rename_attachment": lambda at: files.rename_attachment(
        by=at.people.anna, attachment=attachment(at.people.anna, at.agreement), name="Avtalet"
    ),
    "make_same_change": lambda at: register.make_same_change(
        by=at.people.anna, applications=[at.own], change=_to_area("vård"), why="Ny indelning"
    ),
    "add_view": lambda at: saved_view(at.people.anna),
    "change_view": lambda at: views.change_view(
        by=at.people.anna, view=saved_view(at.people.anna), address="/applikationer/?q=karta"
    ),
    "remove_view": lambda at: views.remove_view(by=at.people.anna, view=saved_view(at.people.anna)),
    "give_function": _given,
    "merge_function": lambda at: organisations.merge_function(
        by=at.people.administrator,
        function=_given(at).function,
        into=_function(at),
        why="Samma sak",
    ),
    "remove_function": lambda at: organisations.remove_function(
        by=at.people.administrator, function=_function(at), why="Skrevs fel"
    ),
    "rename_function": lambda at: organisations.rename_function(
        by=at.people.administrator, function=_function(at), name="Drift av servrar"
    ),
    "take_away_function": lambda at: organisations.take_away_function(
        by=at.people.anna, held=_given(at), ends_on=DAY
    ),
    "add_alias": lambda at: register.add_alias(
        by=at.people.anna, about=at.people.amal, product=at.own.product, name="Kartan"
    ),
    "add_organisation": _organisation,
    "add_pin": lambda at: planning.add_pin(
        by=at.people.anna,
        scenario=_made_scenario(at),
        pin=Pin(PinKind.STAYS_OUT, municipality="1461"),
    ),
    "add_supplier_alias": lambda at: register.add_supplier_alias(
        by=at.people.anna, about=at.people.amal, supplier=at.people.supplier, name="Lev"
    ),
    "remove_supplier_alias": lambda at: register.remove_supplier_alias(
        by=at.people.anna,
        about=at.people.amal,
        alias=SupplierAlias.objects.create(organisation=at.people.supplier, name="Lev"),
    ),
    "add_synonym": lambda at: register.add_synonym(
        by=at.people.administrator, federation=at.people.federation, words="karta, gis"
    ),
    "add_upload": _upload,
    "abandon_upload": lambda at: intake.abandon_upload(by=at.people.anna, upload=_upload(at)),
    "acknowledge_reading": lambda at: policy.acknowledge_reading(
        by=at.people.bo, policy=_policy(at)
    ),
    "adopt_policy": _policy,
    "appoint": _appointment,
    "appoint_deputy": lambda at: (
        _owner(at),
        register.appoint_deputy(
            by=at.people.anna, application=at.own, person=at.people.bo, starts_on=DAY
        ),
    ),
    "approve_cost_lines": lambda at: spending.approve_cost_lines(
        by=at.people.anna, lines=[_waiting_line(at)]
    ),
    "ask_for_plan": lambda at: planning.ask_for_plan(
        by=at.people.anna, scenario=_made_scenario(at)
    ),
    "assess_value": lambda at: register.assess_value(
        by=at.people.anna,
        assessment=ValueAssessment(
            organisation=at.people.amal,
            application=at.other,
            what="ArcGIS",
            on=DAY,
            need="Kartor",
            benefit="Fler",
            year_ore=1,
            neighbour="Grannens",
            conclusion="neighbour",
        ),
    ),
    "change_area": lambda at: register.change_area(
        by=at.people.anna, about=at.people.amal, area=_named(at.own.area, "Kartor")
    ),
    "change_initiative": lambda at: spending.change_initiative(
        by=at.people.anna, initiative=_named(_initiative(at), "Kurs två")
    ),
    "change_membership": lambda at: organisations.change_membership(
        by=at.people.administrator,
        membership=Membership.objects.get(member=at.people.mellerud),
        starts_on=dt.date(2002, 1, 1),
        ends_on=None,
        why="Fel år",
    ),
    "change_organisation": lambda at: organisations.change_organisation(
        by=at.people.administrator, organisation=_organisation(at), name="Bolaget AB"
    ),
    "change_participation": lambda at: register.change_participation(
        by=at.people.anna, participation=_set(at.own.participations.get(), users=7)
    ),
    "change_product": lambda at: register.change_product(
        by=at.people.anna, about=at.people.amal, product=_named(at.own.product, "ArcGIS Pro")
    ),
    "change_scenario": lambda at: planning.change_scenario(
        by=at.people.anna, scenario=_named(_made_scenario(at), "Vägen två")
    ),
    "change_synonym": lambda at: register.change_synonym(
        by=at.people.administrator,
        synonym=_set(
            Synonym.objects.create(federation=at.people.federation, words="lön, löner"),
            words="lön, avlöning",
        ),
    ),
    "change_procurement_times": lambda at: agreements.change_procurement_times(
        by=at.people.administrator,
        times=_set(
            agreements.settle_procurement_times(
                by=at.people.administrator,
                times=ProcurementTimes(federation=at.people.federation, starts_on=DAY),
            ),
            other_months=10,
        ),
    ),
    "settle_procurement_times": lambda at: agreements.settle_procurement_times(
        by=at.people.administrator,
        times=ProcurementTimes(federation=at.people.federation, starts_on=DAY),
    ),
    "choose_audience": lambda at: register.choose_audience(
        by=at.people.administrator, federation=at.people.federation, group="people", audience="own"
    ),
    "close_employment": lambda at: organisations.close_employment(
        by=at.people.administrator,
        employment=at.people.bo.employments.get(),
        ends_on=SUMMER,
        successors={},
    ),
    "close_organisation": lambda at: organisations.close_organisation(
        by=at.people.administrator, organisation=_organisation(at), ends_on=SUMMER, why="Upphör"
    ),
    "close_unit": lambda at: organisations.close_unit(
        by=at.people.anna, unit=_unit(at), ends_on=DAY
    ),
    "copy_scenario": lambda at: planning.copy_scenario(
        by=at.people.anna, scenario=_made_scenario(at), name="Kopian"
    ),
    "correct_responsibility": lambda at: register.correct_responsibility(
        by=at.people.anna,
        responsibility=_owner(at),
        person=at.people.bo,
        starts_on=DAY,
        ends_on=None,
        decision="",
        why="Fel person",
    ),
    "discard_share": lambda at: sharing.discard_share(
        by=at.people.anna, share=_share(at), why="Fel år"
    ),
    "end_appointment": lambda at: organisations.end_appointment(
        by=at.people.administrator, appointment=_appointment(at), ends_on=SUMMER
    ),
    "end_responsibility": lambda at: register.end_responsibility(
        by=at.people.anna, responsibility=_owner(at), ends_on=SUMMER, successor=at.people.bo
    ),
    "join_federation": lambda at: organisations.join_federation(
        by=at.people.administrator,
        federation=at.people.federation,
        member=at.people.saffle,
        starts_on=DAY,
    ),
    "join_initiative": lambda at: spending.join_initiative(
        by=at.people.anna,
        initiative=_initiative(at),
        organisation=at.people.mellerud,
        starts_on=DAY,
    ),
    "leave_federation": lambda at: organisations.leave_federation(
        by=at.people.administrator,
        membership=Membership.objects.get(member=at.people.mellerud),
        ends_on=SUMMER,
    ),
    "load_shipped_catalogue": lambda at: register.load_shipped_catalogue(
        by=at.people.administrator, about=at.people.federation
    ),
    "make_calendar_address": lambda at: portal.make_calendar_address(by=at.people.anna),
    "make_token": lambda at: api.make_token(by=at.people.anna, name="Rapport", expires_on=SUMMER),
    "merge_product": lambda at: register.merge_product(
        by=at.people.administrator,
        about=at.people.federation,
        product=factories.product("ArkGIS", "Esri"),
        into=at.own.product,
    ),
    "merge_unit": lambda at: organisations.merge_unit(
        by=at.people.anna, unit=_unit(at), into=_unit(at, "Den andra"), why="Slås ihop"
    ),
    "move_unit": lambda at: organisations.move_unit(
        by=at.people.administrator, unit=_unit(at), organisation=at.people.mellerud, starts_on=DAY
    ),
    "name_level": lambda at: collaboration.name_level(
        by=at.people.administrator,
        federation=at.people.federation,
        level=_named(Level.objects.get(number=3), "Samordning i vardagen"),
    ),
    "propose": lambda at: governance.propose(
        by=at.people.anna,
        federation=at.people.federation,
        kind="document",
        title="Policyn",
        text="Antas",
        organisations=[at.people.amal],
        cites_none_because="Prov",
    ),
    "propose_share": _proposal,
    "record_competence": _competence,
    "record_decision": lambda at: governance.record_decision(
        by=at.people.anna,
        proposal=_proposal(at),
        organisation=at.people.amal,
        body="board",
        outcome="adopted",
        on=DAY,
        paragraph="§ 1",
    ),
    "record_sign_in": lambda at: organisations.record_sign_in(by=at.people.anna),
    "record_download": lambda at: organisations.record_download(
        by=at.people.anna, address="/avtal/", name="a.csv"
    ),
    "remove_dependency": lambda at: register.remove_dependency(
        by=at.people.anna, dependency=VERBS["add_dependency"](at.people.anna, at)
    ),
    "remove_organisation": lambda at: organisations.remove_organisation(
        by=at.people.administrator, organisation=_organisation(at), why="Skrevs fel"
    ),
    "remove_party": lambda at: agreements.remove_party(
        by=at.people.anna, party=VERBS["add_party"](at.people.anna, at)
    ),
    "remove_responsibility": lambda at: register.remove_responsibility(
        by=at.people.anna, responsibility=_owner(at), why="Skrevs fel"
    ),
    "remove_scenario": lambda at: planning.remove_scenario(
        by=at.people.anna, scenario=_made_scenario(at)
    ),
    "remove_synonym": lambda at: register.remove_synonym(
        by=at.people.administrator,
        synonym=Synonym.objects.create(federation=at.people.federation, words="lön, löner"),
    ),
    "remove_unit": lambda at: organisations.remove_unit(
        by=at.people.anna, unit=_unit(at), why="Skrevs fel"
    ),
    "return_cost_lines": lambda at: spending.return_cost_lines(
        by=at.people.anna, lines=[_waiting_line(at)], note="Fel belopp"
    ),
    "revoke_calendar_address": _revoked_address,
    "revoke_token": lambda at: api.revoke_token(
        by=at.people.anna,
        token=api.make_token(by=at.people.anna, name="Rapport", expires_on=SUMMER)[0],
    ),
    "save_unit": lambda at: organisations.save_unit(
        by=at.people.anna, unit=Unit(organisation=at.people.amal, name="Kansliet")
    ),
    "withdraw_proposal": lambda at: governance.withdraw_proposal(
        by=at.people.anna, proposal=_proposal(at), why="Fel siffror"
    ),
}


def _named(row: Any, name: str) -> Any:
    return _set(row, name=name)


def _set(row: Any, **changes: Any) -> Any:
    for name, value in changes.items():
        setattr(row, name, value)
    return row
