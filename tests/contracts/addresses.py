"""Every page of the house with a real key in its address, and who may open it as the table of rights says."""

from dataclasses import dataclass

from django.urls import get_resolver

from samdrift.foundation.organisations.models import Person
from tests.journey.conftest import Walked
from tests.journey.test_rights import KINDS, PAGE, _outsiders, _patterns, _subjects

#: In this order somebody is asked to try a page who may open it.
TRIED_FIRST = ("IT manager", "federation", "controller", "system owner", "department manager")


@dataclass(frozen=True)
class Address:
    """A page: its name, its pattern, one address of it, and each kind of person's answer by the table of rights."""

    name: str
    route: str
    path: str
    rights: dict[str, str]

    @property
    def who_may(self) -> str:
        """A kind of person who may open it; empty where the demonstration holds nothing to open."""
        order = [*TRIED_FIRST, *(kind for kind in KINDS if kind not in TRIED_FIRST)]
        return next((kind for kind in order if self.rights.get(kind) == "yes"), "")

    def who_may_not(self, kinds: tuple[str, ...]) -> list[str]:
        return [kind for kind in kinds if self.rights.get(kind) in {"no", "unknown", "sign in"}]


@dataclass(frozen=True)
class House:
    """Every address, and one person of each kind (none for «nobody»)."""

    addresses: list[Address]
    people: dict[str, Person]


def make_house(walked: Walked) -> House:
    """Every address of the walked demonstration. An address that nothing is said of fails here."""
    subjects = _subjects(walked)
    accounts = {**walked.society.people, **_outsiders(walked)}
    rights = _rights()
    found = []
    for name, route in sorted(set(_patterns(get_resolver())), key=lambda each: each[::-1]):
        if route.startswith("api/v1") or "(?P" in route:
            continue
        path = route
        for pattern, value in subjects.items():
            path = path.replace(pattern, value)
        assert "<" not in path, f"say what {route} stands for in _subjects of test_rights.py"
        assert route in rights, f"{route} has no line in docs/rights.md"
        found.append(Address(name, route, f"/{path}", rights[route]))
    return House(found, {head: accounts[key] for head, key in KINDS.items() if key})


def _rights() -> dict[str, dict[str, str]]:
    """What docs/rights.md says of each pattern: kind of person → word."""
    said = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
        if len(cells) == len(KINDS) + 1 and "`/" in cells[0]:
            route = cells[0].split("`/", 1)[1].rstrip("`")
            said[route] = dict(zip(KINDS, cells[1:], strict=True))
    return said
