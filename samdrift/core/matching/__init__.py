"""Names in many registers → products of one catalogue."""

from samdrift.core.matching.answers import Alternative, Match
from samdrift.core.matching.catalogue import Catalogue, Product, read_catalogue
from samdrift.core.matching.decide import match, match_document, match_names, name_rows

__all__ = [
    "Alternative",
    "Catalogue",
    "Match",
    "Product",
    "match",
    "match_document",
    "match_names",
    "name_rows",
    "read_catalogue",
]
