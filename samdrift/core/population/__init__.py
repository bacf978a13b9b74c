"""Statistics Sweden's answers about population → figures by municipality and day; and the questions to ask.

read = read_population_file(path.read_bytes())
for figure in read.figures: print(figure.code, figure.on, figure.value, figure.source_table, figure.perturbed)
for finding in read.findings: print(finding)
"""

from samdrift.core.population.queries import (
    SCB,
    Query,
    ServiceLimits,
    earliest_call,
    limits_of,
    queries,
    tables_for,
)
from samdrift.core.population.reading import (
    Figure,
    PopulationRead,
    read_population,
    read_population_file,
)

__all__ = [
    "SCB",
    "Figure",
    "PopulationRead",
    "Query",
    "ServiceLimits",
    "earliest_call",
    "limits_of",
    "queries",
    "read_population",
    "read_population_file",
    "tables_for",
]
