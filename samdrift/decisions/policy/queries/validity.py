"""Where the policy holds: what each municipality's bodies have decided about its documents."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from samdrift.decisions.governance.models import Decision, Outcome
from samdrift.decisions.policy.models import Policy, PolicyDocument
from samdrift.foundation.organisations.models import Organisation

#: By the proposal's and the organisation's primary key, oldest first, none that a later one has corrected.
Decisions = Mapping[tuple[int, int], Sequence[Decision]]


class ValidityVerdict(StrEnum):
    ADOPTED = "adopted"
    REJECTED = "rejected"
    RETURNED = "returned"
    OTHER_BODY = "other_body"  # adopted, but not by the body that is to decide
    UNDECIDED = "undecided"


class PolicyState(StrEnum):
    """Where the policy is in its life. Only one that holds, or has held, is judged."""

    HOLDS = "holds"
    NOT_ADOPTED = "not_adopted"  # no municipality has adopted every document of it
    NOT_BEGUN = "not_begun"
    OVER = "over"
    OVER_UNADOPTED = "over_unadopted"

    @property
    def is_judged(self) -> bool:
        return self in {PolicyState.HOLDS, PolicyState.OVER}


@dataclass(frozen=True)
class DocumentStanding:
    """What one municipality has decided about one document."""

    document: PolicyDocument
    organisation: Organisation
    verdict: ValidityVerdict
    words: str
    on: dt.date | None = None


@dataclass(frozen=True)
class Validity:
    """Does the policy hold in one municipality: yes where every document is adopted, no where one is rejected."""

    organisation: Organisation
    standings: Sequence[DocumentStanding]

    @property
    def verdict(self) -> ValidityVerdict:
        verdicts = {each.verdict for each in self.standings}
        for verdict in (
            ValidityVerdict.REJECTED,
            ValidityVerdict.RETURNED,
            ValidityVerdict.OTHER_BODY,
            ValidityVerdict.UNDECIDED,
        ):
            if verdict in verdicts:
                return verdict
        return ValidityVerdict.ADOPTED if verdicts else ValidityVerdict.UNDECIDED


def standing_of(
    document: PolicyDocument, organisation: Organisation, decisions: Decisions
) -> DocumentStanding:
    """The latest decision by the body that is to decide; another body's adoption is told but doesn't count."""
    if document.proposal_id is None:
        words = _("not put to decision")
        return DocumentStanding(document, organisation, ValidityVerdict.UNDECIDED, words)
    made = decisions.get((document.proposal_id, organisation.pk), ())
    right = [each for each in made if each.body == document.decided_by]
    last = right[-1] if right else (made[-1] if made else None)
    if last is None:
        words = _("not decided; %(body)s decides") % {"body": document.get_decided_by_display()}
        return DocumentStanding(document, organisation, ValidityVerdict.UNDECIDED, words)
    if last.outcome == Outcome.ADOPTED and not right:
        verdict = ValidityVerdict.OTHER_BODY
        words = _("adopted by %(body)s %(day)s, but %(decides)s is to decide") % {
            "body": last.body_words,
            "day": last.on,
            "decides": document.get_decided_by_display(),
        }
    else:
        verdict = ValidityVerdict(last.outcome)
        words = _("%(outcome)s by %(body)s %(day)s %(paragraph)s") % {
            "outcome": last.get_outcome_display(),
            "body": last.body_words,
            "day": last.on,
            "paragraph": last.paragraph or last.case_number,
        }
    return DocumentStanding(document, organisation, verdict, words.strip(), last.on)


def validities(
    documents: Sequence[PolicyDocument], members: Sequence[Organisation], decisions: Decisions
) -> list[Validity]:
    return [
        Validity(member, [standing_of(document, member, decisions) for document in documents])
        for member in members
    ]


def state_of(policy: Policy, found: Sequence[Validity], on: dt.date) -> PolicyState:
    """By its time and by who has adopted it; what is not said who decides on is taken to be adopted."""
    documents = [each.standings for each in found if each.standings]
    is_adopted = not documents or any(each.verdict is ValidityVerdict.ADOPTED for each in found)
    if policy.valid_until < on:
        return PolicyState.OVER if is_adopted else PolicyState.OVER_UNADOPTED
    if not is_adopted:
        return PolicyState.NOT_ADOPTED
    return PolicyState.NOT_BEGUN if on < policy.valid_from else PolicyState.HOLDS
