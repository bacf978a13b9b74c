"""A figure that stands in two places is the same figure, on every page of the demonstration, whoever looks."""

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from samdrift.foundation.organisations.models import Person
from samdrift.records.spending.queries import visible_cost_lines
from tests.journey.conftest import Walked
from tests.journey.reading import Reader, Row, number, walk_pages, wrong_sums

pytestmark = pytest.mark.reads_pages

#: A number that counts: followed by a word, alone, or last in brackets; never an amount with its öre.
COUNT = re.compile(r"^\d[\d\s]*(?= [^\W\d]|$)|(?<=\()\d+(?=\)$)")
YEAR = re.compile(r"(19|20)\d\d\b")
PEOPLE = ["it.mellerud", "controller", "chef", "agare", "it.saffle"]


@dataclass(frozen=True)
class Seen:
    """A page as somebody saw it."""

    who: str
    address: str
    page: Reader


@pytest.fixture(scope="module")
def pages(walked: Walked, django_db_blocker: Any) -> list[Seen]:
    """What each of several people can reach from the start page."""
    found = []
    with django_db_blocker.unblock():
        for who in PEOPLE:
            found += [Seen(who, address, page) for address, page in walk_pages(who)]
    return found


def test_a_figure_in_two_places_has_one_value(pages: list[Seen]) -> None:
    values: dict[str, dict[str, str]] = defaultdict(dict)
    places: dict[str, set[str]] = defaultdict(set)
    for seen in pages:
        for what, value in seen.page.figures:
            name = f"{what} as {seen.who}" if what.startswith("seen.") else what
            values[name].setdefault(value, f"{seen.address} ({seen.who})")
            places[name].add(seen.address)
    assert {name: found for name, found in values.items() if len(found) > 1} == {}
    assert sum(len(where) > 1 for where in places.values()) > 100


def test_every_sum_is_the_sum_of_its_rows(pages: list[Seen]) -> None:
    wrong = {
        (seen.address, each)
        for seen in pages
        for table in seen.page.tables
        for each in wrong_sums(table)
    }
    assert wrong == set()


def _rows_at(client: Client, address: str) -> int | None:
    """How many rows the list at an address holds; None for a page that is no list."""
    return Reader(client.get(address).content.decode()).total


def _counts_that_lead_on(page: Reader) -> Iterator[tuple[int, str]]:
    """Every number in a link's words or above them: «3 avtal har löpt ut», «2» in a table, «Avtal (3)», a figure."""
    for words, address in [*page.anchors, *page.kpis]:
        found = COUNT.search(words)
        if found and address.startswith("/") and not YEAR.match(words):
            yield int(re.sub(r"\D", "", found.group(0))), address


def test_a_count_leads_to_exactly_what_it_counts(pages: list[Seen], walked: Walked) -> None:
    clients = {who: Client() for who in PEOPLE}
    for who, client in clients.items():
        client.force_login(Person.objects.get(email=f"{who}@demo.example"))
    asked = {
        (seen.who, address): (number, seen.address)
        for seen in pages
        for number, address in _counts_that_lead_on(seen.page)
    }
    rows = {key: _rows_at(clients[key[0]], key[1]) for key in asked}
    counted = {key: total for key, total in rows.items() if total is not None}
    assert {
        f"{asked[key]} → {key}": total for key, total in counted.items() if asked[key][0] != total
    } == {}
    assert len(counted) > 20


def test_a_choice_of_a_filter_leads_to_as_many_rows_as_it_says(
    pages: list[Seen], walked: Walked
) -> None:
    """«I förvaltning (11)» beside a list, two choices of each filter."""
    client, taken = Client(), Counter[tuple[str, str]]()
    client.force_login(Person.objects.get(email=f"{PEOPLE[0]}@demo.example"))
    wrong = []
    for seen in pages:
        if seen.who != PEOPLE[0] or "?" in seen.address:
            continue
        for name, value, count in seen.page.options:
            taken[seen.address, name] += 1
            if taken[seen.address, name] <= 2:
                total = _rows_at(client, f"{seen.address}?{urlencode({name: value})}")
                if total != count:
                    wrong.append(f"{seen.address}?{name}={value}: {count} leads to {total}")
    assert wrong == []
    assert len(taken) > 5


def test_minus_is_one_sign(pages: list[Seen]) -> None:
    hyphens = {
        (seen.address, found[0])
        for seen in pages
        for found in re.finditer(r"(?:^|(?<=[\s(>:→]))-\d[\d\s.,]*", " ".join(seen.page.words))
    }
    assert hyphens == set()


def _numbers(words: str) -> list[tuple[float, float]]:
    """Every number in some words, as written in Swedish, and half of the last place that is written."""
    found = re.findall(r"[\u2212+-]?\d[\d\s\u00a0\u202f]*(?:,\d+)?", words)
    read = [(number(each), 0.5 * 10.0 ** -len(each.partition(",")[2])) for each in found]
    return [(value, half) for value, half in read if value is not None]


def test_a_picture_says_what_its_table_says(pages: list[Seen]) -> None:
    """Every value written in a chart stands under it, rounded at most: it is no sum of rounded parts."""
    wrong, held = [], 0
    for seen in pages:
        for chart in seen.page.charts:
            cells = [cell.words for row in chart.table for cell in row.cells]
            told = {value for words in cells for value, _half in _numbers(words)}
            for words in chart.values:
                held += 1
                for value, half in _numbers(words):
                    if not any(abs(each - value) <= half + 1e-9 for each in told):
                        wrong.append(f"{seen.address} ({seen.who}) {chart.name}: {words}")
    assert wrong == []
    assert held > 50


def _client(who: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=f"{who}@demo.example"))
    return client


def _all_items(client: Client, address: str) -> Iterator[dict[str, Any]]:
    after = 0
    while after is not None:
        answer = client.get(address, {"after": after, "limit": 100}).json()
        if "items" not in answer:  # nobody outside follows the policy
            return
        yield from answer["items"]
        after = answer["next"]


def _figures_of_api(client: Client) -> Iterator[tuple[str, str]]:
    """The figures that the API gives under the names that pages give them."""
    for row in _all_items(client, "/api/v1/policy/clauses"):
        if row["total"] is not None:
            yield f"policy.{row['code']}", f"{row['done']}/{row['total']}"
    for row in _all_items(client, "/api/v1/cost-lines"):
        yield f"spending.cost_line.{row['id']}", str(row["amount_ore"])
    for row in _all_items(client, "/api/v1/shares"):
        yield f"costs.share.{row['id']}", str(row["total_ore"])
        for line in row["lines"]:
            if "id" in line:
                yield f"costs.share_line.{line['id']}", str(line["amount_ore"])
    for row in _all_items(client, "/api/v1/plans"):
        yield f"planning.plan.{row['id']}.objective", str(row["objective_ore"])


def test_the_api_gives_the_figures_of_the_pages(pages: list[Seen], walked: Walked) -> None:
    held = set()
    for who in PEOPLE:
        shown = {
            name: (value, seen.address)
            for seen in pages
            if seen.who == who
            for name, value in seen.page.figures
        }
        for name, value in _figures_of_api(_client(who)):
            if name in shown:
                assert value == shown[name][0], (who, name, shown[name][1])
                held.add(name.split(".")[0] + name.split(".")[1][:5])
    assert len(held) > 4, held


def test_a_list_is_the_same_rows_on_the_page_and_in_its_files(
    pages: list[Seen], walked: Walked
) -> None:
    """As many rows as the page says, the same cells in CSV as in XLSX, and the page's amounts among them."""
    done: set[str] = set()
    for seen in pages:
        address = seen.address.split("?")[0]
        if seen.page.total is None or address in done:
            continue
        client = _client(seen.who)
        answer = client.get(address, {"exportera": "csv"})
        if "csv" not in answer.get("Content-Type", ""):
            continue
        done.add(address)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        lines = list(csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))
        plain = Reader(client.get(address).content.decode())
        assert len(lines) - 1 == plain.total, address
        answer = client.get(address, {"exportera": "xlsx"})
        book = b"".join(answer.streaming_content) if answer.streaming else answer.content
        rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
        sums = [_sum_of_numbers(table) for table in (lines[1:], rows[1:])]
        assert len(rows) == len(lines), address
        assert sums[0] == pytest.approx(sums[1], abs=0.005), address
        told = {value for line in lines for cell in line for value, _half in _numbers(cell)}
        drawn = [id(chart.table) for chart in plain.charts]
        listed = [table for table in plain.tables if id(table) not in drawn]
        for words, value in _amounts(listed if len(listed) == 1 else []):
            near = 0.05 * abs(value) if words.startswith("≈") else 0
            assert any(abs(each - value) <= near for each in told), (address, words)
    assert len(done) > 8, done


def _amounts(tables: list[list[Row]]) -> Iterator[tuple[str, float]]:
    """What the number cells of the rows say, and their values."""
    for row in (row for table in tables for row in table if row.section == "tbody"):
        for cell in row.cells:
            value = number(cell.words.strip())
            if cell.is_numeric and value is not None:
                yield cell.words.strip(), value


def _sum_of_numbers(rows: list[list[Any]]) -> float:
    """All that is written as a number, added: two files of the same rows add up to the same."""
    found = (number(str(cell).replace(".", ",")) for row in rows for cell in row)
    return sum(each for each in found if each is not None)


def test_a_department_manager_is_shown_the_own_departments_money_alone(walked: Walked) -> None:
    chief = walked.society.people["chef"]
    led = chief.appointments.get(role="department_manager").unit
    lines = set(visible_cost_lines(Person.objects.get(pk=chief.pk)))
    assert lines
    assert {each.unit for each in lines} == {led}
