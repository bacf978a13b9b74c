"""Products and areas."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.records.register.forms.choices import choosable_products, limit
from samdrift.records.register.models import (
    Area,
    Product,
    ProductAlias,
    ProductStatus,
    SupplierAlias,
    Synonym,
)


class ProductForm(forms.ModelForm[Product]):
    """The supplier is written by name: one that is known is found by any of its names, another is added."""

    vendor = forms.CharField(
        label=_("Supplier"),
        max_length=120,
        required=False,
        help_text=_("A supplier that is not known by any of its names is added."),
    )

    class Meta:
        model = Product
        fields = ("name", "area", "status", "source")

    field_order = ("name", "vendor")

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["vendor"].initial = self.instance.vendor
        status = self.fields["status"]
        assert isinstance(status, forms.ChoiceField)
        if self.instance.status == ProductStatus.MERGED:
            del self.fields["status"]
        else:
            status.choices = [
                each for each in ProductStatus.choices if each[0] != ProductStatus.MERGED
            ]


class AreaForm(forms.ModelForm[Area]):
    class Meta:
        model = Area
        fields = ("name", "status")


class AliasForm(forms.ModelForm[ProductAlias]):
    class Meta:
        model = ProductAlias
        fields = ("name",)


class SupplierAliasForm(forms.ModelForm[SupplierAlias]):
    class Meta:
        model = SupplierAlias
        fields = ("name",)


class SupplierMergeForm(forms.Form):
    merged = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("The other supplier"),
        help_text=_("It becomes another name of the one that is kept."),
    )

    def __init__(self, *arguments: Any, others: QuerySet[Organisation], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        limit(self, "merged", others)


class ReasonForm(forms.Form):
    why = forms.CharField(label=_("Reason"), max_length=250)


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        Product.objects.none(),
        label=_("Merge with"),
        help_text=_("The product that stays."),
    )
    why = forms.CharField(label=_("Reason"), required=False, max_length=250)

    def __init__(self, *arguments: Any, person: Person, product: Product, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        limit(self, "into", choosable_products(person).exclude(pk=product.pk))


class SynonymForm(forms.ModelForm[Synonym]):
    class Meta:
        model = Synonym
        fields = ("words",)
