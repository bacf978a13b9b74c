"""The board to which rooms above the register add what they know of an application, and the tabs of its page."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.page_panels import PanelBoard
from samdrift.foundation.organisations.page_tabs import PageTab
from samdrift.foundation.organisations.queries import circle_ids
from samdrift.records.register.models import (
    Application,
    Assessment,
    Dependency,
    FieldGroup,
    ValueAssessment,
)
from samdrift.records.register.queries import own_organisation_ids, visible_applications


def _judgements(_person: Person, application: Application) -> QuerySet[Assessment]:
    return application.assessments.all()


def _values(person: Person, application: Application) -> QuerySet[ValueAssessment]:
    """As `visible_value_assessments`, for somebody who sees the application's assessments."""
    near = own_organisation_ids(person) | circle_ids(person)
    return application.value_assessments.filter(organisation__in=near)


def _needs(_person: Person, application: Application) -> QuerySet[Dependency]:
    return application.needs.all()


def _needed_by(person: Person, application: Application) -> QuerySet[Dependency]:
    return application.needed_by.filter(application__in=visible_applications(person))


APPLICATION_TABS: tuple[PageTab[Application], ...] = (
    PageTab("anvandning", _("Use")),
    PageTab("personer", _("People"), FieldGroup.PEOPLE),
    PageTab("avtal", _("Agreements"), FieldGroup.AGREEMENTS, is_own=False),
    PageTab("kostnader", _("Costs"), FieldGroup.COSTS, is_own=False),
    PageTab("andringar", _("Changes"), is_own=False),
    PageTab("samverkan", _("Collaboration"), is_own=False),
    PageTab("bedomningar", _("Assessments"), FieldGroup.ASSESSMENT, counts=(_judgements, _values)),
    PageTab("beroenden", _("Dependencies"), counts=(_needs, _needed_by)),
    PageTab("uppgifter", _("All facts")),
    PageTab("historik", _("History")),
)
APPLICATION_PANELS = PanelBoard[Application](APPLICATION_TABS)
