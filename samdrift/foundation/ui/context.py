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


DENSITY_COOKIE = "tathet"
DENSITIES = {"tat": pgettext_lazy("density", "Dense"), "rymlig": pgettext_lazy("density", "Roomy")}


def chosen_scheme(request: HttpRequest) -> str:
    """The visitor's colour scheme; what the cookie says, if it says something we have."""
    said = request.COOKIES.get(SCHEME_COOKIE, "")
    return said if said in SCHEMES else "auto"


def chosen_density(request: HttpRequest) -> str:
    """How close the rows of lists stand; dense unless the cookie says otherwise."""
    said = request.COOKIES.get(DENSITY_COOKIE, "")
    return said if said in DENSITIES else "tat"


def look(request: HttpRequest) -> dict[str, Any]:
    """Context processor: colour scheme, how close the rows of lists stand, and language."""
    return {
        "density": chosen_density(request),
        "densities": DENSITIES.items(),
        "colour_scheme": chosen_scheme(request),
        "colour_schemes": SCHEMES.items(),
        "language": get_language() or "sv",
    }
