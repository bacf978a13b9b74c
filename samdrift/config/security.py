"""What every answer says to the browser: what it may load, where it may be shown, and that nothing of it is kept."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}


#: For what is saved as a file: a browser that shows it all the same lets it load and run nothing.
POLICY_OF_FILES = "default-src 'none'; sandbox; frame-ancestors 'none'"


class SafetyHeaders:
    """The same headers on every answer without exceptions, also those that a middleware gives. Stands first."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response[name] = value
        if response.get("Content-Disposition", "").startswith("attachment"):
            response["Content-Security-Policy"] = POLICY_OF_FILES
        return response


class NeverStored:
    """Everything but static files: no browser and no proxy keeps it, so nothing can be read after signing out.

    Stands below what serves the static files, which may be kept for good.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Cache-Control"] = "private, no-store"
        return response
