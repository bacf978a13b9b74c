"""Nobody finds a fact of a hidden group, whichever way they come in: every address and every list of the API.

Each group of an application holds canaries. Every kind of person opens everything there is, with every audience, and
each answer - page, search, filter, file, paper, API - is searched for canaries of groups that the reader may not see.
"""

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pypdf import PdfReader

from samdrift.core.opportunities import Assumptions, detect
from samdrift.decisions.collaboration.convert import address_of
from samdrift.decisions.collaboration.queries import opportunity_facts
from samdrift.decisions.costs.models import Charge, Share, ShareLine
from samdrift.entrances.api.views import schema
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person, Unit
from samdrift.records.register.models import Audience, FieldAudience, FieldGroup
from samdrift.records.register.queries import visible_groups
from samdrift.records.spending.models import CostLine
from tests.integration.canaries import CANARIES, Aviary, make_aviary
from tests.people import Society

#: Of the sign-in library, of files, and what is not read but done.
LEFT_OUT = re.compile(
    r"^(openid_connect|oidc|socialaccount|account_|set_language|javascript-catalog|api-1|sign_out|logout)"
)
ASKED = ("", "?exportera=csv")
FILTERS = ("?kritisk=4", "?utan_agare=1", "?sortera=owner", "?sortera=-price_per_year_ore")


@pytest.fixture
def aviary(people: Society) -> Aviary:
    return make_aviary(people)


def _routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _routes(each, route)
        elif isinstance(each, URLPattern) and each.name and not LEFT_OUT.match(each.name):
            yield route


def _subjects(aviary: Aviary) -> dict[str, object]:
    """What the parameters of an address stand for, by what stands before them; the longest that fits."""
    application, people = aviary.application, aviary.people
    share = Share.objects.get()
    assumed = Assumptions(today=today())
    found = list(detect(opportunity_facts(people.federation, today()), assumed))
    part = application.participations.get(organisation=people.amal)
    return {
        "applikationer/": application.pk, "deltagande/": part.pk, "beroende/": application.needs.get().pk,
        "applikationer/<int:pk>/ansvar/": application.responsibilities.all()[0].pk,
        "produkter/": application.product_id, "omraden/": application.area_id, "visning/": "people",
        "nyttobedomningar/": application.value_assessments.get().pk,
        "avtal/": aviary.agreement.pk, "part/": 1,
        "andelar/rad/": ShareLine.objects.get(share=share, organisation=people.amal).pk, "andelar/": share.pk,
        "debitering/rad/": Charge.objects.all()[0].pk, "debitering/": aviary.settlement.pk,
        "gemensamma/": application.pk, "kommun/": people.amal.pk, "filer/": people.amal.pk,
        "forvaltning/": Unit.objects.all()[0].pk, "organisationer/": people.amal.pk, "enhet/": 1,
        "personer/": aviary.readers["system owner"].pk, "kostnadsrader/": CostLine.objects.get().pk,
        "uppfoljning/": application.pk, "utbildningsplan/": application.pk, "applikation/": application.pk,
        "nivaer/": 1, "mojlighet/": address_of(found[0].key) if found else "x", "policy/": "P3.4",
        "mall.": "csv",
    }  # fmt: skip


def _addresses(aviary: Aviary) -> list[str]:
    """Every page, with lists also as files, filtered, sorted and searched."""
    subjects = _subjects(aviary)
    found = []
    for route in _routes(get_resolver()):
        if "(?P" in route or route.startswith("api/v1"):
            continue
        address = route
        while "<" in address:
            before, _mark, rest = address.partition("<")
            kind, _mark, after = rest.partition(">")
            fits = [
                key
                for key in subjects
                if before.endswith(key) or (route.startswith(key) and before == key)
            ]
            value = subjects[max(fits, key=len)] if fits else (1 if kind.startswith("int") else "x")
            address = f"{before}{value}{after}"
        found.append(f"/{address}")
    lists = [each for each in found if "<" not in each and each.count("/") <= 4]
    found += [f"{each}{asked}" for each in lists for asked in ASKED[1:]]
    found += [f"/applikationer/{asked}" for asked in FILTERS] + [
        f"/avtal/{asked}" for asked in FILTERS
    ]
    for path, methods in schema()["paths"].items():
        if "get" in methods:
            key = path.split("{")[0].removeprefix("/api/v1")
            pk = {
                "/applications/": aviary.application.pk, "/agreements/": aviary.agreement.pk,
                "/cost-lines/": CostLine.objects.get().pk, "/settlements/": aviary.settlement.pk,
            }.get(key, 1)  # fmt: skip
            found.append(path.replace("{pk}", str(pk)))
    return list(dict.fromkeys(found))


def _read(client: Client, address: str) -> str:
    """What an answer says, also inside files; empty for a refusal."""
    answer = client.get(address)
    if answer.status_code >= 300:
        return ""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return _text(content, answer.get("Content-Type", ""))


def _text(content: bytes, kind: str) -> str:
    if content.startswith(b"%PDF"):
        said = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    elif content.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(content))
        said = " ".join(_text(archive.read(name), "") for name in archive.namelist())
    else:
        said = content.decode(errors="replace")
    return re.sub(r"[\s\u00a0\u202f]+", " ", said.replace("&nbsp;", " ")).casefold()


def _choose(aviary: Aviary, audience: Audience, *groups: FieldGroup) -> None:
    for group in groups:
        FieldAudience.objects.update_or_create(
            federation=aviary.people.federation, group=group, defaults={"audience": audience}
        )


def _found(said: str, groups: list[FieldGroup]) -> set[str]:
    return {each for group in groups for each in CANARIES[group] if each in said}


def _hidden_from(aviary: Aviary, reader: Person) -> list[FieldGroup]:
    seen = visible_groups(Person.objects.get(pk=reader.pk), aviary.application)
    return [group for group in FieldGroup if group not in seen]


def _client(reader: Person) -> Client:
    client = Client()
    client.force_login(reader)
    return client


def _telling(aviary: Aviary) -> list[str]:
    """The addresses where anything is to be found at all, by those who see the most; with everything open."""
    _choose(aviary, Audience.MEMBERS, *FieldGroup)
    addresses = _addresses(aviary)
    seeing = [
        _client(aviary.readers[name])
        for name in ("IT manager of the host", "federation's administrator")
    ]
    found: dict[str, set[str]] = {}
    for address in addresses:
        for client in seeing:
            if told := _found(_read(client, address), list(FieldGroup)):
                found.setdefault(address, set()).update(told)
    everything = set().union(*found.values())
    for group, canaries in CANARIES.items():
        assert everything & set(canaries), (
            f"nobody finds anything of {group}: the test would prove nothing"
        )
    return sorted(found)


def test_no_entrance_tells_what_is_hidden(aviary: Aviary) -> None:
    addresses = _telling(aviary)
    assert len(addresses) > 25
    leaks = set()
    for audience in (Audience.OWN,):
        _choose(aviary, audience, *FieldGroup)
        for name, reader in aviary.readers.items():
            hidden = _hidden_from(aviary, reader)
            client = _client(reader)
            for address in addresses if hidden else ():
                for canary in _found(_read(client, address), hidden):
                    leaks.add((address, canary, name, str(audience)))
    assert not leaks, "\n".join(map(str, sorted(leaks)))
