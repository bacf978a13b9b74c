"""Cells that name people and parts of an organisation."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from samdrift.core.findings import Finding, gettext_noop
from samdrift.core.tables.dates import is_blank
from samdrift.core.tables.table import Cell, Place

_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]++@[\w-]++(?:\.[\w-]++)++")
#: These, for a text whose blanks are single.
_SPLIT = re.compile(r"[;\n|/&,]| (?:och|samt|and|og) ")
_MARKS = re.compile(r"[<>()\[\]]|mailto:", re.IGNORECASE)
_PHONE = re.compile(r"(?:tel\.?|tfn\.?|mob\.?)?[ :]{0,3}\+?\d[\d -]{5,}", re.IGNORECASE)
_TITLE = re.compile(
    r"^(?:systemägare|systemförvaltare|förvaltare|ansvarig|kontakt(?:person)?|it)\s*:\s*",
    re.IGNORECASE,
)
_MOST = 10


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person as a cell names them; either may be empty, not both. `email` is in lower case."""

    name: str = ""
    email: str = ""


def read_people(cell: Cell, place: Place) -> tuple[NamedPerson, ...] | Finding | None:
    """The people in a cell: addresses, names, «Anna Berg <anna@x.se>», several joined by comma, semicolon, och …

    Rules: ``not-an-address`` (something with @ that is none), ``too-many-people`` (more than ten).
    """
    if is_blank(cell):
        return None
    lines = (" ".join(line.split()) for line in str(cell).splitlines())
    text = _PHONE.sub(" ", "\n".join(lines)).strip()
    people: list[NamedPerson] = []
    for piece in _pieces(text):
        address = _EMAIL.search(piece)
        rest = _EMAIL.sub(" ", piece)
        if "@" in rest:
            what = gettext_noop("%(value)s is not an e-mail address")
            return place.finding("not-an-address", what, piece.strip())
        name = " ".join(_MARKS.sub(" ", _TITLE.sub("", rest)).split()).strip(" ,.-:")
        email = address[0].lower() if address else ""
        if (
            email
            and not name
            and people
            and people[-1].name
            and not people[-1].email
            and "<" in piece
        ):
            people[-1] = NamedPerson(people[-1].name, email)
        elif name or email:
            people.append(NamedPerson(name, email))
    unique = tuple(dict.fromkeys(people))
    if len(unique) > _MOST:
        return place.finding(
            "too-many-people",
            gettext_noop("%(value)s names more people than a cell can hold"),
            text[:100],
        )
    return unique or None


_UNIT_OR_POST = re.compile(
    r"\b\w*(?:förvaltning(?:en|ar)?|nämnd(?:en)?|kontor(?:et)?|avdelning(?:en)?|enhet(?:en)?|sektor(?:n)?|bolag(?:et)?|"
    r"chef(?:en)?|grupp(?:en)?|samordnare|handläggare|controller|department|division|office|manager|team|verksamhet(?:en)?|"
    r"kommun(?:en)?|service|support|helpdesk|skolan?)$|\b(?:IT|HR|ekonomi|personal|AB)$",
    re.IGNORECASE,
)


def names_unit_or_post(name: str) -> bool:
    """Whether a name is a department's or a post's, not a person's: «Tekniska förvaltningen», «IT-chef»."""
    return _UNIT_OR_POST.search(name.strip()) is not None


def _pieces(text: str) -> list[str]:
    """One piece per person. «Berg, Anna» is one person: a single word, a comma and a single word without an address."""
    if "@" not in text and re.fullmatch(r"[\w'-]+,\s*[\w'-]+", text) and text.count(",") == 1:
        family, given = (part.strip() for part in text.split(","))
        return [f"{given} {family}"]
    pieces: list[str] = []
    for piece in _SPLIT.split(text):
        # Addresses with only a space between them.
        found = list(_EMAIL.finditer(piece))
        if len(found) > 1:
            begins = 0
            for address in found:
                pieces.append(piece[begins : address.end()])
                begins = address.end()
            pieces.append(piece[begins:])
        else:
            pieces.append(piece)
    return [piece for piece in pieces if _MARKS.sub("", piece).strip()]


@dataclass(frozen=True, slots=True)
class OrganisationPath:
    """A path from the largest to the smallest, cut into what its parts are; empty where the path does not say."""

    parts: tuple[str, ...]
    group: str = ""
    municipality: str = ""
    department: str = ""
    unit: str = ""


_PATH = re.compile(r" [/|] | ?[>»→\\] ?| [-–—]> |/(?= )|(?<= )/")
_BARE_SLASH = re.compile(r"/")
_PART_WORD = re.compile(r"koncern|kommun|förvaltning|nämnd|stad$|region|sektor", re.IGNORECASE)
_GROUP = re.compile(r"koncern", re.IGNORECASE)
_MUNICIPALITY = re.compile(r"(?:kommun|stad|municipality|kommune)$", re.IGNORECASE)
_SERVICE = re.compile(
    r"förvaltning|nämnd|kontor|avdelning|enhet|sektor|bolag|\bab\b|service", re.IGNORECASE
)


def read_organisation_path(
    cell: Cell, place: Place, *, municipalities: Collection[str] = ()
) -> OrganisationPath | Finding | None:
    """«Koncern / Kommun / Förvaltning / Avdelning» of one to four parts → what each part is.

    municipalities: names known to be municipalities, besides those that end in «kommun» or «stad».
    Rule: ``too-deep-path`` for more than six parts.
    """
    if is_blank(cell):
        return None
    text = " ".join(str(cell).split())
    parts = tuple(part.strip() for part in _PATH.split(text) if part.strip())
    if len(parts) == 1 and "/" in text and _PART_WORD.search(text):
        parts = tuple(part.strip() for part in _BARE_SLASH.split(text) if part.strip())
    if not parts or len(parts) > 6:
        what = gettext_noop("%(value)s has more parts than an organisation has levels")
        return place.finding("too-deep-path", what, text[:200])
    known = {name.casefold() for name in municipalities}
    rest = list(parts)
    group = rest.pop(0) if _GROUP.search(rest[0]) else ""
    municipality = ""
    if (
        rest
        and (
            rest[0].casefold() in known
            or (_MUNICIPALITY.search(rest[0]) and not _SERVICE.search(rest[0]))
        )
    ) or (group and len(rest) > 1 and not _SERVICE.search(rest[0])):
        municipality = rest.pop(0)
    department = rest.pop(0) if rest else ""
    return OrganisationPath(parts, group, municipality, department, " / ".join(rest))
