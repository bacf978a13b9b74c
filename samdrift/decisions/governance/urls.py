"""The room's table of contents."""

from django.urls import path

from samdrift.decisions.governance import views

urlpatterns = [
    path("", views.proposal_list, name="proposal_list"),
    path("nytt/", views.proposal_add, name="proposal_add"),
    path("<int:pk>/", views.proposal_page, name="proposal_page"),
    path("<int:pk>/innehall.json", views.proposal_content, name="proposal_content"),
    path("<int:pk>/beslut/", views.decision_add, name="decision_add"),
    path("<int:pk>/mote/", views.proposal_take_up, name="proposal_take_up"),
    path("<int:pk>/aterkalla/", views.proposal_withdraw, name="proposal_withdraw"),
]
