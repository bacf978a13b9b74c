"""Matching by looking up: names, aliases, names among other words, kinds with vendors. No similarity here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from samdrift.core.matching.answers import Match, answer, no_answer
from samdrift.core.matching.catalogue import Catalogue, Entry
from samdrift.core.matching.kinds import fits_area, kind_and_vendor, start_of_name
from samdrift.core.matching.names import Name, fold_digraphs, is_noise, name_of, role_of
from samdrift.core.matching.words import BESIDE, COMMON, PREPOSITIONS

_LAST_DIGITS = re.compile(r"(?<=[a-z]{3})\d{1,2}$")
LONGEST_NAME = 300  # letters; a name in the register has at most 160
_FORMER = frozenset(
    ["fd", "f", "tidigare", "former", "ersatter", "ersatt", "ersatts", "utbytt", "bytts", "ers"]
)


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found in a name, and the words beside it."""

    entry: Entry
    begins: int
    ends: int


def look_up(text: str, vendor_hint: str, catalogue: Catalogue) -> Match | None:
    """The match that needs no similarity; None where spelling has to be compared.

    From the surest to the least sure: the whole name, a double name, a name among other words, a kind of system with
    its vendor, the beginning of a name. The first that speaks decides, also when it speaks for two products.
    """
    if len(text) > LONGEST_NAME:
        return no_answer(catalogue, "too-long")
    name = _without_former(name_of(text))
    if not name.words:
        return no_answer(catalogue, "blank")
    if catalogue.others & {name.compact, "".join(name.base)}:
        return no_answer(catalogue, "another-product")
    is_hint = bool(vendor_hint.strip()) and len(vendor_hint) <= LONGEST_NAME
    hint = catalogue.vendor_words_of(vendor_hint) if is_hint else frozenset()
    for step in (_whole, _double, _among, kind_and_vendor, start_of_name):
        found = step(name, hint, catalogue)
        if found is not None:
            return found
    return None


def _without_former(name: Name) -> Name:
    """«Lifecare (fd Procapita)» is Lifecare."""
    kept = tuple(words for words in name.brackets if words[0] not in _FORMER)
    if len(kept) == len(name.brackets):
        return name
    return Name(
        name.base + tuple(word for words in kept for word in words), name.base, kept, name.parts
    )


def exactly(words: Sequence[str], catalogue: Catalogue) -> tuple[Entry, ...]:
    """The entries written as these words, spaces apart; å as aa, ä as ae too."""
    compact = "".join(words)
    return catalogue.by_compact.get(compact) or catalogue.by_undigraphed.get(
        fold_digraphs(compact), ()
    )


def _whole(name: Name, hint: frozenset[str], catalogue: Catalogue) -> Match | None:
    """The whole name, or what stands outside the brackets, is a product's."""
    forms = [name.words, name.base]
    forms.append(tuple(word for word in name.base if not is_noise(word)))
    forms.append((*name.base[:-1], _LAST_DIGITS.sub("", name.base[-1])) if name.base else ())
    for form in forms:
        found = exactly(form, catalogue)
        if not found:
            continue
        if form is not name.words and (beside := _products_in_brackets(name, found, catalogue)):
            return no_answer(catalogue, "several-products", beside)
        if len(form) == 1 and _is_ordinary_alias(
            found, hint | _bracket_words(name, form), catalogue
        ):
            return no_answer(catalogue, "ordinary-word", [entry.product for entry in found])
        if form is not name.words and not all(_may_be(entry, name, catalogue) for entry in found):
            return no_answer(catalogue, "ordinary-word", [entry.product for entry in found])
        return settle(found, hint | _bracket_words(name, form), catalogue, from_hint=bool(hint))
    return None


def _is_ordinary_alias(
    found: tuple[Entry, ...], hint: frozenset[str], catalogue: Catalogue
) -> bool:
    """An ordinary word is the short name of a product only where the vendor is named too: «Kommers (…)»."""
    return all(
        entry.is_alias
        and entry.words[0] in COMMON
        and not agrees(catalogue.vendor_words[entry.product], hint)
        for entry in found
    )


def _products_in_brackets(name: Name, found: tuple[Entry, ...], catalogue: Catalogue) -> list[int]:
    """Products of the brackets besides those outside them."""
    outside = [entry.product for entry in found]
    inside = [entry.product for words in name.brackets for entry in exactly(words, catalogue)]
    return [*outside, *inside] if set(inside) - set(outside) else []


def _may_be(entry: Entry, name: Name, catalogue: Catalogue) -> bool:
    """An ordinary name is not believed where its brackets name another kind of system: «Navet (intranät)»."""
    kinds = [word for words in name.brackets for word in words if role_of(word)]
    area = catalogue.area_words[entry.product]
    return entry.is_distinct or not kinds or any(fits_area(word, area) for word in kinds)


def _bracket_words(name: Name, form: tuple[str, ...]) -> frozenset[str]:
    """The brackets may name the vendor: «Evolution (Sokigo)»."""
    return (
        frozenset()
        if form is name.words
        else frozenset(word for words in name.brackets for word in words)
    )


def settle(
    entries: tuple[Entry, ...],
    hint: frozenset[str],
    catalogue: Catalogue,
    *,
    from_hint: bool,
    rule: str = "",
) -> Match:
    """One product of entries written alike: own names before aliases, then the vendor's word, else none."""
    own = [entry for entry in entries if not entry.is_alias] or list(entries)
    agreeing = [entry for entry in own if agrees(catalogue.vendor_words[entry.product], hint)]
    chosen = agreeing if len({entry.product for entry in own}) > 1 and agreeing else own
    positions = [entry.product for entry in chosen]
    if len(set(positions)) > 1:
        return no_answer(catalogue, "several-products", positions)
    entry = chosen[0]
    decided = rule or ("known-alias" if entry.is_alias else "same-name")
    if from_hint and hint and not agreeing:
        if not entry.is_distinct and catalogue.products[entry.product].vendor:
            return no_answer(catalogue, "another-vendor", positions)
        return answer(catalogue, entry.product, decided, 0.9)
    return answer(catalogue, entry.product, decided)


def agrees(vendor: frozenset[str], hint: frozenset[str]) -> bool:
    """Whether a hint names the vendor: a word in common, or one spelled alike."""
    if vendor & hint:
        return True
    return any(
        min(len(one), len(other)) > 3
        and (one.startswith(other) or other.startswith(one) or fuzz.ratio(one, other) >= 85)
        for one in vendor
        for other in hint
    )


def _double(name: Name, hint: frozenset[str], catalogue: Catalogue) -> Match | None:
    """«Procapita/lifecare»: two products joined by a mark are two candidates."""
    if len(name.parts) < 2:
        return None
    found = [
        exactly(tuple(w for w in part if not is_noise(w)) or part, catalogue) for part in name.parts
    ]
    positions = list(dict.fromkeys(entry.product for entries in found for entry in entries[:2]))
    products_named = sum(1 for entries in found if entries)
    if products_named < 2 or len(positions) < 2:
        return None
    return no_answer(catalogue, "several-products", positions)


def _hits(words: tuple[str, ...], catalogue: Catalogue) -> list[Hit]:
    """Entries standing in a run of words: the longest first, none overlapping another of a different product."""
    found = [
        Hit(entry, begins, begins + length)
        for length in range(min(catalogue.longest, len(words)), 0, -1)
        for begins in range(len(words) - length + 1)
        for entry in exactly(words[begins : begins + length], catalogue)
        if not _is_lettered(words[begins + length :])
    ]
    kept: list[Hit] = []
    for hit in found:
        if all(
            hit.ends <= other.begins
            or hit.begins >= other.ends
            or (hit.begins, hit.ends) == (other.begins, other.ends)
            for other in kept
        ):
            kept.append(hit)
    return kept


def _among(name: Name, hint: frozenset[str], catalogue: Catalogue) -> Match | None:
    """A product's name among other words: believed if it means nothing else, otherwise if they speak for it."""
    words = name.words
    hits = _hits(words, catalogue)
    if not hits:
        return None
    if rule := _is_no_product(words, catalogue):
        return no_answer(catalogue, rule, [hit.entry.product for hit in hits])
    strong = [hit for hit in hits if hit.entry.is_distinct]
    if mentioned := [hit for hit in strong if is_mentioned(hit, name, catalogue)]:
        return no_answer(catalogue, "mentioned", [hit.entry.product for hit in mentioned])
    believed = strong or [hit for hit in hits if _is_spoken_for(hit, words, hint, catalogue)]
    if not believed:
        return no_answer(catalogue, "ordinary-word", [hit.entry.product for hit in hits])
    if len({(hit.begins, hit.ends) for hit in believed}) > 1:
        positions = list(dict.fromkeys(hit.entry.product for hit in believed))
        if len(positions) > 1:
            return no_answer(catalogue, "several-products", positions)
    if any(_names_another_of_its_vendor(hit, name, catalogue) for hit in believed):
        return no_answer(catalogue, "vendor-only", [hit.entry.product for hit in believed])
    rule = "name-and-more" if strong else "name-and-kind"
    entries = tuple(hit.entry for hit in believed)
    if len({entry.product for entry in entries}) > 1:
        return settle(entries, hint | frozenset(words), catalogue, from_hint=False, rule=rule)
    return settle(entries[:1], hint, catalogue, from_hint=bool(hint), rule=rule)


def _names_another_of_its_vendor(hit: Hit, name: Name, catalogue: Catalogue) -> bool:
    """Is a product called what its vendor is called, and what stands outside brackets says which of the vendor's it is?

    «Infobric Fleet» is not Infobric, nor «Infobric Ease».
    """
    is_called_so = hit.entry.compact in catalogue.vendor_words[hit.entry.product]
    beside = name.words[: hit.begins] + name.words[hit.ends :]
    return is_called_so and any(
        _is_strange(word, hit, catalogue) for word in beside if word in name.base
    )


def is_mentioned(hit: Hit, name: Name, catalogue: Catalogue) -> bool:
    """Is the product only spoken of: what something else is for, or in the brackets behind another name?

    «Fakturaskanning för Raindance» and «Simulering (ArcGIS)» are other systems; «System för ekonomi (Raindance)» and
    «Karta (ArcGIS)» are the product, for all that stands beside it is noise or the kind of system that it is.
    """
    found = name.words[hit.begins : hit.ends]
    in_base = _begins_in(found, name.base)
    if in_base is None:
        return any(_is_strange(word, hit, catalogue) for word in name.base)
    before = name.base[:in_base]
    at = next((at for at, word in enumerate(before) if word in PREPOSITIONS), None)
    if at is not None and any(_is_strange(word, hit, catalogue) for word in before[:at]):
        return True
    strange_parts = [
        part
        for part in name.parts
        if any(_is_strange(word, hit, catalogue) for word in part if word not in found)
    ]
    return len(strange_parts) > 1 and all(
        _begins_in(found, part) is not None for part in strange_parts
    )


def _begins_in(words: tuple[str, ...], run: tuple[str, ...]) -> int | None:
    """Where words stand together in a run of words; None where they don't."""
    places = range(len(run) - len(words) + 1)
    return next((at for at in places if run[at : at + len(words)] == words), None)


def _is_strange(word: str, hit: Hit, catalogue: Catalogue) -> bool:
    """Neither noise, nor the vendor, nor the kind of system that the product is."""
    position = hit.entry.product
    known = word in catalogue.vendor_words[position] or fits_area(
        word, catalogue.area_words[position]
    )
    return not (is_noise(word) or word in PREPOSITIONS or known)


def _is_no_product(words: tuple[str, ...], catalogue: Catalogue) -> str:
    """Why a name that holds a product's is yet not its name, as a rule; empty where nothing says so."""
    if BESIDE & set(words):
        return "beside-a-product"
    runs = (words[at : at + size] for size in (2, 3) for at in range(len(words) - size + 1))
    return "another-product" if any("".join(run) in catalogue.others for run in runs) else ""


def _is_lettered(behind: tuple[str, ...]) -> bool:
    """A last letter tells members of a family apart: «Personec B» is not Personec P."""
    return (
        len(behind) == 1 and len(behind[0]) == 1 and behind[0].isalpha() and not is_noise(behind[0])
    )


def _is_spoken_for(
    hit: Hit, words: tuple[str, ...], hint: frozenset[str], catalogue: Catalogue
) -> bool:
    """Every word beside an ordinary name is noise, its vendor, or the kind of system that the product is."""
    position = hit.entry.product
    vendor = catalogue.vendor_words[position] | hint
    beside = words[: hit.begins] + words[hit.ends :]
    return all(
        is_noise(word) or word in vendor or fits_area(word, catalogue.area_words[position])
        for word in beside
    )
