"""The room's table of contents."""

from django.urls import path

from samdrift.decisions.collaboration import proposing, views

urlpatterns = [
    path("", views.opportunity_list, name="opportunity_list"),
    path("mojlighet/<str:address>/", views.opportunity_page, name="opportunity_page"),
    path(
        "mojlighet/<str:address>/foresla/",
        proposing.opportunity_propose,
        name="opportunity_propose",
    ),
    path("nivaer/", views.level_overview, name="level_overview"),
    path("nivaer/ny/", views.level_name, name="level_add"),
    path("nivaer/<int:pk>/", views.level_name, name="level_name"),
    path("nivaer/applikation/<int:application>/", views.level_record, name="level_record"),
]
