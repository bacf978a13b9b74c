"""What every page has: forms in order, the visitor's own look, and parts for htmx."""

import datetime as dt
import re

import pytest
from django import forms
from django.template import Context, engines
from django.test import Client, RequestFactory

from samdrift.foundation.ui.elements import keep_days_whole
from samdrift.foundation.ui.page import wants_part
from samdrift.foundation.ui.pages import page_steps
from samdrift.foundation.ui.templatetags import ui
from tests.browser.gallery import Example

VALID = {"name": "Visma", "starts_on": "2009-01-01", "area": "gis", "member": "Åmål", "hidden": "1"}


def drawn(form: forms.Form) -> str:
    return form.render()


def test_a_field_is_label_hint_error_input_in_that_order() -> None:
    html = drawn(Example({}))
    marks = [
        'for="id_name"',
        'id="id_name_helptext"',
        'id="id_name_error"',
        '<input type="text" name="name"',
    ]
    places = [html.index(mark) for mark in marks]
    assert places == sorted(places)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_the_summary_counts_the_errors_and_links_to_an_input_that_exists() -> None:
    html = drawn(Example({}))
    assert "Rätta 5 fel" in html
    for target in re.findall(r'<a class="ds-link" href="#([^"]+)">', html):
        assert f'id="{target}"' in html


def test_a_right_form_has_no_summary_and_keeps_what_was_typed() -> None:
    html = drawn(Example(VALID))
    assert "error-summary" not in html
    assert 'value="Visma"' in html
    assert 'type="hidden" name="hidden"' in html


@pytest.mark.parametrize("name", [name for name in Example.base_fields if name != "hidden"])
def test_every_input_carries_the_class_and_a_label(name: str) -> None:
    html = Example()[name].as_field_group()
    inputs = re.findall(r"<(?:input|select|textarea)[^>]*>", html)
    assert inputs
    for each in inputs:
        assert "ds-input" in each
        identity = re.search(r'id="([^"]+)"', each)
        assert identity
        assert f'for="{identity[1]}"' in html


def test_errors_of_a_whole_form_and_what_is_typed_are_escaped() -> None:
    form = Example(VALID | {"name": "<script>"})
    form.add_error(None, "<b>fel</b>")
    html = drawn(form)
    assert "<script>" not in html
    assert "&lt;b&gt;fel&lt;/b&gt;" in html


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-Request-Type": "full"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
    ],
)
def test_a_part_is_given_only_when_a_part_is_asked_for(
    headers: dict[str, str], expected: bool
) -> None:
    assert wants_part(RequestFactory().get("/", headers=headers)) is expected


def test_pages_are_first_last_and_neighbours() -> None:
    steps = page_steps(RequestFactory().get("/?q=a").GET, 5, 9)
    assert [step.rel or ("…" if step.gap else step.number) for step in steps] == [
        "prev",
        1,
        "…",
        4,
        5,
        6,
        "…",
        9,
        "next",
    ]
    assert steps[0].url == "?q=a&sida=4"


def test_words_of_templates() -> None:
    source = (
        "{% load ui %}{{ ore|kronor }}|{{ ore|whole_kronor }}|{{ none|kronor }}|{{ many|thousands }}"
        "|{% query sida=2 q=None %}"
    )
    request = RequestFactory().get("/?q=x&a=1")
    context = {"ore": -123450, "none": None, "many": 1234567, "request": request}
    written = engines["django"].from_string(source).template.render(Context(context))
    assert (
        written
        == "−1\u00a0234,50\u00a0kr|−1\u00a0235\u00a0kr|–|1\u00a0234\u00a0567|?a=1&amp;sida=2"
    )


def test_an_icon_is_ours_and_hidden_from_those_who_listen() -> None:
    assert 'aria-hidden="true"' in ui.icon("download")
    with pytest.raises(ValueError, match="not the name"):
        ui.icon("../secret")


@pytest.mark.usefixtures("gallery", "db")
class TestLook:
    """The colour scheme is a cookie that the server reads."""

    def test_a_chosen_scheme_is_remembered(self, client: Client) -> None:
        answer = client.post("/utseende/", {"utseende": "dark", "next": "/formular/"})
        assert answer["Location"] == "/formular/"
        assert 'data-color-scheme="dark"' in client.get("/").content.decode()

    def test_it_leads_nowhere_else_and_takes_no_nonsense(self, client: Client) -> None:
        answer = client.post("/utseende/", {"utseende": "<x>", "next": "https://example.org/"})
        assert answer["Location"] == "/"
        assert "utseende" not in answer.cookies

    def test_no_page_has_inline_script_or_style(self, client: Client) -> None:
        for address in ["/", "/lista/", "/formular/", "/bekrafta/"]:
            html = client.get(address).content.decode()
            assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*src=)", html)


def test_a_cell_that_is_a_day_stays_on_its_line() -> None:
    rows = '<tr><th scope="row">2009-01-31</th><td> 2009-02-28 14:05 </td><td>Från 2009-01-01</td></tr>'
    assert keep_days_whole(rows) == (
        '<tr><th scope="row" class="nowrap">2009-01-31</th><td class="nowrap"> 2009-02-28 14:05 </td>'
        "<td>Från 2009-01-01</td></tr>"
    )
    source = "{% load ui %}{% table label='Dagar' %}<tr><td>{{ on|day }}</td></tr>{% endtable %}"
    template = engines["django"].from_string(source)
    assert '<td class="nowrap">2009-01-31</td>' in template.render({"on": dt.date(2009, 1, 31)})


@pytest.mark.django_db
def test_signing_in_asks_each_thing_once(client: Client) -> None:
    page = client.get("/", follow=True).content.decode()
    assert page.count("Glömt lösenord") == 1
    assert "placeholder" not in page


def test_a_figure_at_a_glance_is_written_as_the_list_that_it_counts() -> None:
    source = "{% include 'ui/components/kpis.html' %}"
    kpis = [{"value": 8012, "label": "Applikationer"}, {"value": "3 av 4", "label": "Klara"}]
    html = engines["django"].from_string(source).render({"kpis": kpis})
    assert "8\N{NO-BREAK SPACE}012" in html
    assert "3 av 4" in html
