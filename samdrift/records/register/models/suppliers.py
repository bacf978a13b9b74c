"""What suppliers are also called: a supplier is an organisation, and a name of it is looked up before one is added."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.models import Organisation


def fold_spelling(name: str) -> str:
    """The same for what differs by case and space alone."""
    return " ".join(name.casefold().split())


class SupplierAliasQuerySet(models.QuerySet["SupplierAlias"]):
    def bulk_create(
        self, objs: Iterable["SupplierAlias"], *arguments: Any, **keywords: Any
    ) -> list["SupplierAlias"]:
        listed = list(objs)
        for each in listed:
            each.folded = fold_spelling(each.name)[:150]
        return super().bulk_create(listed, *arguments, **keywords)


class SupplierAlias(models.Model):
    """Another name of a supplier; whoever writes it means the supplier."""

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="supplier_aliases",
        verbose_name=_("supplier"),
    )
    name = models.CharField(_("name"), max_length=120)
    folded = models.CharField(max_length=150, editable=False)

    objects = SupplierAliasQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("other name of a supplier")
        verbose_name_plural = _("other names of suppliers")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="supplier_alias_once",
                fields=["folded"],
                said=_("A supplier has that other name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *arguments: Any, **keywords: Any) -> None:
        self.folded = fold_spelling(self.name)[:150]
        super().save(*arguments, **keywords)

    def clean(self) -> None:
        self.folded = fold_spelling(self.name)[:150]
        named = Organisation.objects.exclude(pk=self.organisation_id)
        if any(fold_spelling(name) == self.folded for name in named.values_list("name", flat=True)):
            raise ValidationError(
                {"name": _("An organisation is called that: merge the two suppliers instead.")}
            )
