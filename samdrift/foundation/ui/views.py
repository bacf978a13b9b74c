"""The visitor's own choices of how pages look."""

from collections.abc import Container

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from samdrift.foundation.ui.address import address_sent_along
from samdrift.foundation.ui.context import DENSITIES, DENSITY_COOKIE, SCHEME_COOKIE, SCHEMES

YEAR_SECONDS = 365 * 24 * 60 * 60


@login_not_required
@require_POST
def choose_scheme(request: HttpRequest) -> HttpResponse:
    """Remember a colour scheme in a cookie and go back to the page it was chosen on."""
    return _remember(request, SCHEME_COOKIE, SCHEMES)


@login_not_required
@require_POST
def choose_density(request: HttpRequest) -> HttpResponse:
    """Remember how close the rows of lists stand and go back to the list it was chosen on."""
    return _remember(request, DENSITY_COOKIE, DENSITIES)


def _remember(request: HttpRequest, cookie: str, choices: Container[str]) -> HttpResponse:
    """Keep what was chosen, if it is one of ours; the field is named as the cookie."""
    response = HttpResponseRedirect(address_sent_along(request, "/"))
    chosen = request.POST.get(cookie, "")
    if chosen in choices:
        response.set_cookie(
            cookie,
            chosen,
            max_age=YEAR_SECONDS,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response
