"""Everything that can happen in the register."""

from samdrift.records.register.actions.applications import (
    add_application,
    change_application,
    record_lifecycle_event,
    retire_application,
)
from samdrift.records.register.actions.catalogue import (
    add_alias,
    add_area,
    add_product,
    change_area,
    change_product,
    load_shipped_catalogue,
    merge_product,
)
from samdrift.records.register.actions.corrections import (
    correct_responsibility,
    remove_responsibility,
)
from samdrift.records.register.actions.judgements import (
    add_dependency,
    assess,
    assess_value,
    choose_audience,
    remove_dependency,
)
from samdrift.records.register.actions.merging_suppliers import merge_suppliers
from samdrift.records.register.actions.named_suppliers import NamedSuppliers
from samdrift.records.register.actions.participations import (
    change_participation,
    end_participation,
    join_application,
)
from samdrift.records.register.actions.responsibilities import (
    appoint_deputy,
    appoint_owner,
    appoint_system_manager,
    end_responsibility,
)
from samdrift.records.register.actions.searching import (
    add_synonym,
    change_synonym,
    remove_synonym,
)
from samdrift.records.register.actions.several import make_same_change, try_same_change
from samdrift.records.register.actions.suppliers import (
    add_supplier_alias,
    remove_supplier_alias,
)

__all__ = [
    "NamedSuppliers",
    "add_alias",
    "add_application",
    "add_area",
    "add_dependency",
    "add_product",
    "add_supplier_alias",
    "add_synonym",
    "appoint_deputy",
    "appoint_owner",
    "appoint_system_manager",
    "assess",
    "assess_value",
    "change_application",
    "change_area",
    "change_participation",
    "change_product",
    "change_synonym",
    "choose_audience",
    "correct_responsibility",
    "end_participation",
    "end_responsibility",
    "join_application",
    "load_shipped_catalogue",
    "make_same_change",
    "merge_product",
    "merge_suppliers",
    "record_lifecycle_event",
    "remove_dependency",
    "remove_responsibility",
    "remove_supplier_alias",
    "remove_synonym",
    "retire_application",
    "try_same_change",
]
