"""The room's table of contents."""

from django.urls import path

from samdrift.records.spending import views

urlpatterns = [
    path("", views.cost_line_list, name="cost_line_list"),
    path("ny/", views.cost_line_add, name="cost_line_add"),
    path("<int:pk>/", views.cost_line_page, name="cost_line_page"),
    path("<int:pk>/ta-bort/", views.cost_line_remove, name="cost_line_remove"),
]
