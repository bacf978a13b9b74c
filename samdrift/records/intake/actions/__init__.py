"""Everything that can happen to a file on its way into the register."""

from samdrift.records.intake.actions.confirming import confirm_upload
from samdrift.records.intake.actions.importing import (
    import_costs,
    import_register,
    preview_costs,
    preview_employees,
    preview_list,
    preview_register,
)
from samdrift.records.intake.actions.introductions import answer_introductions
from samdrift.records.intake.actions.steps import carry_on, work, work_in_background
from samdrift.records.intake.actions.uploads import (
    abandon_upload,
    add_upload,
    approve_upload,
    choose_columns,
    choose_products,
    choose_rows,
    compare_upload,
    propose_new_products,
    stop_work,
)

__all__ = [
    "abandon_upload",
    "add_upload",
    "answer_introductions",
    "approve_upload",
    "carry_on",
    "choose_columns",
    "choose_products",
    "choose_rows",
    "compare_upload",
    "confirm_upload",
    "import_costs",
    "import_register",
    "preview_costs",
    "preview_employees",
    "preview_list",
    "preview_register",
    "propose_new_products",
    "stop_work",
    "work",
    "work_in_background",
]
