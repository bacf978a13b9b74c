"""A rule that something stands once, with what is said to whoever breaks it."""

from typing import Any

from django.db import models


class Once(models.UniqueConstraint):
    """Django's unique constraint that must say in its own words what is there already.

    said: a plain sentence. It is no part of the database's rule, so that other words need no migration.
    """

    def __init__(self, *expressions: Any, said: Any, **rule: Any) -> None:
        super().__init__(*expressions, violation_error_message=said, **rule)

    def clone(self) -> "Once":
        _path, expressions, rule = self.deconstruct()
        return Once(*expressions, said=self.violation_error_message, **rule)

    def __eq__(self, other: object) -> bool:
        """The same rule as Django's own, in whatever words."""
        if not isinstance(other, models.UniqueConstraint):
            return NotImplemented  # then the other is asked whether it is the same
        return _rule_of(self) == _rule_of(other)

    def __hash__(self) -> int:
        return hash(self.name)

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        """As Django's own, so that a migration holds the rule and not its words."""
        _path, expressions, rule = super().deconstruct()
        rule.pop("violation_error_message", None)
        return "django.db.models.UniqueConstraint", expressions, rule


def _rule_of(constraint: models.UniqueConstraint) -> tuple[Any, dict[str, Any]]:
    _path, expressions, rule = constraint.deconstruct()
    rule.pop("violation_error_message", None)
    return expressions, rule
