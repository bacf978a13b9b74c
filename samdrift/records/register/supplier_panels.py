"""Parts of a supplier's page that rooms above the register add, so that everything about it stands on one page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from samdrift.foundation.organisations.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class SupplierPanel:
    """A part of the page: `template` draws it from what `context` gives to a person.

    follows: the key to an organisation, «room.Model.field», by which its rows refer to a supplier; they follow when two
    suppliers are merged.
    """

    template: str
    context: Callable[[Person, Organisation], Mapping[str, Any]]
    follows: str


_PANELS: list[SupplierPanel] = []


def add_supplier_panel(panel: SupplierPanel) -> None:
    """Called once by each room above when it is made ready."""
    if panel not in _PANELS:
        _PANELS.append(panel)


def supplier_panels(person: Person, supplier: Organisation) -> list[dict[str, Any]]:
    """What the panels show to a person."""
    return [{"template": each.template, **each.context(person, supplier)} for each in _PANELS]


def keys_of_panels() -> set[str]:
    """The keys by which rooms above refer to suppliers."""
    return {each.follows for each in _PANELS}
