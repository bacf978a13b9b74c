"""What the pages of several rooms say of the same thing."""

from dataclasses import dataclass

from django import template

from samdrift.decisions.notices.models import Acknowledgement, AnswerState
from samdrift.foundation.organisations.clock import today

register = template.Library()
TONES = {
    AnswerState.READ: "success",
    AnswerState.WAITING: "warning",
    AnswerState.OVERDUE: "danger",
    AnswerState.NOT_NEEDED: "neutral",
}


@dataclass(frozen=True)
class ShownState:
    label: str
    tone: str


@register.simple_tag
def answer_state(row: Acknowledgement) -> ShownState:
    """How far the answer to a change notice has come today: the same words and colour on every page."""
    state = row.answer_state(today())
    return ShownState(str(state.label), TONES[state])
