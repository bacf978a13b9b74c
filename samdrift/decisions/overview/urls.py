"""The room's table of contents."""

from django.urls import path

from samdrift.decisions.overview.views import joint_costs, municipality_costs

urlpatterns = [
    path("", joint_costs.cost_overview, name="cost_overview"),
    path("kommun/<int:pk>/", municipality_costs.municipality_page, name="municipality_page"),
    path("forvaltning/<int:pk>/", municipality_costs.department_page, name="department_page"),
    path("mina/", municipality_costs.own_applications, name="own_applications"),
    path("gemensamma/<int:pk>/", joint_costs.joint_cost_page, name="joint_cost_page"),
    path("satsningar/<int:pk>/", joint_costs.initiative_cost_page, name="initiative_cost_page"),
]
