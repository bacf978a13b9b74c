"""The rules by which costs are shared."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.decisions.costs import actions
from samdrift.decisions.costs.forms import RuleForm
from samdrift.decisions.costs.queries import (
    visible_rules,
)
from samdrift.decisions.costs.views.asking import (
    require_costs,
    require_federation,
    sharing_federation,
)
from samdrift.foundation.organisations.access import signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.page import form_page, page


def rule_list(request: HttpRequest) -> HttpResponse:
    person = require_costs(request)
    add = {"label": _("New rule"), "url": reverse("sharing_rule_add"), "icon": "plus"}
    context = {
        "title": _("Sharing rules"),
        "lead": _("Costs are shared by population unless something else is agreed (P6.5)."),
        "breadcrumbs": [
            {"label": _("Costs"), "url": reverse("cost_overview")},
            {"label": _("Sharing rules")},
        ],
        "actions": [{**add, "primary": True}] if sharing_federation(person) else [],
        "rules": visible_rules(person),
    }
    return page(request, "costs/rule_list.html", context)


def rule_add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    federation = require_federation(person, Permission.SHARE_COSTS)

    def save() -> str:
        actions.agree_on_rule(by=person, federation=federation, **form.cleaned_data)
        return reverse("sharing_rule_list")

    form = RuleForm(request.POST or None, person=person, initial={"starts_on": today()})
    context = {
        "title": _("New sharing rule"),
        "lead": _("A rule before it for the same costs ends the day before."),
        "cancel_url": reverse("sharing_rule_list"),
    }
    return form_page(request, form, save, context)
