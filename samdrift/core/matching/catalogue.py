"""The catalogue that names are matched to, indexed for it."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from samdrift.core.matching.names import fold_digraphs, name_of, words_of
from samdrift.core.matching.words import COMMON, NOISE

SHORT = 4  # letters; a shorter name is an abbreviation or a word that means other things too


@dataclass(frozen=True, slots=True)
class Product:
    """A product of the catalogue; `key` is the caller's own, e.g. its id in a database."""

    name: str
    vendor: str = ""
    area: str = ""
    aliases: tuple[str, ...] = ()
    key: int | str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to write one product."""

    product: int  # position in the catalogue
    compact: str
    words: tuple[str, ...]
    is_alias: bool
    is_distinct: (
        bool  # a name that means nothing else, so that it is believed also among strange words
    )


@dataclass(frozen=True)
class Catalogue:
    """Products with every way to write them. Make it with `Catalogue.of` once; it is never changed."""

    products: tuple[Product, ...]
    entries: tuple[Entry, ...]
    by_compact: Mapping[str, tuple[Entry, ...]]
    by_undigraphed: Mapping[str, tuple[Entry, ...]]
    others: frozenset[str]
    vendor_words: tuple[frozenset[str], ...]
    area_words: tuple[frozenset[str], ...]
    vendor_families: Mapping[str, str] = field(default_factory=dict)
    longest: int = 1

    @classmethod
    def of(
        cls,
        products: Iterable[Product],
        *,
        others: Iterable[str] = (),
        vendor_aliases: Mapping[str, str] | None = None,
    ) -> "Catalogue":
        """Index products.

        others: names that look like a product's and are something else («Viva Engage» is not Viva).
        vendor_aliases: what a vendor is also called → its name in the catalogue («EVRY» → «Tietoevry»).
        """
        chosen = tuple(products)
        entries = _entries(chosen)
        by_compact: dict[str, list[Entry]] = defaultdict(list)
        by_undigraphed: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_compact[entry.compact].append(entry)
            by_undigraphed[fold_digraphs(entry.compact)].append(entry)
        families = {
            "".join(words_of(alias)): "".join(words_of(vendor))
            for alias, vendor in (vendor_aliases or {}).items()
        }
        return cls(
            products=chosen,
            entries=entries,
            by_compact={compact: tuple(found) for compact, found in by_compact.items()},
            by_undigraphed={compact: tuple(found) for compact, found in by_undigraphed.items()},
            others=frozenset("".join(words_of(other)) for other in others),
            vendor_words=tuple(_vendor_words(product.vendor, families) for product in chosen),
            area_words=tuple(frozenset(words_of(product.area)) for product in chosen),
            vendor_families=families,
            longest=max((len(entry.words) for entry in entries), default=1) + 1,
        )

    def vendor_words_of(self, hint: str) -> frozenset[str]:
        """The words of a vendor's name and of the family it belongs to."""
        return _vendor_words(hint, self.vendor_families)


def _vendor_words(vendor: str, families: Mapping[str, str]) -> frozenset[str]:
    words = [word for word in words_of(vendor) if word not in NOISE]
    compact = "".join(words)
    found = set(words) | {compact}
    for known in {compact, *words}:
        if known in families:
            found.add(families[known])
    return frozenset(found - {""})


def _entries(products: tuple[Product, ...]) -> tuple[Entry, ...]:
    """The name, the name without and inside its brackets, the name without its vendor, and the aliases."""
    found: dict[tuple[int, str], Entry] = {}

    def add(position: int, words: tuple[str, ...], *, is_alias: bool) -> None:
        compact = "".join(words)
        if compact and (position, compact) not in found:
            strange = [word for word in words if word not in COMMON]
            is_distinct = len(compact) >= SHORT and bool(strange) and max(map(len, strange)) > 2
            is_distinct |= (
                len(words) > 1 and len(compact) > 8
            )  # ordinary words, but seldom together
            found[position, compact] = Entry(position, compact, words, is_alias, is_distinct)

    for position, product in enumerate(products):
        name = name_of(product.name)
        add(position, name.words, is_alias=False)
        add(position, words_of(product.name), is_alias=False)
        if name.brackets:
            add(position, name.base, is_alias=False)
            for words in name.brackets:
                add(position, words, is_alias=True)
        vendor = words_of(product.vendor)[:1]
        rest = name.base[1:]
        if (
            name.base[:1] == vendor
            and rest
            and not all(word in COMMON or len(word) < SHORT for word in rest)
        ):
            add(position, rest, is_alias=True)
        for alias in product.aliases:
            add(position, words_of(alias), is_alias=True)
    return tuple(found.values())


def read_catalogue(products_csv: str, aliases_csv: str = "") -> Catalogue:
    """The catalogue from its two files as text.

    products_csv: columns product, vendor, area (others are ignored).
    aliases_csv: columns kind, alias, name. kind ``product``: another name of the product; ``other``: a name that is not
    in the catalogue though it looks so; ``vendor``: another name of the vendor.
    """
    lines = list(csv.DictReader(io.StringIO(aliases_csv)))
    aliases: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        if line["kind"] == "product":
            aliases[line["name"]].append(line["alias"])
    products = [
        Product(
            row["product"],
            row.get("vendor") or "",
            row.get("area") or "",
            tuple(aliases[row["product"]]),
        )
        for row in csv.DictReader(io.StringIO(products_csv))
    ]
    return Catalogue.of(
        products,
        others=[line["alias"] for line in lines if line["kind"] == "other"],
        vendor_aliases={line["alias"]: line["name"] for line in lines if line["kind"] == "vendor"},
    )
