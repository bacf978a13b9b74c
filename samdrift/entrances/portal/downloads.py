"""Files that go out of the house are logged in one place, whatever room they come from."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_header_parameters

from samdrift.foundation.organisations.actions import record_download
from samdrift.foundation.organisations.models import Person


class LoggedDownloads:
    """Whoever gets an answer to be saved as a file is written in the log, with the address and the file's name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        said = response.get("Content-Disposition", "")
        if response.status_code == 200 and said.startswith("attachment"):
            user = getattr(request, "user", None)
            if isinstance(user, Person) and user.is_active:
                name = parse_header_parameters(said)[1].get("filename", "")
                record_download(by=user, address=request.get_full_path(), name=name)
        return response
