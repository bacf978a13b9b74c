"""Whatever is typed into whatever form, list or address: words, never an error page."""

from collections.abc import Iterator
from itertools import count
from typing import Any, ClassVar

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from samdrift.foundation.ui.forms import LONGEST_TEXT, KronorField, holds
from samdrift.foundation.ui.refusals import RefusalsInWords
from tests import factories
from tests.integration.introduction_place import Place
from tests.people import Society

JUNK = [
    *("9" * 20, "-" + "9" * 20, "9" * 5000, "--", "\x00", "0001-01-01", "9999-12-31", "1e999"),
    *("=1+1", "𝟙", "٣", "NaN", "2009-02-31", " ", "a" * 5000),
]
LEFT_OUT = {"account_logout", "account_login", "account_reset_password"}


def _patterns(patterns: list[Any], names: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    for each in patterns:
        if isinstance(each, URLResolver):
            space = (*names, each.namespace) if each.namespace else names
            yield from _patterns(each.url_patterns, space)
        elif each.name and each.name not in LEFT_OUT:
            yield ":".join((*names, each.name)), each


PAGES = dict(_patterns(get_resolver().url_patterns))


def _address(name: str, pattern: URLPattern, key: object) -> str:
    words = {"kind": "key", "code": "P5.1", "year": 2009}
    converters = pattern.pattern.converters
    try:
        return reverse(name, kwargs={each: words.get(each, key) for each in converters})
    except NoReverseMatch:
        return ""


@pytest.fixture
def client(introduced: Place, as_person) -> Client:
    signed_in = as_person(introduced.people.anna)
    signed_in.raise_request_exception = False
    return signed_in


class _Noted(QueryDict):
    """What is asked in an address; it notes the names that a page reads."""

    read: ClassVar[set[str]] = set()

    def __getitem__(self, key: str) -> Any:
        self.read.add(key)
        return super().__getitem__(key)

    def getlist(self, key: str, default: Any = None) -> Any:
        self.read.add(key)
        return super().getlist(key, default)

    def __contains__(self, key: object) -> bool:
        self.read.add(str(key))
        return super().__contains__(key)


def _read_of(client: Client, address: str) -> set[str]:
    """The parameters that a page asks its address for; none where it does not open."""
    _Noted.read.clear()
    return set(_Noted.read) if client.get(address).status_code == 200 else set()


def _sent(form: Any, junk: str) -> dict[str, Any]:
    return {form.add_prefix(name): junk for name in form.fields}


def _fields_of(answer: Any) -> list[Any]:
    values = [
        value
        for context in answer.context or []
        for value in (context.flatten().values() if hasattr(context, "flatten") else [])
    ]
    return [each for each in values if hasattr(each, "fields") and hasattr(each, "add_prefix")]


@pytest.mark.asks_postgresql
def test_no_page_fails_on_odd_input(client: Client) -> None:
    failed = []
    for name, pattern in PAGES.items():
        for key in (1, 2, 10**20):
            address = _address(name, pattern, key)
            if not address:
                continue
            shown = client.get(address)
            if shown.status_code >= 500:
                failed.append((name, "GET", address))
            if shown.status_code != 200 or not _fields_of(shown):
                continue
            form = _fields_of(shown)[0]
            for junk in JUNK:
                answer = client.post(address, _sent(form, junk))
                if answer.status_code >= 500:
                    failed.append((name, "POST", junk[:12]))
            break
    assert not failed, "\n".join(map(str, failed))


@pytest.mark.asks_postgresql
def test_no_list_fails_on_odd_parameters(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is asked odd things in all the parameters that it reads; who first reads one is asked all of them."""
    noted = property(lambda request: _Noted(request.META.get("QUERY_STRING", "")))
    monkeypatch.setattr(WSGIRequest, "GET", noted)
    failed, known, turn = [], set(), count()
    for name, pattern in PAGES.items():
        address = _address(name, pattern, 1)
        read = sorted(_read_of(client, address)) if address else []
        asked = [{new: junk} for new in read if new not in known for junk in JUNK]
        if read:
            asked += [{each: JUNK[next(turn) % len(JUNK)] for each in read} for _time in range(2)]
        known.update(read)
        failed += [
            (name, {key: junk[:12] for key, junk in parameters.items()})
            for parameters in asked
            if client.get(address, parameters).status_code >= 500
        ]
    assert not failed, "\n".join(map(str, failed))
    assert known >= {"sida", "sortera", "ar", "dag", "kommun"}


def test_a_key_that_no_database_holds_is_no_choice_and_what_was_typed_stays(
    people: Society, as_person
) -> None:
    agreement = factories.agreement(people.amal)
    client = as_person(people.anna)
    for address in (reverse("agreement_add"), reverse("agreement_change", args=[agreement.pk])):
        answer = client.post(address, {"title": "Mitt avtal", "applications": ["9" * 20]})
        assert answer.status_code == 422
        assert "applications" in answer.context["form"].errors
        assert "Mitt avtal" in answer.content.decode()


def test_an_amount_of_5000_digits_is_refused_in_words() -> None:
    with pytest.raises(ValidationError):
        KronorField().clean("9" * 5000)


def test_a_refusal_that_no_view_foresaw_is_told_in_words_and_a_full_disk_too(
    people: Society,
) -> None:
    request = RequestFactory().get("/")
    request.user = people.anna
    guard = RefusalsInWords(lambda _request: None)  # type: ignore[arg-type, return-value]
    for wrong, status, words in (
        (ValidationError("Nej tack"), 422, "Nej tack"),
        (OverflowError(), 422, "för stort"),
        (OSError(28, "No space left on device"), 507, "Disken är full"),
    ):
        answer = guard.process_exception(request, wrong)
        assert answer is not None
        assert (answer.status_code, words in answer.content.decode()) == (status, True)
    assert guard.process_exception(request, KeyError("fel i koden")) is None


@pytest.mark.parametrize("field", [forms.CharField(), forms.CharField(widget=forms.Textarea)])
def test_a_text_that_says_no_length_is_refused_when_it_is_longer_than_any(
    field: forms.CharField,
) -> None:
    asked = type("Asked", (forms.Form,), {"note": field})
    assert holds(asked({"note": "a" * LONGEST_TEXT}))
    refused = asked({"note": "a" * (LONGEST_TEXT + 1)})
    assert not holds(refused)
    assert refused.errors["note"] == ["Får ha högst 4000 tecken; nu 4001."]
