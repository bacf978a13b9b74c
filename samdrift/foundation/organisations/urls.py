"""The room's table of contents."""

from django.urls import path

from samdrift.foundation.organisations import views

urlpatterns = [
    path("", views.organisation_list, name="organisation_list"),
    path("ny/", views.organisation_add, name="organisation_add"),
    path("it-enheter/", views.it_unit_comparison, name="it_unit_comparison"),
    path("personer/", views.person_list, name="person_list"),
    path("personer/<int:pk>/", views.person_page, name="person_page"),
    path("personer/<int:pk>/roll/", views.appointment_add, name="appointment_add"),
    path(
        "personer/<int:pk>/roll/<int:appointment>/avsluta/",
        views.appointment_end,
        name="appointment_end",
    ),
    path("<int:pk>/", views.organisation_page, name="organisation_page"),
    path("<int:pk>/enhet/", views.unit_add, name="unit_add"),
    path("<int:pk>/enhet/<int:unit>/", views.unit_change, name="unit_change"),
    path("<int:pk>/person/", views.person_add, name="person_add"),
]
