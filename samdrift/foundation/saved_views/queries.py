"""Which views a person sees, keeps, and may share with whom."""

from django.db.models import Q, QuerySet

from samdrift.foundation.organisations.access import may
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.saved_views.models import SavedView


def visible_views(person: Person) -> QuerySet[SavedView]:
    """The person's own views and those of the municipality and the federations they work in."""
    own = Q(organisation=None, made_by=person)
    return SavedView.objects.filter(own | Q(organisation__in=_organisation_ids(person)))


def may_keep_view(person: Person, view: SavedView) -> bool:
    """May the person change or remove the view? One's own, and what is shared where one keeps views."""
    if view.organisation is None:
        return view.made_by_id == person.pk
    return may(person, Permission.KEEP_VIEWS, view.organisation)


def organisations_to_share_with(person: Person) -> list[Organisation]:
    """The municipality and the federations of the person for all of whose people they may keep views."""
    mine = Organisation.objects.filter(pk__in=_organisation_ids(person)).order_by("kind", "name")
    return [each for each in mine if may(person, Permission.KEEP_VIEWS, each)]


def _organisation_ids(person: Person) -> set[int]:
    own = {person.organisation_id} if person.organisation_id else set()
    return own | set(person.federation_ids)
