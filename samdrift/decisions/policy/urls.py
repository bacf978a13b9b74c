"""The room's table of contents."""

from django.urls import path

from samdrift.decisions.policy.views import clause, draft, earlier, policy

urlpatterns = [
    path("", policy.policy_page, name="policy"),
    path("last/", policy.policy_read, name="policy_read"),
    path("resultat/", policy.results_record, name="policy_results_record"),
    path("ny/", policy.policy_adopt, name="policy_adopt"),
    path("mall/", draft.policy_template, name="policy_template"),
    path("utkast/<int:pk>/", draft.draft_page, name="policy_draft"),
    path("utkast/<int:pk>/andra/", draft.draft_change, name="policy_draft_change"),
    path("utkast/<int:pk>/punkt/", draft.clause_add, name="draft_clause_add"),
    path("utkast/<int:pk>/mal/", draft.goal_add, name="draft_goal_add"),
    path("utkast/punkt/<int:clause>/andra/", draft.clause_change, name="draft_clause_change"),
    path("utkast/punkt/<int:clause>/ta-bort/", draft.clause_remove, name="draft_clause_remove"),
    path("utkast/mal/<int:goal>/andra/", draft.goal_change, name="draft_goal_change"),
    path("utkast/mal/<int:goal>/ta-bort/", draft.goal_remove, name="draft_goal_remove"),
    path("dokument/<int:pk>/foresla/", policy.document_propose, name="policy_document_propose"),
    path("genom-aren/", earlier.policy_list, name="policy_list"),
    path("genom-aren/<int:pk>/", earlier.earlier_policy_page, name="earlier_policy_page"),
    path(
        "genom-aren/<int:pk>/<str:code>/", earlier.earlier_clause_page, name="earlier_clause_page"
    ),
    path("jamfor/<int:old>/<int:new>/", earlier.policy_comparison, name="policy_comparison"),
    path("<str:code>/", clause.clause_page, name="clause_page"),
]
