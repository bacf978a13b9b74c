"""Who carries what is joint: a case by hand, and what holds whatever the case."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.core.balance import SharedApplication, balance, percent, suggestions

PEOPLE = {"a": 10_000, "b": 10_000, "c": 20_000, "x": 5_000}
MEMBERS = ("a", "b", "c")
ROOM = {"a": 1.0, "b": 1.0, "c": 0.2}
BOTH = [
    SharedApplication("t", "a", "a", ("a", "b", "c", "x"), 0.5),
    SharedApplication("e", "b", "a", ("a", "b"), 0.4),
]


def test_a_case_by_hand() -> None:
    """t serves 45 000 and e 20 000: a carries 45 + 10 of 65 thousand, b 10, c nothing of what is half its."""
    found = balance(BOTH, PEOPLE, MEMBERS, ROOM)
    a, b, c = found.standings
    assert [each.weight for each in found.standings] == [55_000, 10_000, 0]
    assert (a.share, a.fair) == (Fraction(55, 65), Fraction(1, 4))
    assert (a.owns, a.operates, a.load) == (1, 2, 0.9)
    assert [each.is_even for each in (a, b, c)] == [False, True, False]
    assert found.index == Fraction(55, 65) - Fraction(1, 4)
    assert percent(found.index) == 60


def test_suggestions_are_what_makes_it_more_even_and_there_is_room_for() -> None:
    found = suggestions(balance(BOTH, PEOPLE, MEMBERS, ROOM), BOTH, PEOPLE)
    told = {(each.code, each.key, each.part) for each in found}
    assert ("c", "t", "owner") in told
    assert ("c", "t", "operator") not in told  # it has room for 0.2 only
    assert ("b", "e", "operator") in told
    assert all(each.giver == "a" for each in found)


def test_nothing_joint_is_nobodys_burden() -> None:
    found = balance([], PEOPLE, MEMBERS, {})
    assert found.index == 0
    assert suggestions(found, [], PEOPLE) == []


@st.composite
def cases(draw) -> tuple[list[SharedApplication], dict[str, int]]:
    code = st.sampled_from([*MEMBERS, "x", ""])
    users = st.lists(st.sampled_from([*MEMBERS, "x"]), min_size=1, unique=True).map(tuple)
    rows = draw(st.lists(st.tuples(code, code, users, st.floats(0, 1)), max_size=6))
    joint = [SharedApplication(f"k{place}", *row) for place, row in enumerate(rows)]
    return joint, {each: draw(st.integers(0, 30_000)) for each in (*MEMBERS, "x")}


@settings(max_examples=80, deadline=None)
@given(cases())
def test_shares_add_up_and_suggestions_help(
    case: tuple[list[SharedApplication], dict[str, int]],
) -> None:
    joint, people = case
    now = balance(joint, people, MEMBERS, ROOM)
    assert 0 <= now.index <= 1
    assert sum(each.share for each in now.standings) in {0, 1}
    assert sum(each.fair for each in now.standings) in {0, 1}
    for each in suggestions(now, joint, people):
        changed = [
            replace(one, **{each.part: each.code}) if one.key == each.key else one for one in joint
        ]
        assert balance(changed, people, MEMBERS, ROOM).index == each.index < now.index
        assert now.of(each.code).share < now.of(each.code).fair
        application = next(one for one in joint if one.key == each.key)
        assert each.code in application.users
        assert getattr(application, each.part) == each.giver
