"""Agreements change only as their terms and their keepers allow, and what deviates is given a reason and shown."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from samdrift.foundation.audit.queries import history
from samdrift.foundation.organisations.models import Person
from samdrift.records.agreements.actions import (
    add_agreement,
    add_party,
    change_agreement,
    give_notice,
    use_extension_option,
)
from samdrift.records.agreements.models import Agreement, AgreementKind, Renewal
from samdrift.records.register.models import Application, Responsibility, ResponsibilityRole
from tests import factories
from tests.people import LONG_AGO, Society, person

NEW_YEAR = dt.date(2009, 1, 1)


@dataclass(frozen=True)
class Owned:
    """Two applications of Åmål: Olga owns the first, Dag is her deputy; neither has anything to do with the second."""

    people: Society
    hers: Application
    other: Application
    olga: Person
    dag: Person


@pytest.fixture
def owned(people: Society) -> Owned:
    hers, other = (factories.application(people.amal, name) for name in ("Raindance", "Palett"))
    olga, dag = person("Olga", people.amal), person("Dag", people.amal)
    for who, role in ((olga, ResponsibilityRole.OWNER), (dag, ResponsibilityRole.DEPUTY)):
        Responsibility.objects.create(application=hers, person=who, role=role, starts_on=LONG_AGO)
    return Owned(people, hers, other, olga, dag)


def _new(owned: Owned) -> Agreement:
    return Agreement(
        kind=AgreementKind.SUPPLIER, title="Avtal", responsible=owned.people.amal, notice_months=3
    )


@pytest.mark.parametrize("name", ["olga", "dag"])
def test_an_owner_and_a_deputy_do_everything_with_agreements_of_their_own_application(
    owned, name
) -> None:
    by = getattr(owned, name)
    agreement = add_agreement(by=by, agreement=_new(owned), applications=[owned.hers])
    add_party(by=by, agreement=agreement, organisation=owned.people.supplier, role="supplier")
    agreement.ends_on, agreement.renewal = dt.date(2009, 12, 31), Renewal.OPTION
    agreement.extension_options, agreement.extension_months = 1, 12
    change_agreement(by=by, agreement=agreement)
    use_extension_option(by=by, agreement=agreement)
    give_notice(by=by, agreement=agreement, given_on=NEW_YEAR, ends_on=dt.date(2010, 12, 31))
    assert Agreement.objects.get().ended_on == dt.date(2010, 12, 31)


def test_an_owner_may_not_keep_what_covers_another_application_too_or_none(owned: Owned) -> None:
    for covered in ([owned.hers, owned.other], [owned.other], []):
        with pytest.raises(PermissionDenied):
            add_agreement(by=owned.olga, agreement=_new(owned), applications=covered)
    agreement = add_agreement(
        by=owned.people.anna, agreement=_new(owned), applications=[owned.hers, owned.other]
    )
    with pytest.raises(PermissionDenied):
        give_notice(
            by=owned.olga, agreement=agreement, given_on=NEW_YEAR, ends_on=dt.date(2009, 12, 31)
        )


def test_an_owner_may_not_widen_an_agreement_or_give_it_to_another_organisation(
    owned: Owned,
) -> None:
    agreement = add_agreement(by=owned.olga, agreement=_new(owned), applications=[owned.hers])
    with pytest.raises(PermissionDenied):
        change_agreement(by=owned.olga, agreement=agreement, applications=[owned.hers, owned.other])
    with pytest.raises(PermissionDenied):
        change_agreement(by=owned.olga, agreement=agreement, applications=[])
    agreement.responsible = owned.people.mellerud
    with pytest.raises(PermissionDenied):
        change_agreement(by=owned.olga, agreement=agreement)


@pytest.mark.parametrize("name", ["bo", "cilla", "controller"])
def test_those_who_neither_own_nor_manage_it_may_not(owned: Owned, name: str) -> None:
    by = getattr(owned.people, name)
    with pytest.raises(PermissionDenied):
        add_agreement(by=by, agreement=_new(owned), applications=[owned.hers])


def test_an_owner_who_has_left_the_role_may_no_longer(owned: Owned) -> None:
    Responsibility.objects.filter(person=owned.olga).update(ends_on=dt.date(2008, 12, 31))
    with pytest.raises(PermissionDenied):
        add_agreement(by=owned.olga, agreement=_new(owned), applications=[owned.hers])


def _terms(people: Society, **fields) -> Agreement:
    return factories.agreement(people.amal, **({"starts_on": None} | fields))


TACIT = {"ends_on": dt.date(2008, 12, 31), "renews_months": 12, "notice_months": 3}


@pytest.mark.parametrize(
    ("fields", "given_on", "ends_on"),
    [
        (TACIT, (2008, 10, 15), (2008, 12, 31)),  # after the last day
        (TACIT, (2009, 1, 1), (2009, 2, 1)),  # shorter than the notice period
        (TACIT, (2009, 1, 1), (2009, 6, 30)),  # before the term ends
        ({"notice_months": 6}, (2009, 1, 1), (2009, 1, 2)),
        ({"ends_on": dt.date(2008, 6, 30)}, (2009, 1, 1), (2009, 3, 31)),  # over already
        ({"ends_on": dt.date(2009, 6, 30)}, (2009, 1, 1), (2009, 7, 31)),  # ends earlier by itself
    ],
)
def test_notice_that_deviates_needs_a_reason_and_is_then_shown_as_deviating(
    people, fields, given_on, ends_on
) -> None:
    agreement, days = (
        _terms(people, **fields),
        {"given_on": dt.date(*given_on), "ends_on": dt.date(*ends_on)},
    )
    with pytest.raises(ValidationError, match="avviker"):
        give_notice(by=people.anna, agreement=agreement, **days)
    assert not history(agreement).exists()
    give_notice(by=people.anna, agreement=agreement, **days, why="Leverantören gick med på det")
    stored = Agreement.objects.get()
    assert stored.deviates
    assert stored.deviates_because == "Leverantören gick med på det"


@pytest.mark.parametrize(
    ("given_on", "ends_on"),
    [((2009, 1, 1), (2008, 12, 31)), ((2009, 1, 2), (2009, 12, 31)), ((2004, 1, 1), (2004, 6, 30))],
)
def test_notice_with_days_that_can_not_be_true_is_refused_whatever_the_reason(
    people, given_on, ends_on
) -> None:
    agreement = _terms(people, starts_on=dt.date(2005, 1, 1))
    with pytest.raises(ValidationError):
        give_notice(
            by=people.anna,
            agreement=agreement,
            given_on=dt.date(*given_on),
            ends_on=dt.date(*ends_on),
            why="Ändå",
        )


def test_notice_is_given_once(people: Society) -> None:
    agreement = _terms(people)
    give_notice(by=people.anna, agreement=agreement, given_on=NEW_YEAR, ends_on=NEW_YEAR)
    with pytest.raises(ValidationError, match="redan"):
        give_notice(
            by=people.anna, agreement=Agreement.objects.get(), given_on=NEW_YEAR, ends_on=NEW_YEAR
        )
    assert history(agreement).count() == 1


def test_options_used_one_after_the_other_reach_the_latest_end_that_was_promised(
    people: Society,
) -> None:
    agreement = _terms(
        people, ends_on=dt.date(2009, 8, 31), extension_options=2, extension_months=6
    )
    promised = agreement.latest_end_with_options
    for _option in range(2):
        use_extension_option(by=people.anna, agreement=agreement)
    assert agreement.ends_on == promised == dt.date(2010, 8, 31)
    assert agreement.latest_end_with_options == promised
    with pytest.raises(ValidationError):
        use_extension_option(by=people.anna, agreement=agreement)


def test_an_option_on_an_agreement_that_is_over_needs_a_reason(people: Society) -> None:
    agreement = _terms(
        people, ends_on=dt.date(2007, 12, 31), extension_options=1, extension_months=12
    )
    with pytest.raises(ValidationError, match="avviker"):
        use_extension_option(by=people.anna, agreement=agreement)
    use_extension_option(by=people.anna, agreement=Agreement.objects.get(), why="Sades till i tid")
    assert "2007-12-31" in Agreement.objects.get().deviates


def test_an_option_seen_by_two_is_used_once(people: Society) -> None:
    agreement = _terms(
        people, ends_on=dt.date(2009, 12, 31), extension_options=2, extension_months=12
    )
    seen_by_both = [Agreement.objects.get(), Agreement.objects.get()]
    use_extension_option(by=people.anna, agreement=seen_by_both[0])
    with pytest.raises(ValidationError):
        use_extension_option(by=people.anna, agreement=seen_by_both[1])
    assert Agreement.objects.get().extension_options == 1
    assert history(agreement).count() == 1


def test_no_option_can_be_used_after_notice(people: Society) -> None:
    agreement = _terms(
        people, ends_on=dt.date(2009, 12, 31), extension_options=2, extension_months=12
    )
    give_notice(
        by=people.anna, agreement=agreement, given_on=NEW_YEAR, ends_on=dt.date(2009, 12, 31)
    )
    with pytest.raises(ValidationError):
        use_extension_option(by=people.anna, agreement=agreement)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"renewal": "tacit", "ends_on": dt.date(2009, 12, 31)}, "renews_months"),
        ({"renewal": "ends"}, "ends_on"),
        (
            {"renewal": "ends", "ends_on": dt.date(2009, 12, 31), "renews_months": 12},
            "renews_months",
        ),
        ({"renewal": "until_notice", "ends_on": dt.date(2009, 12, 31)}, "ends_on"),
        ({"ends_on": dt.date(2009, 12, 31), "extension_options": 1}, "extension_months"),
        ({"ends_on": dt.date(9999, 12, 31)}, "ends_on"),
        ({"notice_months": 30_000}, "notice_months"),
    ],
)
def test_terms_that_contradict_each_other_are_told_beside_their_field(
    people, fields, field
) -> None:
    agreement = Agreement(kind="supplier", title="Avtal", responsible=people.amal, **fields)
    with pytest.raises(ValidationError) as refusal:
        add_agreement(by=people.anna, agreement=agreement)
    assert set(refusal.value.error_dict) == {field}


def test_what_happens_at_the_end_is_told_by_the_terms_where_nobody_says_it(people: Society) -> None:
    end = dt.date(2009, 12, 31)
    said = [
        {},
        {"ends_on": end},
        {"ends_on": end, "renews_months": 12},
        {"ends_on": end, "extension_options": 1, "extension_months": 12},
    ]
    kinds = [_terms(people, **fields).renewal for fields in said]
    assert kinds == ["until_notice", "ends", "tacit", "option"]


def test_an_agreement_whose_start_nobody_knows_is_in_force_until_it_ends(people: Society) -> None:
    agreement = _terms(people, ends_on=dt.date(2009, 12, 31))
    assert list(Agreement.objects.in_force(NEW_YEAR)) == [agreement]
    assert not Agreement.objects.in_force(dt.date(2010, 1, 1))
