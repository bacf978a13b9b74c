"""Spreadsheets → typed rows with findings, what their columns mean, and readers of single cells."""

from samdrift.core.tables.asides import Aside, asides
from samdrift.core.tables.choices import (
    CRITICALITIES,
    OPERATED,
    OVERLAPS,
    PHASES,
    VERDICTS,
    read_choices,
    read_code,
)
from samdrift.core.tables.columns import ColumnGuess, recognise
from samdrift.core.tables.cost_fields import COST_KINDS, COST_PHASES, COST_TYPES, COSTS
from samdrift.core.tables.date_style import DAY_FIRST, DateStyle, date_style
from samdrift.core.tables.dates import (
    AgreementEnd,
    is_blank,
    is_never,
    is_open_ended,
    notice_months,
    read_agreement_end,
    read_date,
    read_year,
)
from samdrift.core.tables.employee_fields import EMPLOYEES
from samdrift.core.tables.fields import (
    BY_NAME,
    FIELDS,
    REGISTER,
    Field,
    Vocabulary,
    field_of_heading,
)
from samdrift.core.tables.identity_numbers import is_identity_number, without_identity_numbers
from samdrift.core.tables.numbers import read_amount_ore, read_decimal, read_integer, read_yes_no
from samdrift.core.tables.people import (
    NamedPerson,
    OrganisationPath,
    read_organisation_path,
    read_people,
)
from samdrift.core.tables.reading import read_table
from samdrift.core.tables.safety import unpacked_size
from samdrift.core.tables.table import Cell, Limits, Place, Row, Table

__all__ = [
    "BY_NAME",
    "COSTS",
    "COST_KINDS",
    "COST_PHASES",
    "COST_TYPES",
    "CRITICALITIES",
    "DAY_FIRST",
    "EMPLOYEES",
    "FIELDS",
    "OPERATED",
    "OVERLAPS",
    "PHASES",
    "REGISTER",
    "VERDICTS",
    "AgreementEnd",
    "Aside",
    "Cell",
    "ColumnGuess",
    "DateStyle",
    "Field",
    "Limits",
    "NamedPerson",
    "OrganisationPath",
    "Place",
    "Row",
    "Table",
    "Vocabulary",
    "asides",
    "date_style",
    "field_of_heading",
    "is_blank",
    "is_identity_number",
    "is_never",
    "is_open_ended",
    "notice_months",
    "read_agreement_end",
    "read_amount_ore",
    "read_choices",
    "read_code",
    "read_date",
    "read_decimal",
    "read_integer",
    "read_organisation_path",
    "read_people",
    "read_table",
    "read_year",
    "read_yes_no",
    "recognise",
    "unpacked_size",
    "without_identity_numbers",
]
