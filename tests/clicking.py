"""Somebody who works through pages alone: follows the links and sends the forms that the page shows, and counts clicks.

No JavaScript runs, so what is done this way can be done by everybody. A choice in a list, a tick and what is typed are
no clicks; a link, a button and a file that is chosen are.
"""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from samdrift.foundation.organisations.models import Person


@dataclass
class Hand:
    """One person's browser. clicks: how many this far; pages: what was clicked, in order."""

    person: Person
    clicks: int = 0
    clicked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client = Client()
        self.client.force_login(self.person)
        self.typed: dict[str, Any] = {}
        self.address = "/"
        self._read(self.client.get("/"))

    @property
    def words(self) -> str:
        """What the page says."""
        return " ".join(self.page.text_content().split())

    def click(self, words: str, *, within: str = "") -> "Hand":
        """Follow the first link, or press the first button, whose words begin so; `within`: below a heading or row."""
        for each in self._below(within).iter("a", "button"):
            said = " ".join((each.get("aria-label") or each.text_content()).split())
            shown = " ".join(each.text_content().split())
            if said.startswith(words) or shown.startswith(words):
                self.clicks += 1
                self.clicked.append(words)
                if each.tag == "a":
                    self._open(urljoin(self.address, each.get("href")))
                else:
                    self._send(each)
                return self
        raise AssertionError(
            f"nothing to click called {words!r} on {self.address}: {self._clickable()}"
        )

    def go_home(self) -> "Hand":
        """Press the name of the federation in the header."""
        self.clicks += 1
        self.clicked.append("start")
        self._open("/")
        return self

    def write(self, **typed: Any) -> "Hand":
        """Type into the fields of the page's forms, by their names."""
        for name in typed:
            assert self.page.xpath(f"//*[@name='{name}']"), (
                f"no field {name} on {self.address}: {self._fields()}"
            )
        self.typed |= typed
        return self

    def choose(self, name: str, words: str) -> "Hand":
        """Choose of a list what begins so."""
        for option in self.page.xpath(f"//select[@name='{name}']/option"):
            if " ".join(option.text_content().split()).startswith(words):
                return self.write(**{name: option.get("value")})
        for choice in self.page.xpath(f"//input[@name='{name}']"):
            label = self.page.xpath(f"//label[@for='{choice.get('id')}']")
            if label and " ".join(label[0].text_content().split()).startswith(words):
                return self.write(**{name: choice.get("value")})
        raise AssertionError(f"no choice {words!r} of {name} on {self.address}")

    def give_file(self, name: str, file_name: str, content: bytes) -> "Hand":
        """Choose a file: a click of its own."""
        self.clicks += 1
        self.clicked.append(file_name)
        return self.write(**{name: SimpleUploadedFile(file_name, content)})

    def _below(self, within: str) -> Any:
        if not within:
            return self.page
        for each in self.page.iter("section", "tr", "li", "form"):
            if within in " ".join(each.text_content().split()) and not any(
                within in " ".join(inner.text_content().split())
                for inner in each.iter("tr", "li")
                if inner is not each
            ):
                return each
        raise AssertionError(f"nothing that says {within!r} on {self.address}")

    def _clickable(self) -> list[str]:
        return [
            " ".join(each.text_content().split())[:60]
            for each in self.page.find(".//main").iter("a", "button")
        ]

    def _fields(self) -> list[str]:
        return [
            each.get("name")
            for each in self.page.find(".//main").iter("input", "select", "textarea")
        ]

    def _open(self, address: str) -> None:
        self._read(self.client.get(address, follow=True))

    def _send(self, button: Any) -> None:
        form = button.xpath("ancestor::form")[0]
        address = urljoin(
            self.address, button.get("formaction") or form.get("action") or self.address
        )
        sent: dict[str, Any] = {}
        for name, value in form.form_values():
            sent.setdefault(name, []).append(value)
        own = {each.get("name") for each in form.iter("input", "select", "textarea")}
        sent |= {
            name: value for name, value in self.typed.items() if name in own and value is not None
        }
        if button.get("name"):
            sent[button.get("name")] = button.get("value", "")
        for each in form.iter("input"):
            if each.get("type") == "file" and each.get("name") not in self.typed:
                sent.pop(each.get("name"), None)
        if (form.get("method") or "get").lower() == "post":
            self._read(self.client.post(address, sent, follow=True))
        else:
            self._read(self.client.get(address, sent, follow=True))

    def _read(self, answer: Any) -> None:
        if answer.redirect_chain if hasattr(answer, "redirect_chain") else ():
            self.address = urljoin(self.address, answer.redirect_chain[-1][0])
        else:
            self.address = answer.request["PATH_INFO"] + (
                "?" + answer.request["QUERY_STRING"] if answer.request["QUERY_STRING"] else ""
            )
        self.page = html.fromstring(answer.content.decode())
        self.typed = {}
        assert answer.status_code == 200, f"{self.address}: {answer.status_code}: {self._refusal()}"

    def _refusal(self) -> str:
        found = self.page.xpath(
            "//*[contains(@class, 'ds-error-summary') or contains(@class, 'ds-alert')]"
        )
        return re.sub(r"\s+", " ", " / ".join(each.text_content() for each in found))[:600]
