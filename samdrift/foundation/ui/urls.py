from django.urls import path

from samdrift.foundation.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.choose_scheme, name="choose_scheme"),
    path("tathet/", views.choose_density, name="choose_density"),
]
