"""The audience is a promise: nobody finds a fact of a hidden group, whichever way they come in.

Every kind of person opens every address that the product leads to, with every audience; each answer is searched for
canaries of the groups that the reader may not see. The table below says who may, without asking the product.
"""

import datetime as dt
import logging
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus

import pytest
from django.db import transaction
from django.test import Client, TestCase
from django.urls import resolve

from samdrift.entrances.api.actions import make_token
from samdrift.records.register.models import Audience, FieldAudience, FieldGroup
from tests.integration.aviary import make_full_aviary, take_away_what_is_hidden
from tests.integration.canaries import CANARIES, NAMES, Aviary
from tests.integration.entrances import (
    Crawl,
    acts_of,
    api_acts,
    api_addresses,
    difference,
    filled_in,
    inside,
    read,
    said,
    searches,
    signed_in,
)

pytestmark = pytest.mark.reads_pages

PROGRAM = "program of another member"
LAST_DAY = dt.date(2009, 12, 31)
OWN, PARTICIPANTS, MEMBERS = Audience.OWN, Audience.PARTICIPANTS, Audience.MEMBERS
#: The audiences with which each kind of reader sees a group.
SEES = {
    "own": {OWN, PARTICIPANTS, MEMBERS},
    "takes part": {PARTICIPANTS, MEMBERS},
    "member": {MEMBERS},
    "outside": set(),
}
#: Which kind each reader is, and whether its municipality pays a share and it may see costs there.
READERS = {
    "IT manager of the host": ("own", True),
    "employee of the host": ("own", False),
    "system owner": ("own", True),
    "system manager": ("own", False),
    "federation's administrator": ("own", True),
    "IT manager that takes part": ("takes part", True),
    "employee of who takes part": ("takes part", False),
    "neighbour that takes part": ("takes part", True),
    "IT manager of another member": ("member", False),
    "program of another member": ("member", False),
    "employee of another member": ("member", False),
    "department manager of another member": ("member", False),
    "controller of another member": ("member", False),
    "auditor of another member": ("member", False),
    "outsider": ("outside", False),
    "supplier": ("outside", False),
    "nobody": ("outside", False),
}
#: Figures of the policy count the whole federation for everybody (docs/decisions/0060); their rows are withheld.
WHOLE_FEDERATION = re.compile(r"/(policy/|api/v1/policy/|\?|$)")
#: Where colleagues are listed whatever they answer for.
OF_PEOPLE = re.compile(r"/(organisationer/|kompetens/|api/v1/(people|employments|competences))")
CHOICES = re.compile(r"<option.*?</option>", re.DOTALL)
OWNERS = {name.split()[1].casefold() for name in NAMES}
#: Whoever ends an employment hands over everything that the leaver answers for, wherever it is.
OF_A_LEAVER = re.compile(r"/organisationer/personer/\d+/anstallning/\d+/avsluta/")
NONSENSE = "xqzvwx"
HALF = set(list(FieldGroup)[::2])
#: Each group has each audience in one of the rounds, and groups differ from each other in two of them.
ROUNDS: dict[str, dict[FieldGroup, Audience]] = {
    "host only": dict.fromkeys(FieldGroup, OWN),
    "some": {group: PARTICIPANTS if group in HALF else MEMBERS for group in FieldGroup},
    "others": {group: MEMBERS if group in HALF else PARTICIPANTS for group in FieldGroup},
}


@dataclass
class Walk:
    """What the product holds, and where those who see everything find canaries: address and groups."""

    aviary: Aviary
    addresses: list[str]
    acts: list[str]
    keys: dict[str, int]
    secret: str
    telling: dict[str, set[FieldGroup]] = field(default_factory=dict)


def _choose(aviary: Aviary, chosen: dict[FieldGroup, Audience]) -> None:
    for group, audience in chosen.items():
        FieldAudience.objects.update_or_create(
            federation=aviary.people.federation, group=group, defaults={"audience": audience}
        )


def _found(address: str, answer: str) -> dict[FieldGroup, set[str]]:
    """The canaries by group; of names not those in lists and choices of people, who are colleagues all the same."""
    told = said(answer)
    beside = said(CHOICES.sub("", answer)) if any(name in told for name in OWNERS) else told
    if OF_PEOPLE.match(address):
        beside = ""
    return {
        group: found
        for group, words in CANARIES.items()
        if (found := {each for each in words if each in (beside if each in OWNERS else told)})
    }


def _walked() -> Walk:
    """Everything is open, and those who see the most follow every link, filter, file and operation."""
    aviary = make_full_aviary()
    _choose(aviary, dict.fromkeys(FieldGroup, MEMBERS))
    crawl, told = Crawl(("fågelholken",)), dict[str, str]()
    keys = {
        "applications": aviary.application.pk,
        "agreements": aviary.agreement.pk,
        "cost-lines": aviary.application.cost_lines.all()[0].pk,
        "settlements": aviary.settlement.pk,
    }
    crawl.offer(["/"])
    crawl.offer(api_addresses(keys))
    for name in ("federation's administrator", "IT manager of the host"):
        crawl.follow(signed_in(aviary.readers[name]), told)
    crawl.guess()
    crawl.follow(signed_in(aviary.readers["IT manager of another member"]), told)
    _token, secret = make_token(
        by=aviary.readers["IT manager of another member"], name="Program", expires_on=LAST_DAY
    )
    acts = {act for address, answer in told.items() for act in acts_of(answer, address)}
    made, seen = Walk(aviary, list(told), sorted(acts), keys, secret), set()
    for address, answer in told.items():
        found = _found(address, answer)
        what = resolve(address.split("?")[0]).route, "?" in address, frozenset(found)
        if found and what not in seen:
            seen.add(what)
            made.telling[address] = set(found)
    return made


def _client(walk: Walk, name: str) -> Client:
    if name == PROGRAM:
        return signed_in(None, walk.secret)
    return signed_in(None if name == "nobody" else walk.aviary.readers[name])


def _hidden(name: str, chosen: dict[FieldGroup, Audience]) -> set[FieldGroup]:
    kind, pays = READERS[name]
    hidden = {group for group, audience in chosen.items() if audience not in SEES[kind]}
    return hidden - {FieldGroup.COSTS} if pays else hidden


class TheAudience(TestCase):
    walk: Walk

    @classmethod
    def setUpTestData(cls) -> None:
        logging.disable(logging.CRITICAL)
        cls.addClassCleanup(logging.disable, logging.NOTSET)
        cls.walk = _walked()

    def test_each_group_is_told_somewhere(self) -> None:
        told = defaultdict(set)
        for address, groups in self.walk.telling.items():
            for group in groups:
                told[group].add(resolve(address.split("?")[0]).route)
        assert len(self.walk.telling) > 40
        for group in FieldGroup:
            assert len(told[group]) > 1, f"hardly anybody finds anything of {group}"

    def _leaks(self, chosen: dict[FieldGroup, Audience]) -> str:
        leaks = set()
        _choose(self.walk.aviary, chosen)
        for name in READERS:
            hidden = _hidden(name, chosen)
            client = _client(self.walk, name)
            for address, groups in self.walk.telling.items():
                if groups & hidden and (name != PROGRAM or address.startswith("/api/")):
                    found = _found(address, read(client, address))
                    leaks |= {
                        (address, str(group), *sorted(found[group]), name)
                        for group in hidden & set(found)
                    }
        return "\n".join(" ".join(each) for each in sorted(leaks))

    def test_what_is_for_the_host_is_told_by_no_entrance(self) -> None:
        assert self._leaks(ROUNDS["host only"]) == ""

    def test_what_is_for_some_is_told_by_no_entrance(self) -> None:
        assert self._leaks(ROUNDS["some"]) == ""

    def test_what_is_for_the_others_is_told_by_no_entrance(self) -> None:
        assert self._leaks(ROUNDS["others"]) == ""

    def test_an_answer_is_the_same_whether_what_is_hidden_is_there_or_not(self) -> None:
        """So that nothing follows from counts, sums, order, filters, searches or what is said beside it either."""
        _choose(self.walk.aviary, ROUNDS["host only"])
        reader = self.walk.aviary.readers["IT manager of another member"]
        client = signed_in(reader)
        asked = [
            each
            for each in self.walk.addresses
            if not WHOLE_FEDERATION.match(each) and not OF_A_LEAVER.match(each)
        ]
        with_all = {each: told for each in asked if (told := said(read(client, each)))}
        take_away_what_is_hidden(self.walk.aviary)
        differ = [
            (each, difference(told, said(read(client, each)))) for each, told in with_all.items()
        ]
        assert not [each for each in differ if each[1]], "\n".join(
            f"{a}: {d}" for a, d in differ if d
        )

    def test_to_search_for_what_is_hidden_answers_as_to_search_for_nonsense(self) -> None:
        _choose(self.walk.aviary, ROUNDS["host only"])
        client = _client(self.walk, "IT manager of another member")
        fields = searches(self.walk.addresses)
        assert len(fields) > 5, "hardly anything can be searched"
        words = {word for group in FieldGroup for word in CANARIES[group][:4]}
        differ = []
        for asked in sorted(fields):
            nonsense = self._searched(client, asked, NONSENSE)
            asks = sorted(words - (OWNERS if OF_PEOPLE.match(asked) else set()))
            told = {
                each: difference(nonsense, self._searched(client, asked, each)) for each in asks
            }
            differ += [f"{asked}{word}: {how}" for word, how in told.items() if how]
        assert not differ, "\n".join(differ)

    @staticmethod
    def _searched(client: Client, asked: str, word: str) -> str:
        """The answer without the word itself, wherever it is repeated."""
        told = said(read(client, asked + quote_plus(word)))
        in_address = (
            quote_plus(word),
            quote_plus(quote_plus(word)),
        )  # also of an address in an address
        for written in (*in_address, quote(word), word):
            told = told.replace(written.casefold(), "…")
        return told

    def test_no_answer_to_an_act_tells_what_is_hidden(self) -> None:
        """What is done succeeds or is refused without a word of what the person may not see, on the next page too."""
        _choose(self.walk.aviary, ROUNDS["host only"])
        assert len(self.walk.acts) > 40, "hardly anything can be done"
        leaks = []
        for name in ("IT manager of another member", "employee of who takes part"):
            hidden = _hidden(name, ROUNDS["host only"])
            for address, told in self._answers_to_acts(name):
                found = _found(address, told)
                leaks += [f"{name}: {address} {found[each]}" for each in hidden & set(found)]
        assert not leaks, "\n".join(leaks)

    def _answers_to_acts(self, name: str) -> Iterator[tuple[str, str]]:
        """Each act on its own, taken back afterwards."""
        client = _client(self.walk, name)
        for address in self.walk.acts:
            with transaction.atomic():
                answer = client.post(address, filled_in(read(client, address)))
                assert answer.status_code < 500, address
                told = inside(answer)
                if answer.status_code in {301, 302}:
                    told += read(client, answer["Location"])
                transaction.set_rollback(True)
            yield address, told
        for method, address in api_acts(self.walk.keys):
            with transaction.atomic():
                row = client.get("/".join(address.split("/")[:5])).headers.get("ETag")
                version = {"If-Match": row} if row else None
                answer = getattr(client, method)(
                    address, {}, content_type="application/json", headers=version
                )
                assert answer.status_code < 500, address
                transaction.set_rollback(True)
            yield address, inside(answer)
