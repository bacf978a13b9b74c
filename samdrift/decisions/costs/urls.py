"""The room's table of contents."""

from django.urls import path

from samdrift.decisions.costs import views

urlpatterns = [
    path("", views.cost_overview, name="cost_overview"),
    path("gemensamma/<int:pk>/", views.joint_cost_page, name="joint_cost_page"),
    path("andelar/", views.share_list, name="share_list"),
    path("andelar/ny/", views.share_add, name="share_add"),
    path("andelar/<int:pk>/", views.share_page, name="share_page"),
    path("andelar/<int:pk>/foresla/", views.share_propose, name="share_propose"),
    path("andelar/<int:pk>/ta-bort/", views.share_discard, name="share_discard"),
    path("regler/", views.rule_list, name="sharing_rule_list"),
    path("regler/ny/", views.rule_add, name="sharing_rule_add"),
]
