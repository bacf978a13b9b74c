"""Cells that hold one or several of known choices."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from rapidfuzz.distance import OSA

from samdrift.core.findings import Finding, gettext_noop
from samdrift.core.tables.dates import is_blank
from samdrift.core.tables.fields import fold
from samdrift.core.tables.table import Cell, Place

Code = TypeVar("Code")
_SEPARATORS = re.compile(r"[,;|\n]|\s/\s")

# The closed vocabularies of Swedish application registers: code → the words that mean it.
VERDICTS: Mapping[str, Sequence[str]] = {
    "keep": ("Vidmakthållande", "Vidmakthålla", "Behålla", "Behåll", "Keep"),
    "develop": ("Utveckling", "Utveckla", "Develop", "Invest"),
    "merge": ("Konsolidering", "Konsolidera", "Slå ihop", "Merge", "Consolidate"),
    "phase_out": ("Avveckling", "Avveckla", "Fasa ut", "Utfasning", "Phase out", "Retire"),
    "unknown": ("Vet ej", "Vet inte", "Don't know", "Unknown"),
}
OVERLAPS: Mapping[str, Sequence[str]] = {
    "none": ("Inget överlapp", "Inget", "Ingen", "None"),
    "little": ("Litet överlapp", "Litet", "Visst överlapp", "Little"),
    "much": ("Stort överlapp", "Stort", "Much"),
    "full": ("Fullt överlapp", "Fullt", "Full"),
}
CRITICALITIES: Mapping[str, Sequence[str]] = {
    "not_critical": (
        "Ej verksamhetskritiskt",
        "Inte kritiskt",
        "Ej kritiskt",
        "Låg",
        "Nej",
        "Not critical",
        "Low",
    ),
    "mostly_not_critical": (
        "Till betydande del ej verksamhetskritiskt",
        "Medel",
        "Normal",
        "Medium",
    ),
    "mostly_critical": ("Till betydande del verksamhetskritiskt", "Hög", "Ja", "High"),
    "critical": (
        "Helt verksamhetskritiskt",
        "Verksamhetskritiskt",
        "Kritiskt",
        "Mycket hög",
        "Critical",
        "Very high",
    ),
}
OPERATED: Mapping[str, Sequence[str]] = {
    "internal": (
        "Internt",
        "Intern",
        "Intern drift",
        "Lokalt",
        "Lokal",
        "Egen drift",
        "Lokal drift",
        "On-prem",
        "On premise",
        "Internal",
    ),
    "external": (
        "Externt",
        "Extern",
        "Extern drift",
        "Moln",
        "Molntjänst",
        "SaaS",
        "Leverantör",
        "Hos leverantör",
        "Cloud",
        "External",
    ),
}
PHASES: Mapping[str, Sequence[str]] = {
    "planned": (
        "Planerat",
        "Planerad",
        "Under införande",
        "Införande",
        "Under anskaffning",
        "Upphandling",
        "Planned",
    ),
    "developing": ("Under aktiv vidareutveckling", "Under utveckling", "Vidareutveckling"),
    "maintained": (
        "Under förvaltning",
        "Förvaltning",
        "I drift",
        "Drift",
        "Aktiv",
        "Aktivt",
        "I bruk",
        "Produktion",
        "Active",
        "In use",
    ),
    "phasing_out": ("Under avveckling", "Avvecklas", "Ska avvecklas", "Utfasning", "Phasing out"),
    "phased_out": (
        "Avvecklat",
        "Avvecklad",
        "Avslutad",
        "Ur drift",
        "Inaktiv",
        "Retired",
        "Phased out",
    ),
}


def read_choices(
    cell: Cell, vocabulary: Sequence[str], place: Place
) -> tuple[str, ...] | Finding | None:
    """The choices in a cell, each as the vocabulary spells it, in the cell's order and once each.

    They may be joined by comma, semicolon, bar or line break, also where the choices themselves contain commas:
    the cell is cut at every mark and the pieces are put together again so that the whole becomes known choices.
    A slip of the pen is forgiven («Delivs»). Rule: ``not-a-choice``, naming what did not fit.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    found = _parse(str(cell), tuple(vocabulary))
    if isinstance(found, tuple):
        return found
    if is_blank(cell):
        return None
    return place.finding(
        "not-a-choice", gettext_noop("%(value)s is not one of the choices"), found, cell=str(cell)
    )


def read_code(
    cell: Cell, vocabulary: Mapping[Code, Sequence[str]], place: Place
) -> Code | Finding | None:
    """The code of the one choice in a cell: «Avveckling» → ``phase_out``.

    Rules: ``not-a-choice``, ``several-choices``.
    """
    codes: dict[str, Code] = {}
    for code, words in vocabulary.items():
        for word in words:
            codes.setdefault(word, code)
    found = read_choices(cell, tuple(codes), place)
    if found is None or isinstance(found, Finding):
        return found
    meant = {codes[word] for word in found}
    if len(meant) == 1:
        return meant.pop()
    what = gettext_noop("%(value)s is several choices where one is asked for")
    return place.finding("several-choices", what, str(cell))


@lru_cache(maxsize=20_000)
def _parse(text: str, vocabulary: tuple[str, ...]) -> tuple[str, ...] | str:
    """The choices, or the piece that is none. Dynamic programming over the pieces: fewest slips, longest choices."""
    pieces = [piece for piece in map(str.strip, _SEPARATORS.split(text)) if piece][:60]
    words = {fold(choice): choice for choice in vocabulary}
    longest = max((len(_SEPARATORS.split(choice)) for choice in vocabulary), default=1)
    # best[i]: (slips, number of choices, choices) for the first i pieces, None if they can't be read
    best: list[tuple[int, int, tuple[str, ...]] | None] = [(0, 0, ())]
    for end in range(1, len(pieces) + 1):
        ways = []
        for begin in range(max(0, end - longest), end):
            before = best[begin]
            meant = (
                _nearest(fold(" ".join(pieces[begin:end])), words) if before is not None else None
            )
            if before is not None and meant is not None:
                ways.append((before[0] + meant[0], before[1] + 1, (*before[2], meant[1])))
        best.append(min(ways, key=lambda way: way[:2]) if ways else None)
    whole = best[-1]
    if whole is not None:
        return tuple(dict.fromkeys(whole[2]))
    reached = max(at for at, way in enumerate(best) if way is not None)
    return pieces[reached]


def _nearest(folded: str, words: Mapping[str, str]) -> tuple[int, str] | None:
    """(slips, choice) for the one choice within a few slips of the pen; None if there is none, or two as near."""
    if folded in words:
        return 0, words[folded]
    forgiven = 0 if len(folded) <= 4 else 1 if len(folded) <= 8 else 2 if len(folded) <= 16 else 3
    near = sorted(
        (distance, word)
        for word in words
        if (distance := OSA.distance(folded, word, score_cutoff=forgiven)) <= forgiven
    )
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return near[0][0], words[near[0][1]]
