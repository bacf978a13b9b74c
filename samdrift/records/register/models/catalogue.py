"""What can be bought or built: areas and products, shared by everyone."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.models import Organisation
from samdrift.records.register.models.searching import Searched, SearchedRows, store_words


class AreaStatus(models.TextChoices):
    OPEN = "open", _("Not looked into")
    POTENTIAL = "potential", _("Potential for collaboration")
    JOINT = "joint", _("Joint solution")


class Area(Searched):
    """A part of municipal work that applications support, such as finance or libraries."""

    search_kind: ClassVar[str] = "area"
    search_fields: ClassVar[tuple[str, ...]] = ("name",)

    name = models.CharField(_("name"), max_length=80, unique=True)
    status = models.CharField(
        _("status"), max_length=20, choices=AreaStatus.choices, default=AreaStatus.OPEN
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    def __str__(self) -> str:
        return self.name


class ProductStatus(models.TextChoices):
    CONCEPT = "concept", _("Proposed")
    APPROVED = "approved", pgettext_lazy("product", "Approved")
    MERGED = "merged", _("Merged with another")


class ProductQuerySet(SearchedRows, models.QuerySet["Product"]):
    """Products stored many at a time."""


class Product(Searched):
    """What is used, whoever uses it: the same product is one row for all municipalities."""

    search_kind: ClassVar[str] = "product"
    search_fields: ClassVar[tuple[str, ...]] = ("name", "supplier")

    name = models.CharField(_("name"), max_length=120)
    supplier = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        verbose_name=_("supplier"),
    )
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="products", verbose_name=_("area")
    )
    status = models.CharField(
        _("status"), max_length=20, choices=ProductStatus.choices, default=ProductStatus.CONCEPT
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_products"
    )
    source = models.CharField(_("source"), max_length=250, blank=True)

    objects = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="product_once",
                fields=["name", "supplier"],
                condition=~models.Q(status="merged"),
                said=_("The vendor has a product of that name already."),
            ),
            Once(  # SQLite holds two rows without a supplier to be different
                name="product_without_supplier_once",
                fields=["name"],
                condition=models.Q(supplier=None) & ~models.Q(status="merged"),
                said=_("The vendor has a product of that name already."),
            ),
            models.CheckConstraint(
                name="merged_product_says_into_what",
                condition=models.Q(status="merged", merged_into__isnull=False)
                | (~models.Q(status="merged") & models.Q(merged_into__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def vendor(self) -> str:
        """The supplier's name; empty where none is known."""
        return self.supplier.name if self.supplier is not None else ""

    @classmethod
    def store_words(cls, rows: Iterable["Product"]) -> None:
        """Its own name and its supplier's, and the other names that are used of either."""
        listed = list(rows)
        prefetch_related_objects(listed, "supplier__supplier_aliases")
        texts = {
            row.pk: [row.name, row.vendor, *map(str, row.supplier.supplier_aliases.all())]
            if row.supplier is not None
            else [row.name]
            for row in listed
        }
        aliases = ProductAlias.objects.filter(product__in=list(texts)).order_by()
        for product, name in aliases.values_list("product", "name"):
            texts[product].append(name)
        store_words("product", texts)


class ProductAliasQuerySet(models.QuerySet["ProductAlias"]):
    def bulk_create(
        self, objs: Iterable["ProductAlias"], *arguments: Any, **keywords: Any
    ) -> list["ProductAlias"]:
        made = super().bulk_create(objs, *arguments, **keywords)
        Product.store_words(Product.objects.filter(pk__in={each.product_id for each in made}))
        return made


class ProductAlias(models.Model):
    """Another name that registers use for a product; it is found by it."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=120, unique=True)

    objects = ProductAliasQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("other name")

    def __str__(self) -> str:
        return self.name

    def save(self, *arguments: Any, **keywords: Any) -> None:
        super().save(*arguments, **keywords)
        Product.store_words([self.product])


def store_words_of_products(
    sender: type[Organisation], instance: Organisation, created: bool, **_more: Any
) -> None:
    """Receives `post_save`: products are found by their supplier's name as it is now."""
    if not created:
        Product.store_words(Product.objects.filter(supplier=instance.pk))
