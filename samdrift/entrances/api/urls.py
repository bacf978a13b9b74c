"""The API's table of contents. The operations themselves stand in one module a room."""

from django.urls import URLPattern, URLResolver, path, re_path

from samdrift.entrances.api import refusals, views

patterns, api_name, namespace = views.api.urls  # a module with `app_name` would be a namespace
for pattern in patterns:
    # The API asks for a token or a session itself, and answers in JSON.
    pattern.callback = refusals.answers_in_words(pattern.callback)
    vars(pattern.callback)["login_required"] = False

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.description, name="api_description"),
    path("openapi.json", views.openapi, name="api_openapi"),
    path("nycklar/", views.token_list, name="token_list"),
    path("nycklar/<int:pk>/aterkalla/", views.token_revoke, name="token_revoke"),
    path("v1/", (patterns, api_name, namespace)),
    re_path("^v1/", views.nowhere),
]
