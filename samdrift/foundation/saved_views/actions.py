"""What can happen to a saved view."""

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act, lock_for_edit, save_changes
from samdrift.foundation.organisations.access import require_that
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.saved_views.models import MOST_ON_A_LIST, SavedView
from samdrift.foundation.saved_views.queries import may_keep_view, organisations_to_share_with
from samdrift.foundation.ui.address import with_parameters
from samdrift.foundation.ui.listing import NOT_PART_OF_A_VIEW


@verb
def add_view(
    *, by: Person, name: str, address: str, organisation: Organisation | None = None
) -> SavedView:
    """Keep what a list shows under a name, for oneself or for everyone in an organisation where one keeps views.

    address: the list's, with the parameters that it was asked for.
    """
    require_that(by.is_active)
    if organisation is not None:
        require_that(organisation in organisations_to_share_with(by))
    path, query = _list_and_query(address)
    view = SavedView(
        name=name.strip(), path=path, query=query, made_by=by, organisation=organisation
    )
    view.full_clean()
    _require_room(view)
    view.save()
    record("saved_views.view_saved", view, by=by, after=_facts_of(view))
    return view


@verb
def change_view(*, by: Person, view: SavedView, address: str = "") -> SavedView:
    """Rename a view, or let it show what a list shows now. What it is shared with stays."""
    stored = lock_for_edit(view)
    require_that(may_keep_view(by, stored))
    view.name = view.name.strip()
    if address:
        path, view.query = _list_and_query(address)
        if path != stored.path:
            raise ValidationError(_("The view belongs to another list."))
    before = _facts_of(stored)
    view.full_clean()
    save_changes(view, stored)
    record("saved_views.view_changed", view, by=by, before=before, after=_facts_of(view))
    return view


@verb
def remove_view(*, by: Person, view: SavedView) -> None:
    """Take a view away. What it showed is in the list as before."""
    lock_for_act(view)
    require_that(may_keep_view(by, view))
    record("saved_views.view_removed", view, by=by, before=_facts_of(view))
    view.delete()


def forget_own_views(same: list[Person]) -> None:
    """What somebody who is erased kept for themselves goes with them; what others see stays."""
    SavedView.objects.filter(made_by__in=same, organisation=None).delete()


def _list_and_query(address: str) -> tuple[str, str]:
    """The list's own address and what was asked of it. Raises ValidationError where it is no page of ours."""
    path, _mark, asked = address.partition("?")
    try:
        resolve(path)
    except Resolver404:
        raise ValidationError(_("There is no list at this address.")) from None
    query = with_parameters(QueryDict(asked), dict.fromkeys(NOT_PART_OF_A_VIEW))[1:]
    if not query:
        raise ValidationError(_("The list shows everything: filter, search or sort it first."))
    return path, query


def _require_room(view: SavedView) -> None:
    alike = SavedView.objects.filter(path=view.path, organisation=view.organisation)
    if view.organisation is None:
        alike = alike.filter(made_by=view.made_by)
    if alike.count() >= MOST_ON_A_LIST:
        words = _("There are %(number)s views on this list already. Remove one first.")
        raise ValidationError(words % {"number": MOST_ON_A_LIST})


def _facts_of(view: SavedView) -> dict[str, object]:
    """What the history tells of it. The parameters are the list's own words for filters, not an auditor's."""
    return {
        "name": view.name,
        "path": view.path,
        "organisation": view.organisation_id,
    }
