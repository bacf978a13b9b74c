"""A check: which rows it looks at, what each must have, and that in a sentence for whoever reads the figure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from samdrift.core.money import format_number
from samdrift.decisions.policy.queries.facts import Facts
from samdrift.decisions.policy.queries.results import Evidence, Result, count_evidence
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.models import FieldGroup

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

#: What a clause asks of its check beside a target: names of areas, codes of municipalities.
Asks = Mapping[str, Any]
Measure = Callable[[Facts, Asks], Iterable[Evidence]]


@dataclass(frozen=True)
class Check:
    """One way to measure a clause.

    of, fulfilling: «applications in use», «have a system owner today»: with the figures before they are a sentence.
    includes, excludes: what is counted and what isn't, where one could wonder.
    acts: who mends a row. group: the field group that the rows show, of an application.
    """

    name: str
    measure: Measure
    of: "StrPromise"
    fulfilling: "StrPromise"
    includes: "StrPromise | str" = ""
    excludes: "StrPromise | str" = ""
    acts: Role = Role.SYSTEM_OWNER
    group: FieldGroup | None = None
    least: int | None = None

    def __call__(self, facts: Facts, asks: Asks | None = None, target: int | None = None) -> Result:
        """Clauses that ask the same of one register have it looked through once."""
        key = (self.name, repr(asks or {}))
        if key not in facts.rows:
            facts.rows[key] = tuple(self.measure(facts, asks or {}))
        rows = facts.rows[key]
        return count_evidence(rows, target=100 if target is None else target, least=self.least)

    def sentence(self, result: Result) -> str:
        """What the figure counts, with its numerator and denominator."""
        words = _("%(done)s of %(total)s %(of)s %(fulfilling)s.") % {
            "done": format_number(result.done),
            "total": format_number(result.total),
            "of": self.of,
            "fulfilling": self.fulfilling,
        }
        if self.includes:
            words += " " + _("Counted: %(what)s.") % {"what": self.includes}
        if self.excludes:
            words += " " + _("Not counted: %(what)s.") % {"what": self.excludes}
        return words


def measures(**words: Any) -> Callable[[Measure], Check]:
    """Makes a check of a function that answers with its evidence."""

    def register(measure: Measure) -> Check:
        return Check(name=measure.__name__, measure=measure, **words)

    return register
