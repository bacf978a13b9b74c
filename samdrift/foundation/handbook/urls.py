"""The room's table of contents."""

from django.urls import path

from samdrift.foundation.handbook import views

urlpatterns = [
    path("", views.handbook_page, name="handbook"),
    path("tips/<slug:hint>/stang/", views.hint_close, name="hint_close"),
    path("tillagg/<int:pk>/andra/", views.addition_change, name="handbook_addition_change"),
    path("tillagg/<int:pk>/ta-bort/", views.addition_remove, name="handbook_addition_remove"),
    path("<slug:chapter>/", views.chapter_page, name="handbook_chapter"),
    path(
        "<slug:chapter>/<slug:section>/tillagg/",
        views.addition_write,
        name="handbook_addition_write",
    ),
]
