"""Everything that can happen to a change notice: drafted, sent, answered, withdrawn."""

from samdrift.decisions.notices.actions.notices import (
    acknowledge_notice,
    change_notice,
    discard_notice,
    draft_notice,
    mail_notice_again,
    previewed_notice,
    remind_recipients,
    send_notice,
    withdraw_notice,
)

__all__ = [
    "acknowledge_notice",
    "change_notice",
    "discard_notice",
    "draft_notice",
    "mail_notice_again",
    "previewed_notice",
    "remind_recipients",
    "send_notice",
    "withdraw_notice",
]
