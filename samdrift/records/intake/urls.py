"""The room's table of contents."""

from django.urls import path

from samdrift.records.intake import views

urlpatterns = [
    path("", views.upload_list, name="upload_list"),
    path("ny/", views.upload_new, name="upload_new"),
    path("kostnader/ny/", views.cost_upload_new, name="cost_upload_new"),
    path("anstallda/ny/", views.employee_upload_new, name="employee_upload_new"),
    path("anstallda/<int:pk>.<str:kind>", views.employee_export, name="employee_export"),
    path("lista/<slug:slug>/ny/", views.list_upload_new, name="list_upload_new"),
    path("lista/<slug:slug>/<int:pk>.<str:kind>", views.list_export, name="list_export"),
    path("mall.<str:kind>", views.upload_template, name="upload_template"),
    path("<int:pk>/", views.upload_page, name="upload"),
    path("<int:pk>/kolumner/", views.upload_columns, name="upload_columns"),
    path("<int:pk>/produkter/", views.upload_products, name="upload_products"),
    path("<int:pk>/produkter/nya/", views.upload_new_products, name="upload_new_products"),
    path("<int:pk>/granska/", views.upload_preview, name="upload_preview"),
    path("<int:pk>/anmarkningar/", views.upload_findings, name="upload_findings"),
    path("<int:pk>/rader/", views.upload_rows, name="upload_rows"),
    path("<int:pk>/rader-med-fel/", views.upload_refused, name="upload_refused"),
    path("<int:pk>/stoppa/", views.upload_stop, name="upload_stop"),
    path("<int:pk>/avbryt/", views.upload_abandon, name="upload_abandon"),
]
