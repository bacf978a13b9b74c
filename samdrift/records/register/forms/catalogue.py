"""Products and areas."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.models import Person
from samdrift.records.register.forms.choices import choosable_products, limit
from samdrift.records.register.models import (
    Area,
    Product,
    ProductAlias,
    ProductStatus,
    Synonym,
)


class ProductForm(forms.ModelForm[Product]):
    class Meta:
        model = Product
        fields = ("name", "vendor", "area", "status", "source")

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
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
