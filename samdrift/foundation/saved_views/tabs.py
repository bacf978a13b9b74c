"""Saved views as the tabs of their list, and which of them somebody looked at last."""

from collections.abc import Sequence

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.models import Person
from samdrift.foundation.saved_views.models import SavedView
from samdrift.foundation.saved_views.queries import visible_views
from samdrift.foundation.ui.listing.tabs import WHOLE, ListTabs, Tab

#: In the session: the key of the view looked at last, by the address of its list.
LAST_LOOKED_AT = "views_looked_at"


class SavedTabs:
    """Gives every list the views of it that its reader sees."""

    def tabs(self, request: HttpRequest, asked: str) -> ListTabs:
        person = request.user
        if not isinstance(person, Person):
            return ListTabs()
        views = list(visible_views(person).filter(path=request.path).select_related("organisation"))
        views.sort(key=lambda view: (view.organisation_id is not None, view.name.casefold()))
        current = next((view for view in views if _same(view.query, asked)), None)
        _remember(request, views, current)
        whole = Tab(_("All"), f"{request.path}?vy={WHOLE}" if views else request.path, not asked)
        address = f"{request.path}?{asked}"
        keep_url = f"{reverse('view_save')}?{urlencode({'lista': address})}"
        return ListTabs(
            (whole, *[_tab(view, is_current=view == current) for view in views]),
            keep_url if asked and current is None else "",
        )

    def address_returned_to(self, request: HttpRequest) -> str:
        person = request.user
        looked_at = request.session.get(LAST_LOOKED_AT, {}) if hasattr(request, "session") else {}
        key = looked_at.get(request.path)
        if key is None or not isinstance(person, Person):
            return ""
        view = visible_views(person).filter(pk=key, path=request.path).first()
        return view.address if view else ""


def _tab(view: SavedView, *, is_current: bool) -> Tab:
    whose = ""
    if view.organisation is not None:
        whose = _("For everyone in %(organisation)s") % {"organisation": view.organisation}
    return Tab(view.name, view.address, is_current, whose)


def _same(query: str, asked: str) -> bool:
    """Do both ask for the same, in whatever order?"""
    return sorted(QueryDict(query).lists()) == sorted(QueryDict(asked).lists())


def _remember(request: HttpRequest, views: Sequence[SavedView], current: SavedView | None) -> None:
    """What is looked at now is where the reader comes back to; the whole list only where it is chosen."""
    if not views:
        return
    before = request.session.get(LAST_LOOKED_AT, {})
    looked_at = dict(before)
    if current is not None:
        looked_at[request.path] = current.pk
    elif request.GET.get("vy") == WHOLE:
        looked_at.pop(request.path, None)
    if looked_at != before:
        request.session[LAST_LOOKED_AT] = looked_at
