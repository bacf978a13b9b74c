"""What an application lacks of training, first on its page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.foundation.organisations.access import may
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.page_panels import GistReader
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.ui.at_a_glance import Gist, Lack
from samdrift.records.register.models import Application, FieldGroup, Phase


def _gist(person: Person, application: Application) -> Gist:
    """That nobody has planned how its users are trained this year."""
    year = today().year
    if application.phase == Phase.RETIRED:
        return Gist()
    plan = application.training_plans.order_by("-year").first()
    if plan is not None and plan.year >= year:
        return Gist()
    words = _("Training plan for %(year)s") % {"year": year}
    why = _("The latest was for %(year)s.") % {"year": plan.year} if plan else ""
    may_plan = may(person, Permission.EDIT_COMPETENCE, application)
    url = reverse("training_plan", args=[application.pk]) if may_plan else ""
    return Gist(lacks=[Lack(words, why, _("Make the plan"), url)])


TRAINING_GIST = GistReader(_gist, FieldGroup.PEOPLE)
