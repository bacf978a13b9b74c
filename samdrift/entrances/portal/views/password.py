"""One's own password, for those who have one."""

from allauth.account import views as accounts
from django.http import Http404, HttpRequest, HttpResponseBase

from samdrift.foundation.organisations.access import signed_in


def password_change(request: HttpRequest) -> HttpResponseBase:
    """Who comes in through the municipality's provider has no password here to change."""
    if not signed_in(request).has_usable_password():
        raise Http404
    answer: HttpResponseBase = accounts.password_change(request)
    return answer
