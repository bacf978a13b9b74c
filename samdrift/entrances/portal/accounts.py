"""How people come in: accounts are made by an administrator, never by signing up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

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
