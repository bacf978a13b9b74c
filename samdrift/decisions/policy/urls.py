"""The room's table of contents."""

from django.urls import path

from samdrift.decisions.policy import views

urlpatterns = [
    path("", views.policy_page, name="policy"),
    path("last/", views.policy_read, name="policy_read"),
    path("resultat/", views.results_record, name="policy_results_record"),
    path("ny/", views.policy_adopt, name="policy_adopt"),
    path("dokument/<int:pk>/foresla/", views.document_propose, name="policy_document_propose"),
    path("genom-aren/", views.policy_list, name="policy_list"),
    path("genom-aren/<int:pk>/", views.earlier_policy_page, name="earlier_policy_page"),
    path("genom-aren/<int:pk>/<str:code>/", views.earlier_clause_page, name="earlier_clause_page"),
    path("jamfor/<int:old>/<int:new>/", views.policy_comparison, name="policy_comparison"),
    path("<str:code>/", views.clause_page, name="clause_page"),
]
