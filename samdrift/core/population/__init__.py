"""Statistics Sweden's answers about population → figures by municipality and day; and the questions to ask.

read = read_population_file(path.read_bytes())
for figure in read.figures: print(figure.code, figure.on, figure.value, figure.source_table, figure.perturbed)
for finding in read.findings: print(finding)
"""

from samdrift.core.population.queries import (
    LAST_FROZEN_YEAR,
    SCB,
    Query,
    ServiceLimits,
    earliest_call,
    limits_of,
    queries,
    tables_for,
)
from samdrift.core.population.reading import (
    Inhabitants,
    PopulationRead,
    read_population,
    read_population_file,
)
from samdrift.core.population.shipped import (
    Municipality,
    shipped_municipalities,
    shipped_population,
    shipped_population_on,
)

__all__ = [
    "LAST_FROZEN_YEAR",
    "SCB",
    "Inhabitants",
    "Municipality",
    "PopulationRead",
    "Query",
    "ServiceLimits",
    "earliest_call",
    "limits_of",
    "queries",
    "read_population",
    "read_population_file",
    "shipped_municipalities",
    "shipped_population",
    "shipped_population_on",
    "tables_for",
]
