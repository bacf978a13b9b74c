"""The room's table of contents."""

from django.urls import path

from samdrift.decisions.planning.views import deciding, files, plans, proof, runs, scenarios

urlpatterns = [
    path("", scenarios.plan_overview, name="plan_overview"),
    path("scenario/nytt/", scenarios.scenario_add, name="scenario_add"),
    path("scenario/<int:pk>/", scenarios.scenario_page, name="scenario_page"),
    path("scenario/<int:pk>/andra/", scenarios.scenario_change, name="scenario_change"),
    path("scenario/<int:pk>/kopiera/", scenarios.scenario_copy, name="scenario_copy"),
    path("scenario/<int:pk>/ta-bort/", scenarios.scenario_remove, name="scenario_remove"),
    path("scenario/<int:pk>/las/", scenarios.pin_add, name="pin_add"),
    path("scenario/<int:pk>/las/<int:number>/ta-bort/", scenarios.pin_remove, name="pin_remove"),
    path("scenario/<int:pk>/grans/", scenarios.limit_add, name="limit_add"),
    path(
        "scenario/<int:pk>/grans/<int:number>/ta-bort/", scenarios.limit_remove, name="limit_remove"
    ),
    path("scenario/<int:pk>/berakna/", runs.plan_compute, name="plan_compute"),
    path("berakning/<int:pk>/", runs.run_page, name="run_page"),
    path("berakning/<int:pk>/stoppa/", runs.run_stop, name="run_stop"),
    path("berakning/<int:pk>/fortsatt/", runs.run_resume, name="run_resume"),
    path("jamfor/", deciding.plan_compare, name="plan_compare"),
    path("<int:pk>/", plans.plan_page, name="plan_page"),
    path("<int:pk>/idag-och-mal/", plans.plan_target, name="plan_target"),
    path("<int:pk>/atgarder/", plans.plan_measures, name="plan_measures"),
    path("<int:pk>/kostnader/", plans.plan_costs, name="plan_costs"),
    path("<int:pk>/granser/", plans.plan_limits, name="plan_limits"),
    path("<int:pk>/alternativ/", plans.plan_alternatives, name="plan_alternatives"),
    path("<int:pk>/antaganden/", plans.plan_assumptions, name="plan_assumptions"),
    path("<int:pk>/bevis/", proof.plan_proof, name="plan_proof"),
    path("<int:pk>/problem/", proof.plan_problem, name="plan_problem"),
    path("<int:pk>/svar/", proof.plan_answer, name="plan_answer"),
    path("<int:pk>/tabeller/", files.plan_workbook, name="plan_workbook"),
    path("<int:pk>/rapport/", files.plan_report, name="plan_report"),
    path("<int:pk>/tank-om/", deciding.plan_what_if, name="plan_what_if"),
    path("<int:pk>/foresla/", deciding.plan_propose, name="plan_propose"),
]
