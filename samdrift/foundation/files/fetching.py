"""A file on its way to its reader."""

from django.core.exceptions import ValidationError
from django.http import FileResponse
from django.utils.translation import gettext as _

from samdrift.foundation.files.models import Attachment
from samdrift.foundation.files.present import why_not_fetched
from samdrift.foundation.files.storing import open_content


def file_response(attachment: Attachment) -> FileResponse:
    """The content as a file to be saved, streamed. Raises ValidationError where it can't be fetched, with why."""
    if refused := why_not_fetched(attachment.content):
        raise ValidationError(refused)
    try:
        opened = open_content(attachment.content.digest)
    except FileNotFoundError as lost:
        words = _("The file's content is missing. Tell whoever operates Samdrift.")
        raise ValidationError(words) from lost
    return FileResponse(
        opened,
        as_attachment=True,
        filename=attachment.file_name,
        content_type=attachment.media_type,
    )
