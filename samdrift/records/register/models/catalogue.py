"""What can be bought or built: areas and products, shared by everyone."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class AreaStatus(models.TextChoices):
    OPEN = "open", _("Not looked into")
    POTENTIAL = "potential", _("Potential for collaboration")
    JOINT = "joint", _("Joint solution")


class Area(models.Model):
    """A part of municipal work that applications support, such as finance or libraries."""

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
    APPROVED = "approved", _("Approved")
    MERGED = "merged", _("Merged with another")


class Product(models.Model):
    """What is used, whoever uses it: the same product is one row for all municipalities."""

    name = models.CharField(_("name"), max_length=120)
    vendor = models.CharField(_("supplier"), max_length=120, blank=True)
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

    class Meta:
        ordering = ["name"]
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="product_once", fields=["name", "vendor"]),
            models.CheckConstraint(
                name="merged_product_says_into_what",
                condition=models.Q(status="merged", merged_into__isnull=False)
                | (~models.Q(status="merged") & models.Q(merged_into__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProductAlias(models.Model):
    """Another name that registers use for a product."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=120, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("other name")

    def __str__(self) -> str:
        return self.name
