"""The room's table of contents."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from samdrift.foundation.messages import views

urlpatterns = [
    path("", views.message_list, name="message_list"),
    path("valj/", views.message_choices, name="message_choices"),
    path("fastnade/", views.message_failed, name="message_failed"),
    path("<int:pk>/igen/", views.message_mail_again, name="message_mail_again"),
    # by the address in a letter: whoever follows it has not signed in, and a mail program that does carries no cookie
    path(
        "avsta/<str:token>/",
        login_not_required(csrf_exempt(views.message_unsubscribe)),
        name="message_unsubscribe",
    ),
]
