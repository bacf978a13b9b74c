"""What a clause, a row and a municipality stand for as coloured words."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from samdrift.decisions.policy.models import CheckResult
from samdrift.decisions.policy.present import (
    GRADE_TONES,
    GRADE_WORDS,
    STATUS_TONES,
    STATUS_WORDS,
    VERDICT_TONES,
    VERDICT_WORDS,
    state_sentence,
)
from samdrift.decisions.policy.queries import (
    CheckStatus,
    ClauseStatus,
    Counted,
    Evidence,
    PolicyStatus,
)
from samdrift.decisions.policy.queries.validity import DocumentStanding, Validity
from samdrift.foundation.ui.templatetags.ui import figure, named_figure, tag

register = template.Library()


@register.simple_tag
def status_tag(judged: ClauseStatus) -> SafeString:
    """The status, and how many of how many where that says more."""
    words: object = STATUS_WORDS[judged.status]
    result = judged.result
    if result is not None and result.total > 1 and judged.status is not CheckStatus.NOT_JUDGED:
        words = share_words(judged.status, result.done, result.total)
        text = f"{words} {result.done}/{result.total}"
        words = named_figure(f"{result.done}/{result.total}", text, judged.figure_name)
    return tag(words, STATUS_TONES[judged.status])


def share_words(status: CheckStatus, done: int, total: int) -> str:
    """The status in words that tell two of 29 from 56 of 60: partly is a small part, a part or the greater part."""
    if status != CheckStatus.PARTLY:
        return str(STATUS_WORDS[status])
    if 3 * done < total:
        return gettext("Fulfilled to a small part")
    return gettext("Fulfilled in part") if 3 * done < 2 * total else gettext("Mostly fulfilled")


@register.simple_tag
def grade_tag(evidence: Evidence) -> SafeString:
    return tag(GRADE_WORDS[evidence.grade], GRADE_TONES[evidence.grade])


@register.simple_tag
def validity_tag(validity: Validity) -> SafeString:
    return tag(VERDICT_WORDS[validity.verdict], VERDICT_TONES[validity.verdict])


@register.simple_tag
def standing_words(standing: DocumentStanding) -> SafeString:
    return tag(standing.words, VERDICT_TONES[standing.verdict])


@register.simple_tag
def kept_status(result: CheckResult) -> SafeString:
    status = CheckStatus(result.status)
    return tag(share_words(status, result.done, result.total), STATUS_TONES[status])


@register.simple_tag
def policy_state_words(found: Counted) -> str:
    """Why the policy does not hold today; empty while it does."""
    return state_sentence(found.status.policy, found.state)


@register.simple_tag
def status_counts(policy: PolicyStatus) -> list[dict[str, object]]:
    """How many clauses stand where, for the figures of the start page."""
    return [
        {
            "value": figure(policy.counts[status], "thousands", "policy.clauses", status),
            "label": STATUS_WORDS[status],
            "tone": STATUS_TONES[status],
        }
        for status in CheckStatus
        if policy.counts[status]
    ]
