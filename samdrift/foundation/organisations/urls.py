"""The room's table of contents."""

from django.urls import path

from samdrift.foundation.organisations import views
from samdrift.foundation.organisations.panels import ORGANISATION_TABS

urlpatterns = [
    path("", views.organisation_list, name="organisation_list"),
    path("ny/", views.organisation_add, name="organisation_add"),
    path("it-enheter/", views.it_unit_comparison, name="it_unit_comparison"),
    path("funktioner/", views.function_list, name="function_list"),
    path("funktioner/ny/", views.function_add, name="function_add"),
    path("funktioner/<int:pk>/", views.function_page, name="function_page"),
    path("funktioner/<int:pk>/andra/", views.function_rename, name="function_rename"),
    path("funktioner/<int:pk>/godkann/", views.function_accept, name="function_accept"),
    path("funktioner/<int:pk>/slaihop/", views.function_merge, name="function_merge"),
    path("funktioner/<int:pk>/ta-bort/", views.function_remove, name="function_remove"),
    path("funktioner/<int:pk>/enhet/", views.function_give, name="function_give"),
    path(
        "funktioner/<int:pk>/enhet/<int:held>/avsluta/",
        views.function_take_away,
        name="function_take_away",
    ),
    path("andringar/<int:pk>/", views.change_set_page, name="change_set"),
    path("andringar/<int:pk>/angra/", views.change_set_undo, name="change_set_undo"),
    path("personer/", views.person_list, name="person_list"),
    path("personer/<int:pk>/", views.person_page, name="person_page"),
    path("personer/<int:pk>/andra/", views.person_change, name="person_change"),
    path("personer/<int:pk>/slaihop/", views.person_merge_choose, name="person_merge_choose"),
    path("personer/<int:pk>/slaihop/<int:other>/", views.person_merge, name="person_merge"),
    path("personer/<int:pk>/isar/<int:merge>/", views.merge_undo, name="merge_undo"),
    path("personer/<int:pk>/personuppgifter/", views.person_data, name="person_data"),
    path("personer/<int:pk>/radera/", views.person_erase, name="person_erase"),
    path("personer/<int:pk>/inbjudan/", views.person_invite, name="person_invite"),
    path("personer/<int:pk>/anstallning/", views.employment_add, name="employment_add"),
    path(
        "personer/<int:pk>/anstallning/<int:employment>/",
        views.employment_change,
        name="employment_change",
    ),
    path(
        "personer/<int:pk>/anstallning/<int:employment>/avsluta/",
        views.employment_close,
        name="employment_close",
    ),
    path("personer/<int:pk>/roll/", views.appointment_add, name="appointment_add"),
    path(
        "personer/<int:pk>/roll/<int:appointment>/avsluta/",
        views.appointment_end,
        name="appointment_end",
    ),
    path("<int:pk>/", views.organisation_page, name="organisation_page"),
    *(
        path(f"<int:pk>/{each.key}/", views.organisation_tab, {"tab": each.key}, "organisation_tab")
        for each in ORGANISATION_TABS
    ),
    path("<int:pk>/andra/", views.organisation_change, name="organisation_change"),
    path("<int:pk>/stang/", views.organisation_close, name="organisation_close"),
    path("<int:pk>/slaihop/", views.organisation_merge, name="organisation_merge"),
    path("<int:pk>/ta-bort/", views.organisation_remove, name="organisation_remove"),
    path("<int:pk>/medlemskap/", views.membership_add, name="membership_add"),
    path("<int:pk>/medlemskap/<int:row>/", views.membership_change, name="membership_change"),
    path("<int:pk>/enhet/", views.unit_add, name="unit_add"),
    path("<int:pk>/enhet/<int:unit>/", views.unit_change, name="unit_change"),
    path("<int:pk>/enhet/<int:unit>/stang/", views.unit_close, name="unit_close"),
    path("<int:pk>/enhet/<int:unit>/flytta/", views.unit_move, name="unit_move"),
    path("<int:pk>/enhet/<int:unit>/slaihop/", views.unit_merge, name="unit_merge"),
    path("<int:pk>/enhet/<int:unit>/ta-bort/", views.unit_remove, name="unit_remove"),
    path("<int:pk>/person/", views.person_add, name="person_add"),
]
