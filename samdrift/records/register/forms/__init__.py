"""What a person typed about the register → clean values."""

from samdrift.records.register.forms.application import ApplicationForm, RetirementForm
from samdrift.records.register.forms.catalogue import AliasForm, AreaForm, MergeForm, ProductForm
from samdrift.records.register.forms.life import (
    AssessmentForm,
    DependencyForm,
    LifecycleEventForm,
)
from samdrift.records.register.forms.people import (
    EndForm,
    JoinForm,
    ParticipationForm,
    ResponsibilityForm,
)
from samdrift.records.register.forms.value import ValueAssessmentForm

__all__ = [
    "AliasForm",
    "ApplicationForm",
    "AreaForm",
    "AssessmentForm",
    "DependencyForm",
    "EndForm",
    "JoinForm",
    "LifecycleEventForm",
    "MergeForm",
    "ParticipationForm",
    "ProductForm",
    "ResponsibilityForm",
    "RetirementForm",
    "ValueAssessmentForm",
]
