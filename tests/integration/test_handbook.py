"""The handbook as pages: what it holds, where the «?» leads, what a federation adds, and hints that are closed."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.handbook.actions import (
    change_addition,
    close_hint,
    forget_closed_hints,
    remove_addition,
    write_addition,
)
from samdrift.foundation.handbook.hints import first_hints
from samdrift.foundation.handbook.models import Addition, ClosedHint
from samdrift.foundation.handbook.text import handbook, read_handbook
from samdrift.foundation.organisations.menu import menu_entries
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.ui.markdown import note_html
from tests.people import Society

SECTION = "kostnader#attestera"
PAGE = "/hjalp/kostnader/"


def _addition(people: Society, text: str = "Fråga *Karin* på ekonomi.") -> Addition:
    return write_addition(
        by=people.administrator, federation=people.federation, section=SECTION, text=text
    )


# ── the text ─────────────────────────────────────────────────────────────────


def test_every_chapter_is_a_page_whose_places_and_links_are_there(
    people: Society, as_person
) -> None:
    client: Client = as_person(people.bo)
    start = client.get(reverse("handbook")).content.decode()
    for chapter in handbook().chapters:
        assert f'href="{chapter.url}"' in start
        page = client.get(chapter.url).content.decode()
        for section in chapter.sections[1:]:
            assert f'id="{section.anchor}"' in page
            assert f'href="#{section.anchor}"' in page
        assert "<script>" not in page
        assert "style=" not in page
        for path, place in re.findall(r'href="(/hjalp/[^"#]*)(?:#([^"]*))?"', page):
            assert client.get(path).status_code == 200
            assert not place or handbook().section(f"{path.split('/')[2]}#{place}")


def test_every_picture_is_served_and_none_is_left_over(settings) -> None:
    pictures = {each.name for each in (settings.HANDBOOK / "pictures").iterdir()}
    shown = set(
        re.findall(r'src="/static/handbook/([^"]+)"', "".join(s.html for s in handbook().sections))
    )
    assert shown == pictures


def test_a_link_that_leads_nowhere_is_refused(tmp_path) -> None:
    (tmp_path / "README.md").write_text("# Handbok\n\n## Start\n\nSe [annat](annat.md#saknas).\n")
    with pytest.raises(ValueError, match="leads nowhere"):
        read_handbook(tmp_path)


def test_what_is_no_mark_is_shown_as_it_is_written() -> None:
    html = note_html(
        "<script>alert(1)</script> [hit](javascript:alert(1)) ![bild](https://ute.example/x.png)\n\n"
        '# Rubrik\n\n<b onclick="x">fet</b>\n\n| a |\n|--:|\n| 1 |\n'
    )
    assert "<script" not in html
    assert "<b" not in html
    assert 'href="javascript' not in html
    assert "<img" not in html
    assert "<h1" not in html
    assert "style=" not in html


# ── where the «?» leads ──────────────────────────────────────────────────────


def test_every_entry_of_the_menu_names_a_section_that_is_there() -> None:
    lost = [
        (entry.page, section)
        for entry in menu_entries()
        for section in (
            entry.help,
            entry.help_for_users or entry.help,
            *(each for _page, each in entry.help_of_pages),
        )
        if handbook().section(section) is None
    ]
    assert lost == []


def test_every_hint_names_a_page_and_a_section() -> None:
    for hint in first_hints():
        assert handbook().section(hint.section) is not None
    assert len({each.page for each in first_hints()}) == len(first_hints())


def _help_of(client: Client, path: str) -> str:
    found = re.search(r'class="tool" href="(/hjalp/[^"]*)"', client.get(path).content.decode())
    return found[1] if found else ""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", "/hjalp/startsidan/"),
        ("/sok/?q=x", "/hjalp/sok-i-allt/"),
        ("/avtal/", "/hjalp/avtal/"),
        ("/avtal/nytt/", "/hjalp/avtal/"),
        ("/kostnadsrader/attestera/", "/hjalp/kostnader/#attestera"),
        ("/organisationer/funktioner/", "/hjalp/organisation/#vad-it-enheterna-gor"),
        ("/om/tillganglighet/", "/hjalp/"),
        ("/hjalp/avtal/", "/hjalp/menyn/#hjalp"),
    ],
)
def test_the_question_mark_opens_the_section_of_the_page(
    people: Society, as_person, path: str, expected: str
) -> None:
    assert _help_of(as_person(people.anna), path) == expected


def test_who_governs_nothing_is_led_to_a_chapter_for_everybody(people: Society, as_person) -> None:
    client = as_person(people.bo)
    assert _help_of(client, "/") == "/hjalp/anstalld/"
    assert 'href="/hjalp/"' in client.get("/").content.decode()


def test_who_is_not_signed_in_has_no_question_mark(db: None) -> None:
    assert _help_of(Client(), "/logga-in/") == ""
    assert Client().get("/hjalp/").status_code == 302


# ── found by the one search ──────────────────────────────────────────────────


def test_the_search_finds_sections_and_additions(people: Society, as_person) -> None:
    _addition(people, "Vi har ett eget attestkort i Dalsland.")
    page = as_person(people.bo).get("/sok/?q=attestera").content.decode()
    assert f'{PAGE}#attestera"' in page
    own = as_person(people.bo).get("/sok/?q=attestkort").content.decode()
    assert "Förbundets tillägg till handboken" in own
    outside = as_person(people.cilla).get("/sok/?q=attestkort").content.decode()
    assert "Förbundets tillägg" not in outside


# ── what a federation adds ───────────────────────────────────────────────────


def test_the_administrator_adds_changes_and_removes(people: Society, as_person) -> None:
    client = as_person(people.administrator)
    write = "/hjalp/kostnader/attestera/tillagg/"
    answer = client.post(write, {"text": "Fråga *Karin* på ekonomi."}, follow=True)
    assert "<em>Karin</em>" in answer.content.decode()
    addition = Addition.objects.get()
    change = reverse("handbook_addition_change", args=[addition.pk])
    assert client.post(change, {"text": "Fråga Olle."}).status_code == 302
    told = client.get(change).content.decode()
    assert "Fråga *Karin* på ekonomi." in told
    assert client.post(reverse("handbook_addition_remove", args=[addition.pk])).status_code == 302
    assert not Addition.objects.exists()
    assert list(
        AuditEvent.objects.filter(event__startswith="handbook.")
        .values_list("event", flat=True)
        .order_by("pk")
    ) == ["handbook.addition_written", "handbook.addition_changed", "handbook.addition_removed"]


def test_everybody_in_the_federation_reads_it_and_nobody_else(people: Society, as_person) -> None:
    addition = _addition(people)
    assert "Karin" in as_person(people.bo).get(PAGE).content.decode()
    assert "Karin" not in as_person(people.cilla).get(PAGE).content.decode()
    change = reverse("handbook_addition_change", args=[addition.pk])
    remove = reverse("handbook_addition_remove", args=[addition.pk])
    for path in (change, remove):
        assert as_person(people.bo).get(path).status_code == 403
        assert as_person(people.cilla).get(path).status_code == 404
    assert as_person(people.bo).get("/hjalp/kostnader/attestera/tillagg/").status_code == 403
    assert (
        as_person(people.administrator).get("/hjalp/kostnader/finns-inte/tillagg/").status_code
        == 404
    )


def test_the_verbs_ask_too(people: Society) -> None:
    addition = _addition(people)
    with pytest.raises(PermissionDenied):
        write_addition(by=people.anna, federation=people.federation, section="avtal", text="x")
    with pytest.raises(PermissionDenied):
        change_addition(by=people.anna, addition=addition)
    with pytest.raises(PermissionDenied):
        remove_addition(by=people.anna, addition=addition)
    with pytest.raises(ValidationError):
        write_addition(
            by=people.administrator, federation=people.federation, section="x#y", text="x"
        )
    with pytest.raises(ValidationError, match="redan"):
        _addition(people)


def test_an_addition_to_a_section_that_is_gone_stands_on_the_first_page(
    people: Society, as_person
) -> None:
    addition = _addition(people, "Det gamla sättet")
    Addition.objects.filter(pk=addition.pk).update(section="finns-inte-mer")
    assert "Det gamla sättet" in as_person(people.bo).get("/hjalp/").content.decode()


def test_a_chapter_costs_the_same_however_much_is_added(people: Society, as_person) -> None:
    client = as_person(people.bo)
    client.get(PAGE)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        return len(queries)

    before = asked()
    chapter = handbook().chapter("kostnader")
    assert chapter is not None
    for section in chapter.sections:
        write_addition(
            by=people.administrator, federation=people.federation, section=section.key, text="x"
        )
    assert asked() == before


# ── hints ────────────────────────────────────────────────────────────────────


def _close(client: Client, hint: str, back: str) -> Any:
    return client.post(reverse("hint_close", args=[hint]), {"next": back})


def test_a_hint_is_closed_for_good_and_for_oneself(people: Society, as_person) -> None:
    client = as_person(people.anna)
    closing = reverse("hint_close", args=["agreements"])
    assert closing in client.get("/avtal/").content.decode()
    answer = _close(client, "agreements", "/avtal/?q=x")
    assert (answer.status_code, answer["Location"]) == (302, "/avtal/?q=x")
    assert closing not in client.get("/avtal/").content.decode()
    assert closing in as_person(people.bo).get("/avtal/").content.decode()
    close_hint(by=people.anna, hint="agreements")
    assert ClosedHint.objects.count() == 1
    assert AuditEvent.objects.filter(event="handbook.hint_closed").count() == 1


def test_the_way_back_leads_nowhere_else(people: Society, as_person) -> None:
    client = as_person(people.anna)
    assert _close(client, "agreements", "https://ute.example/")["Location"] == "/"
    assert _close(client, "finns-inte", "/").status_code == 404
    assert client.get(reverse("hint_close", args=["agreements"])).status_code == 405


def test_a_page_without_a_hint_asks_nothing(people: Society, as_person) -> None:
    client = as_person(people.anna)
    with CaptureQueriesContext(connection) as queries:
        client.get("/hjalp/")
    assert not [each for each in queries if "closedhint" in each["sql"]]


def test_nothing_is_left_of_who_is_erased(people: Society) -> None:
    close_hint(by=people.bo, hint="agreements")
    forget_closed_hints([Person.objects.get(pk=people.bo.pk)])
    assert not ClosedHint.objects.exists()
