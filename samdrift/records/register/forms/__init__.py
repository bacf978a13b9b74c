"""What a person typed about the register → clean values."""

from samdrift.records.register.forms.application import ApplicationForm, RetirementForm
from samdrift.records.register.forms.catalogue import (
    AliasForm,
    AreaForm,
    MergeForm,
    ProductForm,
    ReasonForm,
    SupplierAliasForm,
    SupplierMergeForm,
    SynonymForm,
)
from samdrift.records.register.forms.life import (
    AssessmentForm,
    DependencyForm,
    LifecycleEventForm,
)
from samdrift.records.register.forms.people import (
    EndForm,
    JoinForm,
    ParticipationForm,
)
from samdrift.records.register.forms.responsibilities import (
    CorrectionForm,
    EndResponsibilityForm,
    RemovalForm,
    ResponsibilityForm,
)
from samdrift.records.register.forms.several import SeveralForm
from samdrift.records.register.forms.value import ValueAssessmentForm

__all__ = [
    "AliasForm",
    "ApplicationForm",
    "AreaForm",
    "AssessmentForm",
    "CorrectionForm",
    "DependencyForm",
    "EndForm",
    "EndResponsibilityForm",
    "JoinForm",
    "LifecycleEventForm",
    "MergeForm",
    "ParticipationForm",
    "ProductForm",
    "ReasonForm",
    "RemovalForm",
    "ResponsibilityForm",
    "RetirementForm",
    "SeveralForm",
    "SupplierAliasForm",
    "SupplierMergeForm",
    "SynonymForm",
    "ValueAssessmentForm",
]
