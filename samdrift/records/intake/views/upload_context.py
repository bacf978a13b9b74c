"""What every page of an upload has: the upload itself, where it stands, and the way back."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.access import signed_in
from samdrift.records.intake.models import Status, Upload
from samdrift.records.intake.queries import visible_uploads

PLACES = {
    Status.READING: 1,
    Status.COLUMNS: 2,
    Status.MATCHING: 3,
    Status.PRODUCTS: 3,
    Status.COMPARING: 4,
    Status.PREVIEW: 4,
    Status.WRITING: 5,
    Status.DONE: 5,
    Status.UNDONE: 5,
}


def visible_upload(request: HttpRequest, pk: int) -> Upload:
    return get_object_or_404(visible_uploads(signed_in(request)), pk=pk)


def upload_context(
    upload: Upload | None, title: str, *, current: int | None = None, has_products: bool = True
) -> dict[str, Any]:
    """Title, breadcrumbs and the steps with the one that the page belongs to."""
    crumbs = [{"label": _("Bring in registers"), "url": reverse("upload_list")}]
    crumbs.append({"label": str(upload)} if upload else {"label": title})
    place = (
        current if current is not None else PLACES.get(Status(upload.status), 0) if upload else 1
    )
    names = [_("File"), _("Columns"), _("Products"), _("Preview"), _("Done")]
    if not has_products or (upload is not None and not upload.is_register):
        names.remove(_("Products"))
        place -= place > 3
    steps = [
        {"number": number, "name": name, "is_done": number < place, "is_current": number == place}
        for number, name in enumerate(names, start=1)
    ]
    return {
        "title": title,
        "upload": upload,
        "breadcrumbs": crumbs,
        "steps": steps if place else [],
    }


def step_address(upload: Upload) -> str | None:
    """The page where an upload waits for somebody; None where it is worked on or over."""
    pages = {
        Status.COLUMNS: "upload_columns",
        Status.PRODUCTS: "upload_products",
        Status.PREVIEW: "upload_preview",
    }
    name = pages.get(Status(upload.status))
    return reverse(name, args=[upload.pk]) if name else None
