"""The room's table of contents."""

from django.urls import path

from samdrift.records.competence import views

urlpatterns = [
    path("", views.competence_list, name="competence_list"),
    path("ny/", views.competence_record, name="competence_record"),
    path("utbildningsplan/<int:application>/", views.training_plan, name="training_plan"),
]
