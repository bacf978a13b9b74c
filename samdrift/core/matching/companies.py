"""What companies are called: which spellings are one name, and which names are near another."""

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

from samdrift.core.matching.names import is_same_company, words_of
from samdrift.core.matching.spelling import max_typos
from samdrift.core.matching.words import COMPANY_FORMS


@lru_cache(maxsize=20_000)
def company_key(name: str) -> str:
    """What all spellings of one name have in common: case, space, marks and legal form away.

    Countries stay: «CGI Norge AS» and «CGI Sverige AB» are two companies. Empty where nothing is named.

    >>> company_key(" Tieto-Evry  AB (publ)") == company_key("tieto evry")
    True
    """
    words = list(words_of(name))
    while len(words) > 1 and words[-1] in COMPANY_FORMS:
        words.pop()
    while len(words) > 1 and words[0] in COMPANY_FORMS:
        words.pop(0)
    return "".join(words) or "".join(name.casefold().split())


def near_companies(name: str, known: Iterable[str]) -> list[str]:
    """Those of the known names that may be the same company as a name, the most alike first.

    Alike without country and legal form, one the beginning of the other, or within a few slips of the pen.
    """
    key = company_key(name)
    found: list[tuple[float, str]] = []
    for other in known:
        theirs = company_key(other)
        most = max_typos(min(len(key), len(theirs)))
        if is_same_company(name, other) or OSA.distance(key, theirs, score_cutoff=most) <= most:
            found.append((-OSA.normalized_similarity(key, theirs), other))
    return [other for _likeness, other in sorted(found)]
