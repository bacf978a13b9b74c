"""What the API reckons without storing: exact, and everything wrong told at once."""

import datetime as dt

import pytest

from samdrift.decisions.fairness.models import StandAloneCost
from samdrift.decisions.sharing.models import Share
from samdrift.foundation.organisations.models.population import Population
from tests.people import Society

DALSLAND = {"1460": 9076, "1438": 4606, "1439": 6376, "1461": 9052, "1492": 11906}


@pytest.fixture
def post(people: Society, as_person):
    for code, value in DALSLAND.items():
        Population.objects.create(
            code=code, on=dt.date(2024, 12, 31), value=value, source_table="TAB638"
        )
    client = as_person(people.bo)

    def sent(path: str, body: dict):
        answer = client.post(f"/api/v1/{path}", body, content_type="application/json")
        return answer.status_code, answer.json()

    return sent


def test_a_share_by_population(post) -> None:
    """SCB's figures of 31 December 2024."""
    body = {"amount_ore": 10_000_000, "participants": list(DALSLAND), "on": "2024-12-31"}
    status, told = post("share", body)
    assert status == 200
    assert {each["code"]: each["amount_ore"] for each in told["lines"]} == {
        "1438": 1_122_976,
        "1439": 1_554_515,
        "1460": 2_212_795,
        "1461": 2_206_944,
        "1492": 2_902_770,
    }
    assert (told["source_table"], told["below_unit_ore"]) == ("TAB638", 0)
    assert told["lines"][0]["exact_ore"] == "5757500000/5127"
    assert not Share.objects.exists()


def test_a_share_by_a_mix(post) -> None:
    users = {"key": "users", "part": 0.7, "weights": {"1460": 30, "1438": 10}}
    mix = [{"key": "equal", "part": 0.3}, users]
    status, told = post("share", {"amount_ore": 1000, "participants": ["1460", "1438"], "mix": mix})
    assert status == 200
    assert [each["amount_ore"] for each in told["lines"]] == [325, 675]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"key": "fixed", "weights": {"1460": 0.3}}, {"1438"}),
        ({"key": "fixed", "weights": {"1460": 0.3, "1438": 0.3}}, {"body"}),
        ({"key": "population"}, {"on"}),
        ({"key": "population", "on": "1850-12-31"}, {"1438", "1460"}),
        ({"key": "equal", "participants": ["1460", "1460"]}, {"participants"}),
        ({"key": "users", "weights": {"1460": -1, "1438": 2, "1492": 1}}, {"1492"}),
        ({"mix": [{"key": "equal", "part": 0.5}]}, {"body"}),
    ],
)
def test_a_share_that_cannot_be_made_says_why(post, body, fields) -> None:
    status, told = post("share", {"amount_ore": 100, "participants": ["1460", "1438"], **body})
    assert (status, set(told["fields"])) == (409, fields)


def test_a_game_is_judged_exactly_as_written(post) -> None:
    cost = {"A": 21.95, "B": 17.08, "A+B": 34.69}
    status, told = post("fairness", {"players": ["A", "B"], "cost": cost})
    assert (status, told["shapley"]) == (200, {"A": 19.78, "B": 14.91})
    assert told["in_core"] == {"shapley": True, "nucleolus": True}


def test_a_simple_game_of_any_size(post) -> None:
    names = [str(place) for place in range(290)]
    body = {"players": names, "standalone": dict.fromkeys(names, 3), "joint": 580}
    status, told = post("fairness", body)
    assert (status, told["nucleolus"]["7"], told["assumed"]) == (200, 2.0, True)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"players": ["A", "B"], "cost": {"A": 1}}, {"B", "A+B"}),
        ({"players": ["A"]}, {"body"}),
        ({"players": ["A", "A"], "cost": {"A": 1}}, {"players"}),
        ({"players": [str(n) for n in range(13)], "cost": {"1": 1}}, {"players"}),
        ({"players": ["A", "B"], "standalone": {"A": 1}, "joint": 3}, {"standalone"}),
    ],
)
def test_a_game_that_cannot_be_judged_says_why(post, body, fields) -> None:
    status, told = post("fairness", body)
    assert (status, set(told["fields"])) == (409, fields)
    assert not StandAloneCost.objects.exists()
