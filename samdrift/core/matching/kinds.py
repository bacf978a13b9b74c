"""Matching by what a system does, who sells it, and how a product's name begins."""

from functools import lru_cache

from samdrift.core.matching.answers import Match, answer, no_answer
from samdrift.core.matching.catalogue import SHORT, Catalogue
from samdrift.core.matching.names import Name, is_noise, role_of
from samdrift.core.matching.words import COMMON, ROLES

_LONG = 8  # letters with which a name may begin another without ending at a word


def fits_area(word: str, area: frozenset[str]) -> bool:
    """«diariet», «biblioteksystem» fit the areas «diarium och ärende», «bibliotek»."""
    role = role_of(word)
    if role == "":
        return True
    wanted = {word, *((role or "").split())}
    return any(
        one == other
        or (
            min(len(one), len(other)) >= 5
            and (_common_prefix_length(one, other) >= 5 or other.endswith(one))
        )
        or (len(other) >= 4 and one.startswith(other))
        for one in wanted
        for other in area
    )


@lru_cache(maxsize=50_000)
def _common_prefix_length(one: str, other: str) -> int:
    """Letters that two words begin with in common."""
    for at, (first, second) in enumerate(zip(one, other, strict=False)):
        if first != second:
            return at
    return min(len(one), len(other))


def kind_and_vendor(name: Name, hint: frozenset[str], catalogue: Catalogue) -> Match | None:
    """«Ekonomisystem (Visma)»: a kind of system and a vendor with one product of that kind."""
    roles = {word: role for word in name.words if (role := role_of(word))}
    kinds = set(roles.values())
    rest = [
        word
        for word in name.words
        if word not in roles and role_of(word) is None and not is_noise(word)
    ]
    if not kinds or len(name.base) > 4:
        return None
    named = frozenset(rest) | ({"".join(rest)} if rest else frozenset()) | hint
    of_vendor = [at for at, vendor in enumerate(catalogue.vendor_words) if vendor & named]
    if rest and not all(
        any(word in catalogue.vendor_words[at] for at in of_vendor) for word in rest
    ):
        return None
    if not of_vendor:
        return None
    if not hint and not name.brackets and all(word in ROLES for word in roles):
        # «Hogia Ekonomi» is how products are named, «Hogias ekonomisystem» and «Ekonomi (Hogia)» how kinds are.
        return no_answer(catalogue, "vendor-only", of_vendor, 0.4)
    fitting = [
        at
        for at in of_vendor
        if all(
            set(kind.split()) <= catalogue.area_words[at]
            or fits_area(kind, catalogue.area_words[at])
            for kind in kinds
        )
    ]
    if len(fitting) == 1:
        return answer(catalogue, fitting[0], "kind-and-vendor")
    return no_answer(
        catalogue, "several-products" if fitting else "vendor-only", fitting or of_vendor, 0.4
    )


def start_of_name(name: Name, hint: frozenset[str], catalogue: Catalogue) -> Match | None:
    """The whole name is how one product's name begins, and is no vendor and no ordinary word."""
    words = tuple(word for word in name.base if not is_noise(word))
    compact = "".join(words)
    if not compact:
        return None
    if vendor := _only_vendor(words, catalogue):
        return vendor
    if len(compact) <= SHORT or all(word in COMMON for word in words):
        return None
    begun = [
        entry
        for entry in catalogue.entries
        if not entry.is_alias and entry.compact.startswith(compact)
    ]
    begun = [
        entry for entry in begun if entry.words[: len(words)] == words or len(compact) >= _LONG
    ]
    positions = {entry.product: entry for entry in begun}
    if len(positions) > 1:
        return no_answer(catalogue, "several-products", positions)
    if not begun or (
        begun[0].words[: len(words)] != words and len(compact) < 0.6 * len(begun[0].compact)
    ):
        return None
    return answer(catalogue, begun[0].product, "start-of-name")


def _only_vendor(words: tuple[str, ...], catalogue: Catalogue) -> Match | None:
    """A vendor's name means its product where it has one, named after it; otherwise no product. None: no vendor."""
    compact = "".join(words)
    vendors = [
        at
        for at, vendor in enumerate(catalogue.vendor_words)
        if compact in vendor or set(words) <= vendor
    ]
    if not vendors:
        return None
    is_named_after = catalogue.products[vendors[0]].name.lower().startswith(" ".join(words))
    if len(vendors) == 1 and is_named_after and not all(word in COMMON for word in words):
        return answer(catalogue, vendors[0], "start-of-name")
    return no_answer(catalogue, "vendor-only", vendors, 0.4)
