"""The room's table of contents."""

from django.urls import path

from samdrift.records.spending.views import (
    approving,
    budgeting,
    cost_lines,
    delegations,
    follow_up,
    frames,
    initiatives,
    sheets,
    waiting,
)

urlpatterns = [
    path("", cost_lines.cost_line_list, name="cost_line_list"),
    path("ny/", cost_lines.cost_line_add, name="cost_line_add"),
    path("attestera/", approving.cost_approval, name="cost_approval"),
    path("attestera/vantar/", waiting.cost_waiting, name="cost_waiting"),
    path("attestregler/", delegations.approval_rule_list, name="approval_rule_list"),
    path("attestregler/<int:pk>/", delegations.approval_rule_set, name="approval_rule_set"),
    path("delegationer/", delegations.delegation_list, name="delegation_list"),
    path("delegationer/ny/", delegations.delegation_add, name="delegation_add"),
    path("delegationer/<int:pk>/", delegations.delegation_end, name="delegation_end"),
    path("kalkylblad/", sheets.cost_sheets, name="cost_sheets"),
    path("kalkylblad/hamta/", sheets.cost_sheet, name="cost_sheet"),
    path("kopiera/", budgeting.cost_copy, name="cost_copy"),
    path("uppfoljning/", follow_up.cost_follow_up, name="cost_follow_up"),
    path("uppfoljning/<int:pk>/", follow_up.application_follow_up, name="application_follow_up"),
    path("ur-avtal/", budgeting.cost_derive, name="cost_derive"),
    path("ramar/", frames.frame_list, name="frame_list"),
    path("ramar/ny/", frames.frame_set, name="frame_set"),
    path("satsningar/", initiatives.initiative_list, name="initiative_list"),
    path("satsningar/ny/", initiatives.initiative_add, name="initiative_add"),
    path("satsningar/<int:pk>/", initiatives.initiative_page, name="initiative_page"),
    path("satsningar/<int:pk>/kommun/", initiatives.initiative_join, name="initiative_join"),
    path("<int:pk>/", cost_lines.cost_line_page, name="cost_line_page"),
    path("<int:pk>/andra/", cost_lines.cost_line_change, name="cost_line_change"),
    path("<int:pk>/attestera/", approving.cost_line_approve, name="cost_line_approve"),
    path("<int:pk>/aterlamna/", approving.cost_line_return, name="cost_line_return"),
    path("<int:pk>/ta-bort/", cost_lines.cost_line_remove, name="cost_line_remove"),
]
