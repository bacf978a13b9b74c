"""One valid call of each verb of the handbook's room."""

from collections.abc import Callable
from typing import Any

from samdrift.foundation.handbook import actions
from samdrift.foundation.handbook.models import Addition
from tests.integration.test_verbs import Place


def _written(at: Place) -> Addition:
    return actions.write_addition(
        by=at.people.administrator,
        federation=at.people.federation,
        section="avtal",
        text="Fråga Karin.",
    )


def _other_text(at: Place, addition: Addition) -> Addition:
    addition.text = "Fråga Olle."
    return actions.change_addition(by=at.people.administrator, addition=addition)


#: By the verb's name: what is made once, and the act.
HANDBOOK: dict[str, tuple[Callable[[Place], Any], Callable[[Place, Any], Any]]] = {
    "write_addition": (
        lambda at: at.people.federation,
        lambda at, federation: actions.write_addition(
            by=at.people.administrator, federation=federation, section="avtal", text="Fråga Karin."
        ),
    ),
    "change_addition": (_written, _other_text),
    "remove_addition": (
        _written,
        lambda at, addition: actions.remove_addition(by=at.people.administrator, addition=addition),
    ),
    "close_hint": (
        lambda at: at.people.bo,
        lambda at, bo: actions.close_hint(by=bo, hint="agreements"),
    ),
}
