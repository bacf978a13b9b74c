"""How people come in: accounts are made by an administrator, never by signing up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from samdrift.foundation.organisations.actions import record_failed_sign_in, record_sign_in
from samdrift.foundation.organisations.models import Person


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Person, **values: Any) -> HttpResponse:
        """Every sign-in is logged, by password or by the municipality's provider."""
        record_sign_in(by=user)
        response: HttpResponse = super().post_login(request, user, **values)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """So is every attempt that failed, without what an unknown typed."""
        record_failed_sign_in(str(credentials.get("email") or ""))

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that attempts to sign in are counted by: what the outermost proxy of ours saw.

        What a client writes itself stands before that and is passed over. A request that came past the proxies
        counts by the address that it came from.
        """
        proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
        passed = [
            each.strip()
            for each in request.headers.get("X-Forwarded-For", "").split(",")
            if each.strip()
        ]
        if proxies and len(passed) >= proxies:
            return passed[-proxies]
        return str(request.META.get("REMOTE_ADDR") or "unknown")


class IdentityProviders(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """A municipality's provider signs in people whom an administrator has added; it makes nobody."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
