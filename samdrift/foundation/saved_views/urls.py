"""The room's table of contents."""

from django.urls import path

from samdrift.foundation.saved_views import views

urlpatterns = [
    path("", views.view_list, name="view_list"),
    path("ny/", views.view_save, name="view_save"),
    path("<int:pk>/andra/", views.view_change, name="view_change"),
    path("<int:pk>/ta-bort/", views.view_remove, name="view_remove"),
]
