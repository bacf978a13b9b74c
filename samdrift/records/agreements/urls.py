"""The room's table of contents."""

from django.urls import path

from samdrift.records.agreements import views
from samdrift.records.agreements.panels import AGREEMENT_TABS

urlpatterns = [
    path("", views.agreement_list, name="agreement_list"),
    path("nytt/", views.agreement_add, name="agreement_add"),
    path("upphandlingstider/", views.procurement_times, name="procurement_times"),
    path("upphandlingstider/nya/", views.procurement_times_add, name="procurement_times_add"),
    path(
        "upphandlingstider/<int:pk>/andra/",
        views.procurement_times_change,
        name="procurement_times_change",
    ),
    path("<int:pk>/", views.agreement_page, name="agreement_page"),
    path("<int:pk>/andra/", views.agreement_change, name="agreement_change"),
    path("<int:pk>/part/", views.party_add, name="agreement_party_add"),
    path("<int:pk>/part/<int:party>/ta-bort/", views.party_remove, name="agreement_party_remove"),
    path("<int:pk>/uppsagning/", views.notice_give, name="agreement_notice"),
    path("<int:pk>/option/", views.option_use, name="agreement_option"),
    *(
        path(f"<int:pk>/{each.key}/", views.agreement_tab, {"tab": each.key}, "agreement_tab")
        for each in AGREEMENT_TABS
    ),
]
