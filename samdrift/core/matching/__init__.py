"""Names in many registers → products of one catalogue."""

from samdrift.core.matching.answers import Alternative, Match
from samdrift.core.matching.catalogue import Catalogue, Product, read_catalogue
from samdrift.core.matching.companies import company_key, near_companies
from samdrift.core.matching.decide import match, match_document, match_names, name_rows
from samdrift.core.matching.names import is_same_company

__all__ = [
    "Alternative",
    "Catalogue",
    "Match",
    "Product",
    "company_key",
    "is_same_company",
    "match",
    "match_document",
    "match_names",
    "name_rows",
    "near_companies",
    "read_catalogue",
]
