"""The room's table of contents."""

from django.urls import path

from samdrift.records.competence import views

urlpatterns = [
    path("", views.competence_list, name="competence_list"),
    path("ny/", views.competence_record, name="competence_record"),
    path("<int:pk>/", views.competence_page, name="competence_page"),
    path("<int:pk>/bekrafta/", views.competence_confirm, name="competence_confirm"),
    path("<int:pk>/avboj/", views.competence_refuse, name="competence_refuse"),
    path("<int:pk>/ta-tillbaka/", views.competence_take_back, name="competence_take_back"),
    path("utbildningsplan/<int:application>/", views.training_plan, name="training_plan"),
]
