"""Nothing is said twice in a row, and what refers to something is counted in words that can be said aloud."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from samdrift.core.naming import is_named, name_each_once
from samdrift.decisions.policy.models import Clause
from samdrift.foundation.organisations.counted_words import (
    said_of,
    say_count,
    say_relation,
)
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.queries.people import keys_to_people
from samdrift.foundation.organisations.references import references_to
from tests.journey.conftest import Walked

#: What stands in a line of its own on the page; other elements stand in the line that they are in.
_BLOCKS = re.compile(
    r"</?(?:p|div|li|ul|ol|dl|dt|dd|td|th|tr|h[1-6]|section|header|footer|nav|main|option|select|label|button|"
    r"blockquote|caption|figure|summary|details|title|text|fieldset|legend|br|svg|g|form)\b[^>]*>"
)
_TWICE = re.compile(r"(?<![\w-])([^\W\d][\w.-]*(?: [\w.-]+){0,2})(?:, | )\1(?![\w-])")


def said_twice(html: str) -> list[str]:
    """The words or names of a page that follow upon themselves, with what stands around."""
    body = re.sub(r"(?s)<(script|style|head)\b.*?</\1>", "", html)
    lines = re.sub(r"<[^>]+>", "", _BLOCKS.sub("\n", re.sub(r"\s+", " ", body))).split("\n")
    return [
        line.strip()[:160]
        for line in (unescape(" ".join(each.split())) for each in lines)
        if _TWICE.search(line)
    ]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>Dan Ek, Mellerud, Mellerud</p>", 1),
        ("<th><a>Säffle</a> <span>Säffle</span></th>", 1),
        ("<td>Säffle</td><td>Säffle</td>", 0),
        ("<p>Åmål, Åmåls kommun</p>", 0),
        ("<p>IT-enheten Mellerud IT-enheten Mellerud</p>", 1),
    ],
)
def test_what_is_said_twice_is_found(html: str, found: int) -> None:
    assert len(said_twice(html)) == found


def _previews(walked: Walked) -> Iterator[tuple[Person, str]]:
    """Every page that shows what follows before a person, a unit or an organisation is merged, moved or closed."""
    people, administrator = walked.society.people, walked.society.administrator
    for one in Person.objects.exclude(organisation=None).order_by("pk"):
        other = people["agare"] if one != people["agare"] else people["ansvarig"]
        yield administrator, reverse("person_merge", args=[other.pk, one.pk])
        yield administrator, reverse("person_merge_choose", args=[one.pk])
    for name in ("unit_close", "unit_move", "unit_merge", "unit_remove"):
        for unit in Unit.objects.order_by("pk"):
            yield administrator, reverse(name, args=[unit.organisation_id, unit.pk])
    for name in ("organisation_close", "organisation_merge", "organisation_remove"):
        for organisation in Organisation.objects.order_by("pk"):
            yield administrator, reverse(name, args=[organisation.pk])
    for clause in Clause.objects.order_by("pk"):
        yield people["it.amal"], reverse("clause_page", args=[clause.code])


@pytest.mark.reads_pages
def test_no_preview_and_no_evidence_says_a_name_twice_in_a_row(walked: Walked) -> None:
    clients: dict[int, Client] = {}
    wrong, read = [], 0
    for who, address in _previews(walked):
        if who.pk not in clients:
            clients[who.pk] = Client()
            clients[who.pk].force_login(who)
        answer = clients[who.pk].get(address)
        if answer.status_code == 200:
            read += 1
            wrong += [f"{address}: {each}" for each in said_twice(answer.text)]
    assert read > 60
    assert not wrong, "\n".join(dict.fromkeys(wrong))


def test_every_relation_has_words_in_one_and_in_many() -> None:
    people = [(model, field.name) for model, field in keys_to_people()]
    things = {each.model for target in (Organisation, Unit) for each in references_to(target)}
    for model, field in people:
        one, many = (say_relation(model, field, number, "Anna Berg") for number in (1, 3))
        assert one.startswith("1 "), one
        assert many.startswith("3 "), many
        assert "Anna Berg" in one
        assert "Anna Berg" in many
        assert ", " not in one
    for model in things:
        one, many = (say_count(model, number) for number in (1, 3))
        assert (one[:2], many[:2]) == ("1 ", "3 ")
    asked = {f"{model.__name__}.{field}" for model, field in people}
    assert said_of() == asked | {model.__name__ for model in things}


def test_a_preview_tells_what_each_row_is_to_the_person(walked: Walked) -> None:
    people = walked.society.people
    client = Client()
    client.force_login(walked.society.administrator)
    address = reverse("person_merge", args=[people["it.amal"].pk, people["agare"].pk])
    told = client.get(address).text
    assert f"2 anställningar för {people['agare']}" in told
    assert "person: 1" not in told
    assert not re.search(r"\w+, \w+: \d", re.sub(r"<[^>]+>", " ", told))


def test_names_are_said_once() -> None:
    assert name_each_once(["Dan Ek", "Mellerud", "", "Mellerud"]) == "Dan Ek, Mellerud"
    assert is_named("Avtal med Säffle", "Säffle")
    assert not is_named("Säffles avtal", "Säffle")
