"""What a match answers, and the reasons it gives."""

from collections.abc import Iterable
from dataclasses import dataclass

from samdrift.core.findings import gettext_noop
from samdrift.core.matching.catalogue import Catalogue, Product

# rule → (score where it matches, the reason in English)
REASONS: dict[str, tuple[float, str]] = {
    "same-name": (1.0, gettext_noop("The same name")),
    "known-alias": (0.97, gettext_noop("A known other name of the product")),
    "name-and-more": (0.92, gettext_noop("The product's name with more words")),
    "name-and-kind": (
        0.88,
        gettext_noop("The product's name with words for its vendor, kind or owner"),
    ),
    "similar-spelling": (0.95, gettext_noop("Spelled much the same")),
    "start-of-name": (0.82, gettext_noop("The beginning of one product's name only")),
    "kind-and-vendor": (
        0.78,
        gettext_noop("The vendor has one product of this kind in the catalogue"),
    ),
    "blank": (0.0, gettext_noop("There is no name")),
    "too-long": (0.0, gettext_noop("The name is longer than the name of a system can be")),
    "several-products": (0.0, gettext_noop("Several products fit; choose one")),
    "another-product": (
        0.0,
        gettext_noop("Known to be something else than the catalogue's product"),
    ),
    "another-vendor": (0.0, gettext_noop("The name is ordinary and the vendor another")),
    "beside-a-product": (
        0.0,
        gettext_noop("Something between or beside products, such as an integration"),
    ),
    "mentioned": (0.0, gettext_noop("Another system, which only mentions the product")),
    "ordinary-word": (
        0.0,
        gettext_noop("The word is ordinary and nothing else speaks for the product"),
    ),
    "vendor-only": (0.0, gettext_noop("Names a vendor but no product")),
    "not-a-system": (0.0, gettext_noop("The row is no system: a head, a sum, a stamp or a note")),
    "nothing-similar": (0.0, gettext_noop("No product in the catalogue is similar enough")),
}
MOST_ALTERNATIVES = 5


@dataclass(frozen=True, slots=True)
class Alternative:
    """A product that might have been meant, and how likely, 0 … 1."""

    product: Product
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """The product a name means, or None with the products it might mean.

    score: 0 … 1, None where there is no product. rule: stable name of what decided. reason: an English message
    marked for translation.
    """

    product: Product | None
    score: float | None
    alternatives: tuple[Alternative, ...]
    rule: str

    @property
    def reason(self) -> str:
        return REASONS[self.rule][1]


def answer(catalogue: Catalogue, position: int, rule: str, factor: float = 1.0) -> Match:
    """The product that a rule found, with the rule's score; factor: below 1 where something speaks against it."""
    score = round(REASONS[rule][0] * factor, 2)
    return Match(catalogue.products[position], score, (), rule)


def no_answer(
    catalogue: Catalogue, rule: str, positions: Iterable[int] = (), score: float = 0.5
) -> Match:
    """No product is sure enough; those it might be are its alternatives."""
    might = [Alternative(catalogue.products[at], score) for at in dict.fromkeys(positions)]
    return Match(None, None, tuple(might[:MOST_ALTERNATIVES]), rule)
