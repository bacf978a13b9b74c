"""The room's table of contents."""

from django.urls import path

from samdrift.decisions.sharing.views import departments, rules, shares

urlpatterns = [
    path("andelar/", shares.share_list, name="share_list"),
    path("andelar/ny/", shares.share_add, name="share_add"),
    path("andelar/alla/", shares.share_all, name="share_all"),
    path("andelar/<int:pk>/", shares.share_page, name="share_page"),
    path("andelar/<int:pk>/foresla/", shares.share_propose, name="share_propose"),
    path("andelar/<int:pk>/ta-bort/", shares.share_discard, name="share_discard"),
    path("regler/", rules.rule_list, name="sharing_rule_list"),
    path("regler/ny/", rules.rule_add, name="sharing_rule_add"),
    path("regler/<int:pk>/", rules.rule_page, name="sharing_rule_page"),
    path("regler/<int:pk>/andra/", rules.rule_change, name="sharing_rule_change"),
    path("regler/<int:pk>/beslut/", rules.rule_decide, name="sharing_rule_decide"),
    path("regler/<int:pk>/avsluta/", rules.rule_end, name="sharing_rule_end"),
    path("forvaltningsregler/", departments.department_rule_list, name="department_rule_list"),
    path(
        "forvaltningsregler/ny/<int:pk>/",
        departments.department_rule_add,
        name="department_rule_add",
    ),
    path(
        "forvaltningsregler/<int:pk>/",
        departments.department_rule_page,
        name="department_rule_page",
    ),
    path(
        "forvaltningsregler/<int:pk>/avsluta/",
        departments.department_rule_end,
        name="department_rule_end",
    ),
]
