"""How a status and a grade are said and coloured."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samdrift.decisions.policy.models import Policy
from samdrift.decisions.policy.queries import Grade, Status
from samdrift.decisions.policy.queries.validity import Validity, Verdict

STATUS_WORDS = {
    Status.FULFILLED: gettext_lazy("Fulfilled"),
    Status.PARTLY: gettext_lazy("Partly fulfilled"),
    Status.NOT: gettext_lazy("Not fulfilled"),
    Status.NO_DATA: gettext_lazy("Nothing to judge by"),
    Status.NOT_MEASURED: gettext_lazy("Not measured yet"),
    Status.BY_HAND: gettext_lazy("Followed up by people"),
}
STATUS_TONES = {
    Status.FULFILLED: "success",
    Status.PARTLY: "warning",
    Status.NOT: "danger",
    Status.NO_DATA: "neutral",
    Status.NOT_MEASURED: "neutral",
    Status.BY_HAND: "neutral",
}
#: Green, amber, red, and three that judge nothing, as places in the charts' palette.
STATUS_COLOURS = {
    Status.FULFILLED: 2,
    Status.PARTLY: 1,
    Status.NOT: 5,
    Status.NO_DATA: 3,
    Status.NOT_MEASURED: 6,
    Status.BY_HAND: 4,
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
    Verdict.ADOPTED: gettext_lazy("Holds"),
    Verdict.REJECTED: gettext_lazy("Does not hold: rejected"),
    Verdict.RETURNED: gettext_lazy("Does not hold: returned"),
    Verdict.OTHER_BODY: gettext_lazy("Does not hold: decided by another body"),
    Verdict.UNDECIDED: gettext_lazy("Not decided"),
}
VERDICT_TONES = {
    Verdict.ADOPTED: "success",
    Verdict.REJECTED: "danger",
    Verdict.RETURNED: "danger",
    Verdict.OTHER_BODY: "warning",
    Verdict.UNDECIDED: "neutral",
}


def validity_sentence(policy: Policy, found: Sequence[Validity]) -> str:
    """Where the policy holds, and where and why it doesn't."""
    period = {"first": policy.valid_from, "last": policy.valid_until}
    if not any(each.standings for each in found):
        return _("For %(first)s – %(last)s. Who is to decide on it is not said.") % period
    holding = [each for each in found if each.verdict is Verdict.ADOPTED]
    words = ngettext(
        "Holds %(first)s – %(last)s in %(number)s municipality of %(all)s.",
        "Holds %(first)s – %(last)s in %(number)s municipalities of %(all)s.",
        len(holding),
    ) % {**period, "number": len(holding), "all": len(found)}
    reasons = (
        (Verdict.REJECTED, _("Rejected in: %(who)s.")),
        (Verdict.RETURNED, _("Returned in: %(who)s.")),
        (
            Verdict.OTHER_BODY,
            _("Decided by another body than the one that is to decide in: %(who)s."),
        ),
        (Verdict.UNDECIDED, _("Not wholly decided in: %(who)s.")),
    )
    for verdict, sentence in reasons:
        those = [str(each.organisation) for each in found if each.verdict is verdict]
        if those:
            words += " " + sentence % {"who": ", ".join(those)}
    return words
