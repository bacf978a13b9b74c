"""The room's table of contents: how people come in, and the pages that show several rooms."""

from allauth.account import views as accounts
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from samdrift.entrances.portal.views import about, calendars, password, search, start


class Alphanumeric(StringConverter):
    """Letters and digits: up to the first hyphen, for what follows may hold hyphens of its own."""

    regex = "[0-9A-Za-z]+"


register_converter(Alphanumeric, "alphanumeric")

account_urls = [
    path("logga-in/", accounts.login, name="account_login"),
    path("logga-ut/", accounts.logout, name="account_logout"),
    path("konto/", login_not_required(accounts.signup), name="account_signup"),
    path("konto/stangt/", login_not_required(accounts.account_inactive), name="account_inactive"),
    path("konto/losenord/", password.password_change, name="account_change_password"),
    path("konto/bekrafta/", accounts.reauthenticate, name="account_reauthenticate"),
    path("glomt/", login_not_required(accounts.password_reset), name="account_reset_password"),
    path(
        "glomt/skickat/",
        login_not_required(accounts.password_reset_done),
        name="account_reset_password_done",
    ),
    path(
        "glomt/<alphanumeric:uidb36>-<path:key>/",
        login_not_required(accounts.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "glomt/klart/",
        login_not_required(accounts.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("konto/kommunen/", include("allauth.socialaccount.urls")),
    path("konto/kommunen/", include("allauth.socialaccount.providers.openid_connect.urls")),
]

urlpatterns = [
    path("", start.start, name="start"),
    path("sok/", search.search, name="search"),
    path("att-gora/", start.waiting_list, name="waiting"),
    path("kalender/", calendars.calendar_page, name="calendar_page"),
    path("kalender/aterkalla/", calendars.calendar_revoke, name="calendar_revoke"),
    path(
        "kalender/<str:secret>.ics",
        login_not_required(calendars.calendar_feed),  # by the person's own secret address
        name="calendar_feed",
    ),
    path("om/tillganglighet/", about.accessibility, name="accessibility"),
    path("om/personuppgifter/", about.personal_data, name="personal_data"),
    *account_urls,
]
