"""Rules, shares, charges and settlements, accounts, notices and budget requests."""

from samdrift.decisions.costs.models.accounts import (
    AccountMapping,
    BillingDetails,
    Direction,
)
from samdrift.decisions.costs.models.alone import StandAloneCost
from samdrift.decisions.costs.models.export import (
    Export,
    ExportedDocument,
    ExportKind,
)
from samdrift.decisions.costs.models.notice import (
    Acknowledgement,
    AnswerState,
    ChangeKind,
    ChangeNotice,
    Mailed,
    NoticeConsequence,
    NoticeState,
)
from samdrift.decisions.costs.models.request import (
    BudgetRequest,
    RequestStatus,
)
from samdrift.decisions.costs.models.rule import (
    DepartmentKey,
    DepartmentRule,
    KeyKind,
    RuleState,
    SharingRule,
    Vat,
)
from samdrift.decisions.costs.models.settlement import (
    Charge,
    Settlement,
    SettlementKind,
)
from samdrift.decisions.costs.models.share import (
    DepartmentLine,
    Share,
    ShareLine,
)

__all__ = [
    "AccountMapping",
    "Acknowledgement",
    "AnswerState",
    "BillingDetails",
    "BudgetRequest",
    "ChangeKind",
    "ChangeNotice",
    "Charge",
    "DepartmentKey",
    "DepartmentLine",
    "DepartmentRule",
    "Direction",
    "Export",
    "ExportKind",
    "ExportedDocument",
    "KeyKind",
    "Mailed",
    "NoticeConsequence",
    "NoticeState",
    "RequestStatus",
    "RuleState",
    "Settlement",
    "SettlementKind",
    "Share",
    "ShareLine",
    "SharingRule",
    "StandAloneCost",
    "Vat",
]
