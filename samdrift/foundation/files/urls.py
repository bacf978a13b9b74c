"""The room's table of contents."""

from django.urls import path

from samdrift.foundation.files import views

urlpatterns = [
    path("<slug:kind>/<int:pk>/ny/", views.attachment_add, name="attachment_add"),
    path("<int:pk>/", views.attachment_fetch, name="attachment_fetch"),
    path("<int:pk>/andra/", views.attachment_rename, name="attachment_rename"),
    path("<int:pk>/ta-bort/", views.attachment_remove, name="attachment_remove"),
]
