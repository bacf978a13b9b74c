"""Pages about saved views: keeping what a list shows, the views one has, renaming, removing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samdrift.foundation.organisations.access import require_that, signed_in
from samdrift.foundation.organisations.menu import entry_at
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.saved_views import actions
from samdrift.foundation.saved_views.forms import RenameViewForm, SaveViewForm
from samdrift.foundation.saved_views.models import SavedView
from samdrift.foundation.saved_views.queries import may_keep_view, visible_views
from samdrift.foundation.ui.page import confirm_page, form_page, page


@require_safe
def view_list(request: HttpRequest) -> HttpResponse:
    """The views that the person sees, list by list."""
    person = signed_in(request)
    views = visible_views(person).select_related("organisation", "made_by")
    context = {
        "title": _("Saved views"),
        "lead": _("Filter, search or sort a list, and choose Save the view above it."),
        "views": [
            {
                "view": view,
                "list": _name_of_list(view.path),
                "may_keep": may_keep_view(person, view),
            }
            for view in views
        ],
    }
    return page(request, "saved_views/view_list.html", context)


def view_save(request: HttpRequest) -> HttpResponse:
    """Keep what a list shows. `lista`: its address."""
    person = signed_in(request)
    address = request.GET.get("lista", "")
    if not address.startswith("/") or address.startswith("//"):
        raise Http404
    form = SaveViewForm(request.POST or None, person=person)

    def save() -> str:
        return actions.add_view(by=person, address=address, **form.cleaned_data).address

    context = {
        "title": _("Save the view"),
        "lead": _("%(list)s, as filtered, sorted and with the columns that you chose.")
        % {"list": _name_of_list(address.partition("?")[0])},
        "breadcrumbs": [*_crumbs(), {"label": _("Save the view")}],
        "submit_label": _("Save the view"),
        "cancel_url": address,
    }
    return form_page(request, form, save, context)


def view_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a view."""
    person, view = _kept_view(request, pk)
    form = RenameViewForm(request.POST or None, instance=view)

    def save() -> str:
        actions.change_view(by=person, view=form.save(commit=False))
        return reverse("view_list")

    title = _("Rename the view %(name)s") % {"name": view.name}
    context = {
        "title": title,
        "breadcrumbs": [*_crumbs(), {"label": title}],
        "cancel_url": reverse("view_list"),
    }
    return form_page(request, form, save, context)


def view_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a view away, once it is confirmed."""
    person, view = _kept_view(request, pk)

    def act() -> str:
        actions.remove_view(by=person, view=view)
        return reverse("view_list")

    title = _("Remove the view %(name)s") % {"name": view.name}
    gone = _("Nothing in the list changes; it is only no longer found under this name.")
    context = {
        "title": title,
        "breadcrumbs": [*_crumbs(), {"label": title}],
        "consequences": [
            _("It goes for everyone in %(organisation)s.") % {"organisation": view.organisation}
            if view.organisation
            else gone
        ],
        "danger": True,
        "confirm_label": _("Remove the view"),
        "cancel_url": reverse("view_list"),
    }
    return confirm_page(request, act, context, row=view)


def _kept_view(request: HttpRequest, pk: int) -> tuple[Person, SavedView]:
    """The view, for who may change it. 404 for who does not see it."""
    person = signed_in(request)
    view = get_object_or_404(visible_views(person).select_related("organisation"), pk=pk)
    require_that(may_keep_view(person, view))
    return person, view


def _crumbs() -> list[dict[str, str]]:
    return [{"label": _("Saved views"), "url": reverse("view_list")}]


def _name_of_list(path: str) -> str:
    """What the list is called in the menu; its address where it is not there itself."""
    entry = entry_at(path)
    return str(entry.label) if entry is not None and entry.url == path else path
