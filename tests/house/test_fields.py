"""Every field of a noun of the register is declared once, or named as internal with the reason."""

import pytest
from django.db import models

from samdrift.core.tables import FIELDS
from samdrift.core.tables.fields import words_in
from samdrift.foundation.organisations.models import Employment, Organisation, Person, Unit
from samdrift.foundation.ui.listing.list_fields import NOUNS
from samdrift.records.agreements.models import Agreement
from samdrift.records.intake.actions.writing.nouns import WRITTEN
from samdrift.records.intake.convert.columns import COLUMNS, KEPT_AS_THEY_ARE, READERS
from samdrift.records.intake.convert.facts import FACTS
from samdrift.records.register.models import Application, Participation
from samdrift.records.register.product_fields import PRODUCT
from samdrift.records.spending.models import CostLine

DECLARED: list[type[models.Model]] = [
    Agreement,
    Application,
    CostLine,
    Employment,
    Organisation,
    Participation,
    Person,
    PRODUCT.model,
    Unit,
]


@pytest.mark.parametrize("model", DECLARED)
def test_every_field_is_declared_or_internal(model: type[models.Model]) -> None:
    assert NOUNS[model].faults() == []


@pytest.mark.parametrize("model", DECLARED)
def test_every_reason_is_a_reason(model: type[models.Model]) -> None:
    assert all(len(why.split()) >= 4 for why in NOUNS[model].internal.values())


@pytest.mark.parametrize("model", DECLARED)
def test_a_field_that_nobody_declares_is_found(model: type[models.Model]) -> None:
    added = models.TextField(null=True)
    added.contribute_to_class(model, "nobodys")
    try:
        [fault] = NOUNS[model].faults()
        assert fault == f"{model._meta.label} nobodys: declare it, or say why it is internal"
    finally:
        model._meta.local_fields.remove(added)
        model._meta._expire_cache()
        del model.nobodys
    assert NOUNS[model].faults() == []


def test_no_column_that_is_recognised_is_read_by_nobody() -> None:
    """Each known heading has a reader, or its column is kept word for word on purpose."""
    known = {field.name for field in FIELDS}
    assert known == (known & set(READERS)) | KEPT_AS_THEY_ARE
    assert KEPT_AS_THEY_ARE == KEPT


def test_no_fact_that_is_read_and_compared_is_written_by_nobody() -> None:
    facts = {fact.name for fact in FACTS}
    assert {name for column in COLUMNS for name in column.into} <= facts
    assert facts == WRITTEN - {"more"}


#: Columns that registers have and the register has no place for: a new heading of core is read, or is put here.
KEPT = words_in("""
    version identifier user_group extension agreement_reminder information_owner system_category external_links tags
    vendor_contact incidents upgrades overlap data_control has_api open_data ai_risk lock_in supplier_services
    supplier_services_text access_documentation access_documentation_text service_levels service_levels_text
    supplier_outage supplier_outage_text liability liability_text links risk_analysis processor_agreement adaptable
    shared_use planned_development maintenance_activities continuity authentication platform changed_on
""")
