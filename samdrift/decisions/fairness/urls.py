"""The room's table of contents."""

from django.urls import path

from samdrift.decisions.fairness.views import all_costs, alone, keys, one_cost

urlpatterns = [
    path("tjanar-alla/", all_costs.fairness_overview, name="fairness_overview"),
    path("tjanar-alla/nyckel/", keys.all_costs_key, name="all_costs_key"),
    path(
        "gemensamma/<int:pk>/tjanar-alla/", one_cost.joint_cost_fairness, name="joint_cost_fairness"
    ),
    path("gemensamma/<int:pk>/nyckel/", keys.joint_cost_key, name="joint_cost_key"),
    path(
        "satsningar/<int:pk>/tjanar-alla/", one_cost.initiative_fairness, name="initiative_fairness"
    ),
    path("satsningar/<int:pk>/nyckel/", keys.initiative_key, name="initiative_key"),
    path("gemensamma/<int:pk>/ensam/", alone.joint_cost_alone, name="joint_cost_alone"),
    path("satsningar/<int:pk>/ensam/", alone.initiative_alone, name="initiative_alone"),
    path("andelar/<int:pk>/ensam/", alone.share_alone, name="share_alone"),
    path("andelar/<int:pk>/tjanar-alla/", one_cost.share_fairness, name="share_fairness"),
]
