"""A clause's status as a coloured word with its figure."""

from django import template
from django.utils.safestring import SafeString

from samdrift.decisions.policy.models import CheckResult
from samdrift.decisions.policy.queries import ClauseStatus, PolicyStatus, Status
from samdrift.decisions.policy.views import STATUS_TONES, STATUS_WORDS
from samdrift.foundation.ui.templatetags.ui import tag

register = template.Library()


@register.simple_tag
def status_tag(judged: ClauseStatus) -> SafeString:
    """The status, and how many of how many where that says more."""
    words = str(STATUS_WORDS[judged.status])
    if judged.result is not None and judged.result.total > 1:
        words = f"{words} {judged.result.done}/{judged.result.total}"
    return tag(words, STATUS_TONES[judged.status])


@register.simple_tag
def kept_status(result: CheckResult) -> SafeString:
    status = Status(result.status)
    return tag(STATUS_WORDS[status], STATUS_TONES[status])


@register.simple_tag
def status_counts(policy: PolicyStatus) -> list[dict[str, object]]:
    """How many clauses stand where, for the figures of the start page."""
    return [
        {
            "value": policy.counts[status],
            "label": STATUS_WORDS[status],
            "tone": STATUS_TONES[status],
        }
        for status in Status
        if policy.counts[status]
    ]
