"""Core's values about agreements → words."""

import datetime as dt

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from samdrift.core.agreement_state import State, StateOnDay
from samdrift.core.notice import Deviation, notice_deviations
from samdrift.foundation.ui.templatetags.ui import day as written
from samdrift.records.agreements.models import Agreement

STATE_WORDS = {
    State.EXPIRED_IN_USE: gettext_lazy("Ended but in use"),
    State.NOTICE_DUE: gettext_lazy("Give notice or let it be prolonged"),
    State.OPTION_OPEN: gettext_lazy("An option can be used"),
    State.PROCUREMENT_DUE: gettext_lazy("Procurement should begin"),
    State.RUNS: gettext_lazy("Runs"),
    State.NOT_BEGUN: gettext_lazy("Not begun"),
    State.NOTICE_GIVEN: gettext_lazy("Notice given"),
    State.OVER: gettext_lazy("Ended"),
}
STATE_TONES = {
    State.EXPIRED_IN_USE: "danger",
    State.NOTICE_DUE: "warning",
    State.OPTION_OPEN: "warning",
    State.PROCUREMENT_DUE: "warning",
    State.RUNS: "success",
    State.NOT_BEGUN: "neutral",
    State.NOTICE_GIVEN: "info",
    State.OVER: "neutral",
}
WHAT_TO_DO = {
    State.EXPIRED_IN_USE: gettext_lazy(
        "Make a new agreement, record that it was prolonged, or retire what it covers."
    ),
    State.NOTICE_DUE: gettext_lazy(
        "Decide whether to leave: give notice by the day, or do nothing and it is prolonged."
    ),
    State.OPTION_OPEN: gettext_lazy("Decide whether to use the option or to procure anew."),
    State.PROCUREMENT_DUE: gettext_lazy(
        "Begin procuring, together where others need the same, or retire what it covers."
    ),
}
_DEVIATIONS = {
    Deviation.OVER_ALREADY: gettext_lazy("the agreement was over %(day)s already"),
    Deviation.AFTER_LAST_DAY: gettext_lazy("notice was given after the last day, %(day)s"),
    Deviation.TOO_SHORT: ngettext_lazy(
        "the notice is shorter than %(months)s month: by the terms it ends %(day)s at the earliest",
        "the notice is shorter than %(months)s months: by the terms it ends %(day)s at the earliest",
        "months",
    ),
    Deviation.BEFORE_TERM_ENDS: gettext_lazy(
        "it ends before the term does: by the terms %(day)s at the earliest"
    ),
    Deviation.AFTER_FIXED_END: gettext_lazy("by the terms it ends %(day)s without notice"),
}


def standing_words(standing: StateOnDay) -> str:
    """Why an agreement stands where it does, in the reader's language, with days as people write them."""
    values = {
        name: written(value) if isinstance(value, dt.date) else value
        for name, value in standing.values.items()
    }
    return _(standing.reason) % values


def deviations_in_words(agreement: Agreement, given_on: dt.date, ends_on: dt.date) -> str:
    """How such a notice differs from the terms; empty where it keeps them. Stored, so in the language of all."""
    with translation.override(settings.LANGUAGE_CODE):
        return "; ".join(
            _DEVIATIONS[each.kind] % {"day": each.day, "months": agreement.notice_months}
            for each in notice_deviations(agreement.terms, given_on, ends_on)
        )


def option_deviation_in_words(over_on: dt.date) -> str:
    """That an option is used on an agreement that was over."""
    with translation.override(settings.LANGUAGE_CODE):
        return _DEVIATIONS[Deviation.OVER_ALREADY] % {"day": over_on}
