"""The room's table of contents."""

from django.urls import path

from samdrift.decisions.policy import views

urlpatterns = [
    path("", views.policy_page, name="policy"),
    path("last/", views.policy_read, name="policy_read"),
    path("resultat/", views.results_record, name="policy_results_record"),
    path("ny/", views.policy_adopt, name="policy_adopt"),
    path("<str:code>/", views.clause_page, name="clause_page"),
]
