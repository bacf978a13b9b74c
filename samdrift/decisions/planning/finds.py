"""Plans as the search of every page finds them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samdrift.decisions.planning.models import Plan
from samdrift.decisions.planning.queries import WITHOUT_DOCUMENTS, visible_plans
from samdrift.foundation.organisations.finding import Find, FindKind


def _tell_plan(plan: Plan) -> Find:
    return Find(str(plan.scenario), reverse("plan_page", args=[plan.pk]), f"{plan.computed_on}")


FINDS = [
    FindKind(
        "plan",
        _("Plans"),
        rows=lambda reader: visible_plans(reader).defer(*WITHOUT_DOCUMENTS),
        tell=_tell_plan,
        title="scenario__name",
        model="planning.Plan",
        texts=lambda plan: [plan.scenario.name],
        others=(("planning.Scenario", lambda scenario: scenario.plans.defer(*WITHOUT_DOCUMENTS)),),
        order=60,
    ),
]
