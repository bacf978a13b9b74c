"""Whatever the API refuses, it says so in Swedish: with the field's name and the rule that it broke."""

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from django.test import Client
from pydantic_core import PydanticKnownError, core_schema

from samdrift.entrances.api.field_rules import OWN_RULES, known_types, sentence_of
from samdrift.entrances.api.views import schema
from tests.people import Society

pytestmark = pytest.mark.reads_pages  # refused in words before a database is asked

TYPES = sorted(get_args(core_schema.ErrorType))
ENGLISH = re.compile(
    r"\b(input|should|field|required|valid|must|value|string|integer|number|list|error|extra|not|found|method|"
    r"allowed|permitted|the|is|be|at|least|most|character|characters|write|date|parse|body|request|or|and|of)\b",
    re.IGNORECASE,
)
WORDS: dict[str, Any] = {
    **dict.fromkeys(("gt", "ge", "lt", "le", "multiple_of", "min_length", "max_length"), 2),
    **dict.fromkeys(("max_digits", "decimal_places", "whole_digits", "actual_length"), 2),
    **dict.fromkeys(("tz_expected", "tz_actual", "expected_version"), 1),
    **dict.fromkeys(("pattern", "expected_tags", "expected_schemes"), "x"),
    "expected": "'a', 'b' or 'c'",
    "error": "input is too short",
}
OPERATIONS = [
    (method, path, operation)
    for path, methods in schema()["paths"].items()
    for method, operation in methods.items()
]
LONG = "x" * 5000
HOSTILE: list[Any] = [None, True, -1, 1.5, 10**30, "", LONG, "\x00", "2009-13-41", [], {}, [{}]]


def _plain(message: str) -> str:
    """What is said, without values and patterns that stand in it as they are written."""
    return re.sub(r"'[^']*'|mönstret .*\.|\b(GET|POST|PUT|PATCH|DELETE)\b", "", message)


def _english(answer: Any) -> list[str]:
    told = answer.json()
    messages = [told["detail"].partition(":")[0]]
    messages += [each for lines in told["fields"].values() for each in lines]
    return [each for each in messages if ENGLISH.search(_plain(each))]


def test_every_type_of_error_that_pydantic_knows_has_a_sentence() -> None:
    assert known_types() == set(TYPES)


@pytest.mark.parametrize("kind", sorted(set(TYPES) - OWN_RULES))
def test_the_sentence_of_a_type_is_swedish(kind: str) -> None:
    sentence = sentence_of({"type": kind, "ctx": WORDS})
    assert not ENGLISH.search(_plain(sentence)), sentence
    assert "%(" not in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize("kind", ["greater_than", "less_than", "string_too_long", "too_short"])
def test_the_context_is_pydantic_s_own(kind: str) -> None:
    context = {key: WORDS[key] for key in ("gt", "lt", "max_length", "min_length", "actual_length")}
    assert PydanticKnownError(kind, {**context, "field_type": "List"}).message()
    assert "2" in sentence_of({"type": kind, "ctx": context})


def _bodies(operation: dict[str, Any], parts: dict[str, Any]) -> Iterator[Any]:
    """What nobody ought to send: whole bodies, and each field of a body of every wrong kind."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return
    shape = content["schema"]
    named = parts[shape["$ref"].rpartition("/")[2]] if "$ref" in shape else shape
    yield from ([], "x", 7, None, {}, {"okänt": 1})
    fields = list(named.get("properties", {}))
    for each in HOSTILE:
        yield dict.fromkeys(fields, each)


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    OPERATIONS,
    ids=[f"{method} {path}" for method, path, _operation in OPERATIONS],
)
def test_hostile_requests_are_refused_in_swedish(
    people: Society, as_person, method: str, path: str, operation: dict[str, Any]
) -> None:
    client = as_person(people.anna)
    address = re.sub(r"\{[^}]*\}", "1", path)
    sends = getattr(client, method)
    wrong = []
    for body in _bodies(operation, schema()["components"]["schemas"]):
        answer = sends(address, body, content_type="application/json")
        if answer.status_code >= 400:
            wrong += [f"{str(body)[:60]}: {each}" for each in _english(answer)]
        assert answer.status_code < 500
    if "requestBody" in operation:
        for raw in (b"{", b"\xff", b"[" * 5000):
            answer = sends(address, raw, content_type="application/json")
            assert answer.status_code in {400, 404, 422}
            wrong += _english(answer)
    for odd in ("x", "-1", "9" * 30, "0.5", ""):
        inside = [each for each in operation.get("parameters", []) if each["in"] == "query"]
        query = "&".join(f"{each['name']}={odd}" for each in inside)
        answer = sends(re.sub(r"\{[^}]*\}", odd or "0", path) + f"?{query}")
        if answer.status_code >= 400 and odd != "0.5":
            wrong += [f"{odd}: {each}" for each in _english(answer)]
    assert wrong == []


def test_a_field_is_named_as_it_was_sent(people: Society, as_person) -> None:
    client = as_person(people.anna)
    answer = client.post(
        "/api/v1/share",
        {"amount_ore": "x", "mix": [{"part": None}], "mer": 1},
        content_type="application/json",
    )
    assert answer.json() == {
        "detail": "Anropet är inte som API:et beskriver: amount_ore, participants, mix.0.part, mer.",
        "fields": {
            "amount_ore": ["Måste vara ett heltal."],
            "participants": ["Fältet saknas."],
            "mix.0.part": ["Måste vara ett tal."],
            "mer": ["Fältet finns inte."],
        },
    }
    listed = client.get("/api/v1/agreements?limit=0&on=igår&changed_since=7")
    assert listed.json()["fields"] == {
        "limit": ["Måste vara minst 1."],
        "on": ["Skriv en dag som 2009-01-31."],
        "changed_since": ["Skriv en dag som 2009-01-31."],
    }


def test_what_is_no_operation_and_who_is_nobody(people: Society, as_person) -> None:
    client = as_person(people.anna)
    answers = {
        404: [client.get("/api/v1/ingenting"), client.post("/api/v1/people/1/dansa")],
        405: [client.delete("/api/v1/people"), client.put("/api/v1/agreements/1")],
        401: [Client().get("/api/v1/people"), Client().get("/api/v1/agreements/1")],
        400: [client.post("/api/v1/share", b"{", content_type="application/json")],
        413: [
            client.post(
                "/api/v1/share",
                b"{" + b" " * (5 * 2**20 + 1),
                content_type="application/json",
            )
        ],
    }
    for status, given in answers.items():
        for answer in given:
            assert (answer.status_code, _english(answer)) == (status, [])
    assert answers[405][0]["Allow"] == "GET, POST"
    assert answers[405][0].json()["detail"] == "Adressen tar inte emot DELETE, bara GET, POST."


def test_a_browser_without_its_guard_is_refused_in_swedish(people: Society) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.anna)
    answer = client.post("/api/v1/share", {}, content_type="application/json")
    assert (answer.status_code, _english(answer)) == (403, [])
