"""All that the tables of the register hold, column by column: for what must be as it was before."""

from typing import Any

from django.apps import apps

from samdrift.foundation.audit.stored_values import stored_rows
from samdrift.foundation.audit.watching import is_kept


def everything_stored() -> dict[str, dict[Any, Any]]:
    """Model → key → its stored values, of everything that an act may change: not the log."""
    return {
        model._meta.label_lower: stored_rows(model._base_manager.all())
        for model in apps.get_models(include_auto_created=True)
        if is_kept(model)
    }
