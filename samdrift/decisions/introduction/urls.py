"""The room's table of contents."""

from django.urls import path

from samdrift.decisions.introduction.views import balance, delays, plans, report, steps

urlpatterns = [
    path("", plans.introduction_list, name="introduction_list"),
    path("balans/", balance.balance_page, name="balance_page"),
    path("ny/<int:plan>/", plans.introduction_add, name="introduction_add"),
    path("<int:pk>/", plans.introduction_page, name="introduction_page"),
    path("<int:pk>/steg/", steps.step_list, name="step_list"),
    path("<int:pk>/rapport/", report.introduction_report, name="introduction_report"),
    path(
        "<int:pk>/kommun/<int:organisation>/",
        plans.introduction_of_one,
        name="introduction_of_one",
    ),
    path("steg/<int:pk>/", steps.step_page, name="step_page"),
    path("steg/<int:pk>/ansvarig/", steps.step_assign, name="step_assign"),
    path("steg/<int:pk>/borja/", steps.step_begin, name="step_begin"),
    path("steg/<int:pk>/klart/", steps.step_complete, name="step_complete"),
    path("steg/<int:pk>/flytta/", delays.step_slip, name="step_slip"),
    path("steg/<int:pk>/avbryt/", steps.step_cancel, name="step_cancel"),
    path("steg/<int:pk>/oppna/", steps.step_reopen, name="step_reopen"),
]
