"""What we have: products, applications, who takes part, who answers for them, and how they fare."""

from samdrift.records.register.models.application import (
    Application,
    Criticality,
    Network,
    Operation,
    Participation,
    Phase,
)
from samdrift.records.register.models.audience import Audience, FieldAudience, FieldGroup
from samdrift.records.register.models.catalogue import (
    Area,
    AreaStatus,
    Product,
    ProductAlias,
    ProductStatus,
)
from samdrift.records.register.models.life import (
    Assessment,
    Dependency,
    LifecycleEvent,
    LifecycleKind,
    Responsibility,
    ResponsibilityRole,
    Side,
    Verdict,
)
from samdrift.records.register.models.searching import SearchWord, Synonym
from samdrift.records.register.models.suppliers import SupplierAlias
from samdrift.records.register.models.value import (
    Conclusion,
    IntroductionException,
    ValueAssessment,
)

__all__ = [
    "Application",
    "Area",
    "AreaStatus",
    "Assessment",
    "Audience",
    "Conclusion",
    "Criticality",
    "Dependency",
    "FieldAudience",
    "FieldGroup",
    "IntroductionException",
    "LifecycleEvent",
    "LifecycleKind",
    "Network",
    "Operation",
    "Participation",
    "Phase",
    "Product",
    "ProductAlias",
    "ProductStatus",
    "Responsibility",
    "ResponsibilityRole",
    "SearchWord",
    "Side",
    "SupplierAlias",
    "Synonym",
    "ValueAssessment",
    "Verdict",
]
