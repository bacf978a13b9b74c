"""The room's table of contents."""

from django.urls import path

from samdrift.decisions.budgeting import views

urlpatterns = [
    path("budgetbegaran/", views.request_list, name="budget_request_list"),
    path("budgetbegaran/<int:pk>/", views.request_page, name="budget_request_page"),
    path("budgetbegaran/<int:pk>/skicka/", views.request_send, name="budget_request_send"),
    path("budgetbegaran/<int:pk>/beslut/", views.request_decide, name="budget_request_decide"),
    path("ryms/<int:pk>/", views.proposal_fits, name="proposal_fits"),
]
