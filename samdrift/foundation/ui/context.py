"""What every page needs to know about how this visitor wants to see it."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

SCHEME_COOKIE = "utseende"
SCHEMES = {
    "auto": _("As the device"),
    "light": pgettext_lazy("colours", "Light"),
    "dark": pgettext_lazy("colours", "Dark"),
}


def chosen_scheme(request: HttpRequest) -> str:
    """The visitor's colour scheme; what the cookie says, if it says something we have."""
    said = request.COOKIES.get(SCHEME_COOKIE, "")
    return said if said in SCHEMES else "auto"


def look(request: HttpRequest) -> dict[str, Any]:
    """Context processor: colour scheme and language."""
    return {
        "colour_scheme": chosen_scheme(request),
        "colour_schemes": SCHEMES.items(),
        "language": get_language() or "sv",
    }
