"""Register facts → opportunities to collaborate, each with its reasons (policy, chapter 4).

assumed = Assumptions(today=dt.date(2009, 1, 1))
found = detect(facts, assumed)
for opportunity in found:
    print(opportunity.rank.score, opportunity.name, [str(reason) for reason in evidence(opportunity, assumed)])
"""

from samdrift.core.opportunities.detect import detect
from samdrift.core.opportunities.document import opportunities_document
from samdrift.core.opportunities.evidence import Reason, assumptions_told, evidence
from samdrift.core.opportunities.facts import ApplicationFact, Assumptions, Shape, Trigger
from samdrift.core.opportunities.opportunity import Opportunity, Rank, Saving, Window

__all__ = [
    "ApplicationFact",
    "Assumptions",
    "Opportunity",
    "Rank",
    "Reason",
    "Saving",
    "Shape",
    "Trigger",
    "Window",
    "assumptions_told",
    "detect",
    "evidence",
    "opportunities_document",
]
