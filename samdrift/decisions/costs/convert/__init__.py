"""Rows ↔ core's sharing and settlement, and what is frozen of them."""

from samdrift.decisions.costs.convert.books import (
    Books,
    books_of,
)
from samdrift.decisions.costs.convert.content import (
    cost_line_facts,
    in_words,
    share_content,
    share_values,
)
from samdrift.decisions.costs.convert.departments import (
    department_lines,
)
from samdrift.decisions.costs.convert.explaining import (
    ExplainedCharge,
    ExplainedLine,
    explained_charge,
    explained_line,
)
from samdrift.decisions.costs.convert.exporting import (
    SERIES,
    DraftInvoice,
    draft_invoices,
    draft_vouchers,
    invoice_findings,
    invoices_by_number,
    may_be_written,
    voucher_bytes,
    voucher_findings,
)
from samdrift.decisions.costs.convert.joint import (
    POLICY_RULE,
    JointCost,
    joint_costs,
)
from samdrift.decisions.costs.convert.reckoning import (
    Basis,
    KeyDates,
    counted_again,
    kept_rule,
    population_on,
    reckon,
)
from samdrift.decisions.costs.convert.settling import (
    charges_of,
    grounds_of,
    recomputed,
    settlement_content,
    shared_cost,
)
from samdrift.decisions.costs.convert.words import (
    percent,
    rule_figures,
    rule_words,
)

__all__ = [
    "POLICY_RULE",
    "SERIES",
    "Basis",
    "Books",
    "DraftInvoice",
    "ExplainedCharge",
    "ExplainedLine",
    "JointCost",
    "KeyDates",
    "books_of",
    "charges_of",
    "cost_line_facts",
    "counted_again",
    "department_lines",
    "draft_invoices",
    "draft_vouchers",
    "explained_charge",
    "explained_line",
    "grounds_of",
    "in_words",
    "invoice_findings",
    "invoices_by_number",
    "joint_costs",
    "kept_rule",
    "may_be_written",
    "percent",
    "population_on",
    "reckon",
    "recomputed",
    "rule_figures",
    "rule_words",
    "settlement_content",
    "share_content",
    "share_values",
    "shared_cost",
    "voucher_bytes",
    "voucher_findings",
]
