"""The room's table of contents."""

from django.urls import path

from samdrift.decisions.policy.views import clause, earlier, policy

urlpatterns = [
    path("", policy.policy_page, name="policy"),
    path("last/", policy.policy_read, name="policy_read"),
    path("resultat/", policy.results_record, name="policy_results_record"),
    path("ny/", policy.policy_adopt, name="policy_adopt"),
    path("dokument/<int:pk>/foresla/", policy.document_propose, name="policy_document_propose"),
    path("genom-aren/", earlier.policy_list, name="policy_list"),
    path("genom-aren/<int:pk>/", earlier.earlier_policy_page, name="earlier_policy_page"),
    path(
        "genom-aren/<int:pk>/<str:code>/", earlier.earlier_clause_page, name="earlier_clause_page"
    ),
    path("jamfor/<int:old>/<int:new>/", earlier.policy_comparison, name="policy_comparison"),
    path("<str:code>/", clause.clause_page, name="clause_page"),
]
