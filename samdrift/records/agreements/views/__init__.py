"""Pages about agreements: the list with its picture, and each agreement's own page with what can be done to it."""

from samdrift.records.agreements.views.agreement_page import agreement_page, agreement_tab
from samdrift.records.agreements.views.lists import agreement_list
from samdrift.records.agreements.views.pages import (
    agreement_add,
    agreement_change,
    notice_give,
    option_use,
    party_add,
    party_remove,
)
from samdrift.records.agreements.views.times import (
    procurement_times,
    procurement_times_add,
    procurement_times_change,
)

__all__ = [
    "agreement_add",
    "agreement_change",
    "agreement_list",
    "agreement_page",
    "agreement_tab",
    "notice_give",
    "option_use",
    "party_add",
    "party_remove",
    "procurement_times",
    "procurement_times_add",
    "procurement_times_change",
]
