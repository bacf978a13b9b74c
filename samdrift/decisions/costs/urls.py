"""The room's table of contents."""

from django.urls import path

from samdrift.decisions.costs.views import bearing, explaining, overview, rules, settlements, shares

urlpatterns = [
    path("", overview.cost_overview, name="cost_overview"),
    path("kommun/<int:pk>/", bearing.municipality_page, name="municipality_page"),
    path("forvaltning/<int:pk>/", bearing.department_page, name="department_page"),
    path("mina/", bearing.own_applications, name="own_applications"),
    path("gemensamma/<int:pk>/", overview.joint_cost_page, name="joint_cost_page"),
    path("satsningar/<int:pk>/", overview.initiative_cost_page, name="initiative_cost_page"),
    path("andelar/", shares.share_list, name="share_list"),
    path("andelar/ny/", shares.share_add, name="share_add"),
    path("andelar/alla/", shares.share_all, name="share_all"),
    path("andelar/rad/<int:pk>/", explaining.share_line_page, name="share_line_page"),
    path("andelar/<int:pk>/", shares.share_page, name="share_page"),
    path("andelar/<int:pk>/foresla/", shares.share_propose, name="share_propose"),
    path("andelar/<int:pk>/ta-bort/", shares.share_discard, name="share_discard"),
    path("regler/", rules.rule_list, name="sharing_rule_list"),
    path("regler/ny/", rules.rule_add, name="sharing_rule_add"),
    path("debitering/", settlements.settlement_list, name="settlement_list"),
    path("debitering/ny/", settlements.settlement_add, name="settlement_add"),
    path("debitering/rad/<int:pk>/", explaining.charge_page, name="charge_page"),
    path("debitering/<int:pk>/", settlements.settlement_page, name="settlement_page"),
    path("debitering/<int:pk>/ratta/", settlements.settlement_correct, name="settlement_correct"),
]
