"""What every form keeps: it holds or is refused in words, loses nothing that was typed, and is sent once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.db import transaction
from django.test import Client
from lxml import html as reading

from samdrift.foundation.audit.models import AuditEvent
from tests.contracts.addresses import Address

STALE = f"{'0' * 20}-0"
TEXTS = {"text", "search", "tel", "url", ""}
NO_DAY, NO_CHOICE, NO_NUMBER = "2009-02-31", "finns inte", "många"
TOO_LONG = "x" * 5000
CLOSED = {403, 404}
HELD = {201, 302}  # a page with a secret that is shown once, and the way on


@dataclass(frozen=True)
class FormCase:
    """A form on its page, as somebody who may send it sees it.

    typed: what is written in it, over what stands there, so that it holds.
    refused: a part of what is answered where the demonstration's row no longer lets itself be acted on so.
    told_again: it is told in the log each time it is done.
    """

    address: Address
    client: Client
    form: reading.HtmlElement
    typed: Mapping[str, Any] = field(default_factory=dict)
    refused: str = ""
    told_again: bool = False

    @property
    def stands(self) -> dict[str, Any]:
        """What a browser would send of the form as it is opened."""
        sent: dict[str, Any] = {}
        for name, value in sent_by(self.form):
            if name != "csrfmiddlewaretoken":
                sent.setdefault(name, []).append(value)
        return sent

    @property
    def filled(self) -> dict[str, Any]:
        """What stands, what must be written where nothing stands, and what is typed."""
        return {**self.stands, **self.needed, **self.typed}

    @property
    def needed(self) -> dict[str, Any]:
        """The first choice, a day, a number or a word in every field that must be filled in and is not."""
        stands, found = self.stands, {}
        for each in self.form.iter("input", "select", "textarea"):
            name = each.get("name")
            if name and each.get("required") is not None and not any(stands.get(name, ())):
                found.setdefault(name, something_in(each))
        return found

    def inputs(self, *kinds: str) -> list[str]:
        """The names of its inputs of some kinds; «select» and «textarea» are kinds too."""
        return [
            each.get("name")
            for each in self.form.iter("input", "select", "textarea")
            if each.get("name")
            and (each.get("type", "") if each.tag == "input" else each.tag) in kinds
        ]

    def send(self, client: Client | None = None, **over: Any) -> Any:
        return (client or self.client).post(self.address.path, {**self.filled, **over})


def sent_by(form: reading.HtmlElement) -> list[tuple[str, str]]:
    """The names and values of a form; a browser drops the first line break of a text area."""
    areas = {each.get("name") for each in form.iter("textarea")}
    return [
        (name, value.lstrip("\r\n") if name in areas else value)
        for name, value in form.form_values()
    ]


def form_on(page: reading.HtmlElement) -> reading.HtmlElement | None:
    """The form that a page sends to its own address, if any."""
    for each in page.iter("form"):
        if (each.get("method") or "").lower() == "post" and not each.get("action"):
            return each
    return None


def something_in(each: reading.HtmlElement) -> str:
    """What a field of its kind holds."""
    if each.tag == "select":
        return next((value for value in each.value_options if value), "")
    if each.tag == "textarea":
        return "Provat och skrivet"
    kinds = {"date": "2009-02-01", "number": each.get("min") or "1", "email": "prov@kommun.example"}
    if each.get("type") in {"radio", "checkbox"}:
        return each.get("value") or "on"
    words = "17" if each.get("name").endswith("_ore") else "Provat"
    return kinds.get(each.get("type", ""), words)


def events() -> int:
    return AuditEvent.objects.count()


def refusal_faults(case: FormCase) -> Iterator[str]:
    """What cannot hold is refused with 422, nothing is stored, and everything that was typed stands there still."""
    wrong = broken(case)
    if wrong is None:
        return
    typed = {name: f"Skrivet {place}" for place, name in enumerate(case.inputs(*TEXTS, "textarea"))}
    typed = {name: words for name, words in typed.items() if name != wrong[0]}
    before = events()
    answer = case.client.post(case.address.path, {**case.stands, **typed, wrong[0]: wrong[1]})
    if answer.status_code != 422:
        yield f"{wrong[0]} = «{wrong[1]}» is answered {answer.status_code}"
        return
    if events() != before:
        yield "what is refused is told in the log as done"
    again = form_on(reading.fromstring(answer.content))
    if again is None:
        yield "the refusal has no form"
        return
    kept = dict(sent_by(again))
    lost = [name for name, words in typed.items() if kept.get(name) != words]
    if lost:
        yield f"lost what was typed in {', '.join(lost)}"
    if not again.xpath('.//*[@aria-invalid="true"]'):
        yield "no field is marked as the one that is wrong"


def broken(case: FormCase) -> tuple[str, str] | None:
    """A field of the form and what it cannot hold; None where there is none: only ticks, or no field at all."""
    for kinds, value in (
        (("date",), NO_DAY),
        (("number",), NO_NUMBER),
        (("select",), NO_CHOICE),
        (("radio",), NO_CHOICE),
    ):
        if names := case.inputs(*kinds):
            return names[0], value
    required = [
        each.get("name")
        for each in case.form.iter("input", "textarea")
        if each.get("required") is not None and each.get("type", "") in {*TEXTS, "email"}
    ]
    if required:
        return required[0], ""
    texts = case.inputs(*TEXTS, "textarea")
    return (texts[0], TOO_LONG) if texts else None


def rights_faults(case: FormCase, clients: Mapping[str, Client]) -> Iterator[str]:
    """Whoever may not open the page may not send its form either, and is answered alike."""
    for kind in case.address.who_may_not(tuple(clients)):
        before = events()
        answer = case.send(clients[kind])
        if answer.status_code not in CLOSED:
            yield f"{kind} may not open it, and is answered {answer.status_code} when it is sent"
        elif (answer.status_code == 404) != (case.address.rights[kind] == "unknown"):
            yield f"{kind}: {answer.status_code}, where the table says {case.address.rights[kind]}"
        if events() != before:
            yield f"{kind} may not, and did"


def once_faults(case: FormCase) -> Iterator[str]:
    """Sent as it should be it leads on and is told; sent once more from the same page it changes nothing.

    What the row's state does not allow is refused in its own words, and nothing is stored.
    """
    before = events()
    answer = case.send()
    after = events()
    if case.refused:
        if answer.status_code != 422 or case.refused not in unescape(answer.text):
            yield f"is not refused with «{case.refused}»: {answer.status_code} {words_of_refusal(answer)}"
        if after != before:
            yield "what is refused is told in the log as done"
        return
    if answer.status_code not in HELD:
        yield f"what should hold is answered {answer.status_code}: {words_of_refusal(answer)}"
        return
    again = case.send()
    if again.status_code == 404 or again.status_code >= 500:
        yield f"sent twice: {again.status_code}"
    if events() != after and not case.told_again:
        yield f"sent twice it is done twice ({after - before}, then {events() - after} more)"


def stale_faults(case: FormCase) -> Iterator[str]:
    """From a page of an older version nothing is stored."""
    if not any(case.stands.get("row_version", ())):
        return
    before = events()
    answer = case.send(row_version=STALE)
    if answer.status_code != 422:
        yield f"a form of an older version is answered {answer.status_code}"
    if events() != before:
        yield "a form of an older version is stored"


def words_of_refusal(answer: Any) -> str:
    """What an answer says is wrong, for who reads the failure."""
    context = answer.context or {}
    form = context.get("form")
    return str(dict(form.errors) if form is not None and form.errors else context.get("refused"))


def taken_back(faults: Any, *given: Any) -> list[str]:
    """What a contract finds, after which everything that was done is undone."""
    with transaction.atomic():
        found = list(faults(*given))
        transaction.set_rollback(True)
    return found
