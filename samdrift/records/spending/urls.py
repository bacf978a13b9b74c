"""The room's table of contents."""

from django.urls import path

from samdrift.records.spending.views import approving, cost_lines, initiatives

urlpatterns = [
    path("", cost_lines.cost_line_list, name="cost_line_list"),
    path("ny/", cost_lines.cost_line_add, name="cost_line_add"),
    path("attestera/", approving.cost_approval, name="cost_approval"),
    path("satsningar/", initiatives.initiative_list, name="initiative_list"),
    path("satsningar/ny/", initiatives.initiative_add, name="initiative_add"),
    path("satsningar/<int:pk>/", initiatives.initiative_page, name="initiative_page"),
    path("satsningar/<int:pk>/kommun/", initiatives.initiative_join, name="initiative_join"),
    path("<int:pk>/", cost_lines.cost_line_page, name="cost_line_page"),
    path("<int:pk>/attestera/", approving.cost_line_approve, name="cost_line_approve"),
    path("<int:pk>/aterlamna/", approving.cost_line_return, name="cost_line_return"),
    path("<int:pk>/ta-bort/", cost_lines.cost_line_remove, name="cost_line_remove"),
]
