"""How a status and a grade are said and coloured."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samdrift.decisions.policy.models import Policy
from samdrift.decisions.policy.queries import CheckStatus, Grade
from samdrift.decisions.policy.queries.validity import PolicyState, Validity, ValidityVerdict

STATUS_WORDS = {
    CheckStatus.FULFILLED: gettext_lazy("Fulfilled"),
    CheckStatus.PARTLY: gettext_lazy("Partly fulfilled"),
    CheckStatus.NOT: gettext_lazy("Not fulfilled"),
    CheckStatus.NO_DATA: gettext_lazy("Nothing to judge by"),
    CheckStatus.NOT_MEASURED: gettext_lazy("Not measured yet"),
    CheckStatus.BY_HAND: gettext_lazy("Followed up by people"),
    CheckStatus.NOT_JUDGED: gettext_lazy("Not judged yet"),
}
STATUS_TONES = {
    CheckStatus.FULFILLED: "success",
    CheckStatus.PARTLY: "warning",
    CheckStatus.NOT: "danger",
    CheckStatus.NO_DATA: "neutral",
    CheckStatus.NOT_MEASURED: "neutral",
    CheckStatus.BY_HAND: "neutral",
    CheckStatus.NOT_JUDGED: "neutral",
}
#: Green, amber, red, and those that judge nothing, as places in the charts' palette.
STATUS_COLOURS = {
    CheckStatus.FULFILLED: 2,
    CheckStatus.PARTLY: 1,
    CheckStatus.NOT: 5,
    CheckStatus.NO_DATA: 3,
    CheckStatus.NOT_MEASURED: 6,
    CheckStatus.BY_HAND: 4,
    CheckStatus.NOT_JUDGED: 3,
}
GRADE_WORDS = {
    Grade.FULFILS: gettext_lazy("Fulfils"),
    Grade.VULNERABLE: gettext_lazy("Vulnerable"),
    Grade.LACKING: gettext_lazy("Lacking"),
    Grade.NOT_ASKED: gettext_lazy("Not asked for"),
}
GRADE_TONES = {
    Grade.FULFILS: "success",
    Grade.VULNERABLE: "warning",
    Grade.LACKING: "danger",
    Grade.NOT_ASKED: "neutral",
}
VERDICT_WORDS = {
    ValidityVerdict.ADOPTED: gettext_lazy("Holds"),
    ValidityVerdict.REJECTED: gettext_lazy("Does not hold: rejected"),
    ValidityVerdict.RETURNED: gettext_lazy("Does not hold: returned"),
    ValidityVerdict.OTHER_BODY: gettext_lazy("Does not hold: decided by another body"),
    ValidityVerdict.UNDECIDED: gettext_lazy("Not decided"),
}
VERDICT_TONES = {
    ValidityVerdict.ADOPTED: "success",
    ValidityVerdict.REJECTED: "danger",
    ValidityVerdict.RETURNED: "danger",
    ValidityVerdict.OTHER_BODY: "warning",
    ValidityVerdict.UNDECIDED: "neutral",
}


def state_sentence(policy: Policy, state: PolicyState) -> str:
    """Why the policy does not hold today; empty while it does."""
    sentences = {
        PolicyState.NOT_ADOPTED: _(
            "No municipality has adopted the policy yet. Its clauses and goals are judged from then on."
        ),
        PolicyState.NOT_BEGUN: _(
            "The policy holds from %(first)s. Its clauses and goals are judged from then on."
        ),
        PolicyState.OVER: _(
            "The policy's time is over: it was for %(first)s – %(last)s, and none holds after it."
        ),
        PolicyState.OVER_UNADOPTED: _(
            "The policy's time is over: it was for %(first)s – %(last)s, and no municipality adopted it."
        ),
    }
    if state is PolicyState.HOLDS:
        return ""
    return sentences[state] % {"first": policy.valid_from, "last": policy.valid_until}


def validity_sentence(policy: Policy, found: Sequence[Validity], state: PolicyState) -> str:
    """Where the policy holds, and where and why it doesn't."""
    period = {"first": policy.valid_from, "last": policy.valid_until}
    why_not = state_sentence(policy, state)
    if not any(each.standings for each in found):
        return (
            why_not or _("For %(first)s – %(last)s. Who is to decide on it is not said.") % period
        )
    holding = [each for each in found if each.verdict is ValidityVerdict.ADOPTED]
    words = why_not or ngettext(
        "Holds %(first)s – %(last)s in %(number)s municipality of %(all)s.",
        "Holds %(first)s – %(last)s in %(number)s municipalities of %(all)s.",
        len(holding),
    ) % {**period, "number": len(holding), "all": len(found)}
    reasons = (
        (ValidityVerdict.REJECTED, _("Rejected in: %(who)s.")),
        (ValidityVerdict.RETURNED, _("Returned in: %(who)s.")),
        (
            ValidityVerdict.OTHER_BODY,
            _("Decided by another body than the one that is to decide in: %(who)s."),
        ),
        (ValidityVerdict.UNDECIDED, _("Not wholly decided in: %(who)s.")),
    )
    for verdict, sentence in reasons:
        those = [str(each.organisation) for each in found if each.verdict is verdict]
        if those:
            words += " " + sentence % {"who": ", ".join(those)}
    return words
