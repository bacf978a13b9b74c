"""The four triggers of the policy's chapter 4, alone and together."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.core.opportunities import (
    ApplicationFact,
    Assumptions,
    Shape,
    Trigger,
    detect,
    evidence,
    opportunities_document,
)
from tests.opportunities_plainly import detect_plainly

TODAY = dt.date(2009, 1, 1)
ASSUMED = Assumptions(today=TODAY)


def fact(key, host="1492", participants=None, **more):
    return ApplicationFact(key, more.pop("name", key), host, participants or (host,), **more)


def test_one_municipality_alone_has_nobody_to_do_it_with():
    assert detect([fact("a", area="ekonomi", it_fit=1), fact("b", area="ekonomi")], ASSUMED) == []


def test_several_use_the_same_product():
    (found,) = detect(
        [
            fact("a", "1492", product="W3D3", area="diarium", annual_cost_ore=13_100_000),
            fact("b", "1460", product="W3D3", area="diarium", annual_cost_ore=11_800_000),
            fact("c", "1439", product="W3D3", area="diarium"),
        ],
        ASSUMED,
    )
    assert found.shape is Shape.SAME_PRODUCT
    assert found.triggers == (Trigger.SEVERAL_USE_THE_SAME,)
    assert found.municipalities == ("1439", "1460", "1492")
    assert found.saving.amount_ore == 11_800_000 * 40 // 100
    assert found.saving.without_cost == 1


def test_one_product_is_the_same_whatever_area_each_municipality_put_it_in():
    (found,) = detect(
        [fact("a", "1492", product="W3D3"), fact("b", "1460", product="W3D3", area="diarium")],
        ASSUMED,
    )
    assert (found.name, found.area, found.municipalities) == ("W3D3", "diarium", ("1460", "1492"))


def test_two_installations_in_one_municipality_are_its_own_matter():
    assert detect([fact("a", product="W3D3"), fact("b", product="W3D3")], ASSUMED) == []


def test_different_products_in_one_area():
    (found,) = detect(
        [
            fact("a", "1492", product="Castor", area="bygg"),
            fact("b", "1461", product="ByggR", area="bygg"),
        ],
        ASSUMED,
    )
    assert (found.shape, found.name) == (Shape.SAME_AREA, "bygg")
    assert found.saving.amount_ore is None  # no cost is known: nothing is guessed


def test_a_joint_application_that_works_badly():
    (found,) = detect([fact("tel", participants=("1438", "1492"), operation_fit=2)], ASSUMED)
    assert (found.shape, found.triggers) == (Shape.JOINT_ALREADY, (Trigger.WORKS_BADLY,))
    assert found.target_level == 5


def test_a_joint_application_without_any_trigger_is_left_in_peace():
    assert (
        detect([fact("tel", participants=("1438", "1492"), it_fit=4, specialists=2)], ASSUMED) == []
    )


def test_notice_on_the_last_day_of_the_horizon_counts_and_the_day_after_does_not():
    horizon = dt.date(2011, 1, 1)

    def joint(day):
        return fact("x", participants=("1438", "1492"), last_notice_on=day)

    assert detect([joint(horizon)], ASSUMED)
    assert not detect([joint(horizon + dt.timedelta(days=1))], ASSUMED)
    assert not detect([joint(TODAY - dt.timedelta(days=1))], ASSUMED)


def test_an_agreement_until_notice_is_not_on_its_way_out_but_its_notice_counts_in_the_window():
    rolling = fact("x", participants=("1438", "1492"), until_notice=True, notice_months=3)
    assert detect([rolling], ASSUMED) == []
    (found,) = detect([replace(rolling, it_fit=1)], ASSUMED)
    assert found.triggers == (Trigger.WORKS_BADLY,)
    assert found.window.all_free_on == dt.date(2009, 4, 1)


def test_the_reason_says_what_happens_when_the_term_is_over():
    end, notice = dt.date(2009, 12, 31), dt.date(2009, 6, 30)
    ending = fact("x", name="GIS", participants=("1438", "1492"), agreement_ends_on=end)
    told = [
        replace(ending, renewal="tacit", last_notice_on=notice),
        replace(ending, renewal="option", options=2),
        replace(ending, renewal="ends"),
    ]
    assert [str(evidence(detect([each], ASSUMED)[0], ASSUMED)[0]) for each in told] == [
        "GIS: prolonged unless notice is given no later than 2009-06-30, to end 2009-12-31",
        "GIS: the agreement ends 2009-12-31 unless one of 2 options is used",
        "GIS: the agreement ends 2009-12-31",
    ]


def test_one_specialist_is_too_few_and_unknown_is_not_said_to_be():
    assert detect([fact("x", participants=("1438", "1492"), specialists=1)], ASSUMED)
    assert not detect([fact("x", participants=("1438", "1492"), specialists=None)], ASSUMED)


def test_the_window_opens_when_the_last_agreement_is_over():
    (found,) = detect(
        [
            fact(
                "a",
                "1492",
                product="P",
                area="x",
                agreement_ends_on=dt.date(2009, 12, 31),
                last_notice_on=dt.date(2009, 6, 30),
            ),
            fact(
                "b",
                "1461",
                product="P",
                area="x",
                agreement_ends_on=dt.date(2010, 6, 30),
                last_notice_on=dt.date(2010, 3, 30),
            ),
        ],
        ASSUMED,
    )
    assert found.window.act_by == dt.date(2009, 6, 30)
    assert found.window.all_free_on == dt.date(2010, 6, 30)
    assert found.triggers == (Trigger.AGREEMENT_EXPIRES, Trigger.SEVERAL_USE_THE_SAME)


def test_every_trigger_has_its_evidence():
    joint = fact(
        "tel",
        name="Telefoni",
        participants=("1438", "1492"),
        it_fit=2,
        operation_verdict="phase_out",
        specialists=1,
        competence_reported=True,
        last_notice_on=dt.date(2009, 6, 30),
        agreement_ends_on=dt.date(2009, 12, 31),
    )
    (found,) = detect([joint], ASSUMED)
    assert [str(reason) for reason in evidence(found, ASSUMED)] == [
        "Telefoni: notice no later than 2009-06-30, the agreement ends 2009-12-31",
        "Telefoni: IT gives it 2 of 5",
        "Telefoni: the operation wants to phase it out",
        "Telefoni: 1 with specialist competence, 2 needed",
        "Telefoni: reported that competence is hard to keep",
    ]


def test_the_score_is_the_sum_of_its_parts_and_orders_the_list():
    found = detect(
        [
            fact("a", "1492", product="P", area="x", annual_cost_ore=100),
            fact("b", "1461", product="P", area="x", annual_cost_ore=100),
            fact("c", "1492", product="Q", area="y", annual_cost_ore=100, it_fit=1),
            fact("d", "1461", product="Q", area="y", annual_cost_ore=100),
        ],
        ASSUMED,
    )
    assert [each.product for each in found] == ["Q", "P"]
    assert [each.rank.score for each in found] == [10 + 10 + 30 + 10, 10 + 30 + 10]


def test_the_document_tells_what_it_assumed():
    found = detect([fact("tel", participants=("1438", "1492"), operation_fit=2)], ASSUMED)
    document = opportunities_document(found, ASSUMED)
    assert document["opportunities"][0]["saving"]["per_year"] is None
    assert (
        "One installation has no agreement with a supplier and counts as free today"
        in document["opportunities"][0]["assumptions"]
    )


@pytest.mark.parametrize("bound", range(4))
@pytest.mark.parametrize("paid", range(4))
def test_what_lacks_a_cost_and_what_lacks_an_agreement_are_counted_apart(paid, bound):
    """Each of three installations with or without: one as one, several as several, none not at all."""
    end = dt.date(2010, 6, 30)
    found = detect(
        [
            fact(
                f"{at}",
                code,
                product="P",
                area="x",
                annual_cost_ore=100 if at < paid else None,
                agreement_ends_on=end if at < bound else None,
            )
            for at, code in enumerate(("1438", "1461", "1492"))
        ],
        ASSUMED,
    )
    told = " | ".join(opportunities_document(found, ASSUMED)["opportunities"][0]["assumptions"])
    for lacking, what in ((3 - paid, "no cost"), (3 - bound, "no agreement with a supplier")):
        if lacking <= 0:
            assert f" {what}" not in told
        else:
            counted = "One installation has" if lacking == 1 else f"{lacking} installations have"
            assert f"{counted} {what}" in told
            assert told.count(f" {what}") == 1


codes = st.sampled_from(["1438", "1439", "1460", "1461", "1492"])
days = st.none() | st.dates(dt.date(2008, 1, 1), dt.date(2013, 1, 1))
facts = st.lists(
    st.builds(
        ApplicationFact,
        key=st.text("abcdefgh", min_size=1, max_size=4),
        name=st.just("namn"),
        host=codes,
        participants=st.lists(codes, min_size=1, max_size=3, unique=True).map(tuple),
        product=st.sampled_from(["", "P", "Q", "R"]),
        area=st.sampled_from(["", "x", "y"]),
        annual_cost_ore=st.none() | st.integers(0, 10**9),
        agreement_ends_on=days,
        last_notice_on=days,
        until_notice=st.booleans(),
        notice_months=st.integers(0, 24),
        binding_until=days,
        it_fit=st.none() | st.integers(1, 5),
        operation_fit=st.none() | st.integers(1, 5),
        it_verdict=st.sampled_from(["", "keep", "merge"]),
        operation_verdict=st.sampled_from(["", "phase_out"]),
        specialists=st.none() | st.integers(0, 3),
        competence_reported=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda each: each.key,
)


@given(facts)
def test_the_fast_way_finds_what_the_plain_way_finds(register):
    fast = {
        each.key: (
            each.shape,
            each.municipalities,
            {trigger: tuple(hit.key for hit in hits) for trigger, hits in each.by_trigger.items()},
            each.saving.amount_ore,
            each.window.act_by,
            each.window.all_free_on,
        )
        for each in detect(register, ASSUMED)
    }
    assert fast == detect_plainly(register, ASSUMED)


@given(facts)
def test_the_order_of_the_facts_does_not_matter(register):
    assert detect(register[::-1], ASSUMED) == detect(register, ASSUMED)


@given(facts)
def test_no_saving_is_larger_than_the_known_cost(register):
    for each in detect(register, ASSUMED):
        assert (each.saving.amount_ore or 0) <= each.saving.known_ore
