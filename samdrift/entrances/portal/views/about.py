"""Pages that say what this is: accessibility, personal data."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from samdrift.foundation.ui.page import page


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return page(request, "portal/accessibility.html", {"title": _("Accessibility")})


@login_not_required
def personal_data(request: HttpRequest) -> HttpResponse:
    context = {
        "title": _("Personal data"),
        "contact": settings.DATA_PROTECTION_CONTACT,
        "sign_in_days": settings.SIGN_IN_DAYS,
        "message_days": settings.MESSAGE_DAYS,
        "undo_days": settings.UNDO_DAYS,
    }
    return page(request, "portal/personal_data.html", context)
