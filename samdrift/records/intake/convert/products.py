"""Names of a file → suggestions from the catalogue of products."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files

from samdrift.core.matching import Catalogue, Match, match_names, read_catalogue
from samdrift.core.matching import Product as Known
from samdrift.records.register.models import Product

_DATA = files("samdrift.records.register") / "data"


def _shipped_name(name: str) -> str:
    return (_DATA / name).read_text(encoding="utf-8")


def shipped_catalogue() -> Catalogue:
    """The catalogue that comes with the package; needs no database."""
    return read_catalogue(_shipped_name("products.csv"), _shipped_name("product_aliases.csv"))


def catalogue_of(products: Iterable[Product]) -> Catalogue:
    """The register's own products, with their other names and those known of the shipped products.

    Ask with `aliases` and `area` fetched beforehand; a merged product is found as the one it went into.
    """
    lines = list(csv.DictReader(_shipped_name("product_aliases.csv").splitlines()))
    known: dict[str, list[str]] = {}
    for line in lines:
        if line["kind"] == "product":
            known.setdefault(line["name"].casefold(), []).append(line["alias"])
    return Catalogue.of(
        [
            Known(
                product.name,
                product.vendor,
                product.area.name if product.area else "",
                (
                    *(alias.name for alias in product.aliases.all()),
                    *known.get(product.name.casefold(), ()),
                ),
                product.pk,
            )
            for product in products
        ],
        others=[line["alias"] for line in lines if line["kind"] == "other"],
        vendor_aliases={line["alias"]: line["name"] for line in lines if line["kind"] == "vendor"},
    )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the catalogue says of one name: [product's key, score] for each candidate, the suggested one first."""

    product: int | None
    score: float | None
    reason: str
    candidates: list[tuple[int, float]]


def suggest_products(names: Sequence[tuple[str, str]], catalogue: Catalogue) -> list[Suggestion]:
    """(name, vendor) → a suggestion each, in the same order."""
    return [_suggestion(match) for match in match_names(names, catalogue)]


def _suggestion(match: Match) -> Suggestion:
    chosen = match.product.key if match.product else None
    scores: dict[int, float] = {}
    if isinstance(chosen, int):
        scores[chosen] = round(match.score or 0.0, 2)
    for other in match.alternatives:
        if isinstance(other.product.key, int):
            scores.setdefault(other.product.key, round(other.score, 2))
    score = scores.get(chosen) if isinstance(chosen, int) else None
    return Suggestion(
        chosen if isinstance(chosen, int) else None, score, match.reason, list(scores.items())
    )
