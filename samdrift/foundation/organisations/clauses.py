"""What the policy that a federation follows says of a duty: the clauses that any room may cite.

The policy lies above every other room, and each federation has its own. So rooms know duties by stable words, the
policy's file says which clause lays each on whom, and the room `policy` answers here when it is made ready. Nothing
is cited where no policy is followed, or where it is silent.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from samdrift.foundation.organisations.models import Organisation


class Duty(StrEnum):
    ALIKE_IT_UNITS = "alike_it_units"
    BUDGET_PROCESS = "budget_process"
    CHANGES_TOLD = "changes_told"
    COLLABORATION = "collaboration"
    INTERNAL_COMMUNICATION = "internal_communication"
    JOINT_ORGANISATION = "joint_organisation"
    OWNER_APPROVES = "owner_approves"
    POLICY_DECIDED = "policy_decided"
    RESPONSIBILITY_DIVIDED = "responsibility_divided"
    SHARED_BY_POPULATION = "shared_by_population"
    SYSTEM_OWNER = "system_owner"
    TRAINING_BEFORE_USE = "training_before_use"
    VALUE_BEFORE_USE = "value_before_use"


@dataclass(frozen=True, slots=True)
class CitedClause:
    code: str
    text: str
    policy: str
    duties: tuple[str, ...]


Source = Callable[[Collection[int]], list[CitedClause]]
_SOURCES: list[Source] = []


def answer_for_clauses(source: Source) -> None:
    """Called by the room that keeps the policy, when it is made ready."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def clauses_followed(federation_ids: Collection[int]) -> list[CitedClause]:
    """Every clause of the policy that these federations follow, in its own order; none where they follow none."""
    return [clause for source in _SOURCES for clause in source(federation_ids)]


def clauses_about(duty: Duty, federation_ids: Collection[int]) -> tuple[str, ...]:
    """The codes of the clauses that lay a duty on somebody."""
    return tuple(each.code for each in clauses_followed(federation_ids) if duty in each.duties)


def citing(duty: Duty, federation: Organisation) -> dict[str, Any]:
    """What a proposal made by the system says of the policy: the clauses it serves, or that there are none."""
    followed = clauses_followed({federation.pk})
    codes = tuple(each.code for each in followed if duty in each.duties)
    silent = _("The policy that is followed has no clause about this.") if followed else ""
    return {"serves": codes, "cites_none_because": "" if codes else silent}


def cite_clauses(sentence: str, duty: Duty, federation_ids: Collection[int]) -> str:
    """A sentence with the clauses that say so before its full stop; as it is where the policy says nothing of it."""
    codes = clauses_about(duty, federation_ids)
    if not codes:
        return sentence
    stop = "." if sentence.endswith(".") else ""
    return f"{sentence.removesuffix('.')} ({', '.join(codes)}){stop}"
