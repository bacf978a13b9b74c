"""The room's table of contents."""

from django.urls import path

from samdrift.decisions.planning import views

urlpatterns = [
    path("", views.plan_overview, name="plan_overview"),
    path("scenario/nytt/", views.scenario_add, name="scenario_add"),
    path("scenario/<int:pk>/", views.scenario_page, name="scenario_page"),
    path("scenario/<int:pk>/andra/", views.scenario_change, name="scenario_change"),
    path("<int:pk>/", views.plan_page, name="plan_page"),
    path("<int:pk>/problem/", views.plan_problem, name="plan_problem"),
    path("<int:pk>/foresla/", views.plan_propose, name="plan_propose"),
]
