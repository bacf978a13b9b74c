"""The policy's clauses as the search of every page finds them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samdrift.decisions.policy.models import Clause
from samdrift.decisions.policy.queries.status import visible_clauses
from samdrift.foundation.organisations.finding import Find, FindKind


def _tell_clause(clause: Clause) -> Find:
    return Find(clause.code, reverse("clause_page", args=[clause.code]), clause.text)


FINDS = [
    FindKind(
        "clause",
        _("Clauses of the policy"),
        rows=visible_clauses,
        tell=_tell_clause,
        title="code",
        model="policy.Clause",
        fields=("code", "text"),
        order=70,
    ),
]
