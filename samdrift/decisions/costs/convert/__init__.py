"""Rows ↔ core's sharing and settlement, and what is frozen of them."""

from samdrift.decisions.costs.convert.account_rows import (
    accounts_in,
)
from samdrift.decisions.costs.convert.alone import (
    AloneFigure,
    Source,
    alone_figures,
)
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
from samdrift.decisions.costs.convert.fairness import (
    FOLLOWING_USE,
    JudgedCost,
    KeyEffect,
    Model,
    judge_cost,
    judged_together,
    key_effects,
)
from samdrift.decisions.costs.convert.files import (
    ascii_name,
    booking_csv,
    booking_table,
    booking_xlsx,
    files_of,
    invoices_in,
    papers_of,
    sie_content,
    vouchers_in,
    zip_files,
)
from samdrift.decisions.costs.convert.joint import (
    POLICY_RULE,
    JointCost,
    joint_costs,
)
from samdrift.decisions.costs.convert.key_content import (
    key_content,
    rule_content,
)
from samdrift.decisions.costs.convert.settlement_report import (
    settlement_report,
)
from samdrift.decisions.costs.convert.settling import (
    charges_of,
    grounds_of,
    recompute_content,
    settlement_content,
    shared_cost,
)
from samdrift.decisions.costs.convert.share_calculation import (
    Basis,
    KeyDates,
    calculate_shares,
    kept_rule,
    population_on,
    recalculation_agrees,
)
from samdrift.decisions.costs.convert.shared import (
    SharedCost,
    shared_costs,
    shared_of,
)
from samdrift.decisions.costs.convert.words import (
    key_words,
    percent,
    rule_figures,
    rule_words,
)

__all__ = [
    "FOLLOWING_USE",
    "POLICY_RULE",
    "SERIES",
    "AloneFigure",
    "Basis",
    "Books",
    "DraftInvoice",
    "ExplainedCharge",
    "ExplainedLine",
    "JointCost",
    "JudgedCost",
    "KeyDates",
    "KeyEffect",
    "Model",
    "SharedCost",
    "Source",
    "accounts_in",
    "alone_figures",
    "ascii_name",
    "booking_csv",
    "booking_table",
    "booking_xlsx",
    "books_of",
    "calculate_shares",
    "charges_of",
    "cost_line_facts",
    "department_lines",
    "draft_invoices",
    "draft_vouchers",
    "explained_charge",
    "explained_line",
    "files_of",
    "grounds_of",
    "in_words",
    "invoice_findings",
    "invoices_by_number",
    "invoices_in",
    "joint_costs",
    "judge_cost",
    "judged_together",
    "kept_rule",
    "key_content",
    "key_effects",
    "key_words",
    "may_be_written",
    "papers_of",
    "percent",
    "population_on",
    "recalculation_agrees",
    "recompute_content",
    "rule_content",
    "rule_figures",
    "rule_words",
    "settlement_content",
    "settlement_report",
    "share_content",
    "share_values",
    "shared_cost",
    "shared_costs",
    "shared_of",
    "sie_content",
    "usual_key_date",
    "voucher_bytes",
    "voucher_findings",
    "vouchers_in",
    "zip_files",
]
