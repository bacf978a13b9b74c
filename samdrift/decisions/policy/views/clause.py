"""A clause with its figure, what the figure counts, and every row behind it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.policy.models import Clause
from samdrift.decisions.policy.present import state_sentence
from samdrift.decisions.policy.queries import judge, read_facts, visible_clauses
from samdrift.decisions.policy.queries.evidence import visible_evidence
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.ui.charts import LineChart, Series, line_chart
from samdrift.foundation.ui.page import page
from samdrift.foundation.ui.pages import page_steps

RESULTS_SHOWN = 24
DAYS_DRAWN = 12


def clause_page(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    rows = visible_clauses(person).select_related("policy__federation")
    clause = get_object_or_404(rows, code=code)
    facts = read_facts(clause.policy, today())
    judged = judge(clause, facts)
    context = {
        "title": _("Clause %(code)s") % {"code": clause.code},
        "breadcrumbs": [
            {"label": _("The policy"), "url": reverse("policy")},
            {"label": clause.code},
        ],
        "clause": clause,
        "judged": judged,
        "state_words": state_sentence(clause.policy, judged.state),
        "results": list(clause.results.all()[:RESULTS_SHOWN]),
        "history_chart": _history_chart(clause),
    }
    if judged.check is not None and judged.result is not None:
        asked = request.GET.get("sida", "")
        number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1
        found = visible_evidence(person, judged.check, judged.result, facts, number)
        steps = page_steps(request.GET, found.page.number, found.page.paginator.num_pages)
        context |= {"evidence": found, "pages": steps}
    return page(request, "policy/clause_page.html", context)


def _history_chart(clause: Clause) -> object:
    """Per cent fulfilled on the latest days kept, as the clause's rule of today measures it; None before the second."""
    kept = clause.results.filter(check_name=clause.check_name, total__gt=0)[:DAYS_DRAWN]
    days = sorted(kept, key=lambda each: each.on)
    if len(days) < 2:
        return None
    return line_chart(
        LineChart(
            name="punktens-historia",
            title=_("Per cent fulfilled, day by day"),
            description=_("The latest days on which results were kept."),
            places=[each.on.isoformat() for each in days],
            place_head=_("Day"),
            series=[Series(_("Fulfilled"), [100 * each.done // each.total for each in days])],
            unit="%",
        )
    )
