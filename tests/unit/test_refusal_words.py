"""What Django refuses is said in the product's own Swedish, not in a literal translation."""

import re

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import override

FIELDS = [
    (forms.IntegerField(min_value=1950), "1850", "Ska vara minst 1950."),
    (forms.IntegerField(max_value=20), "21", "Får vara högst 20."),
    (forms.IntegerField(), "två", "Skriv ett heltal."),
    (forms.CharField(max_length=1), "två", "Får ha högst 1 tecken; nu 3."),
    (forms.CharField(), "a\0", "Texten innehåller ett tecken som inte kan sparas (nolltecken)."),
    (forms.DateField(), "2009-02-30", "Skriv ett datum som finns, så här: 2009-01-31."),
    (forms.DecimalField(decimal_places=1), "1.25", "Får ha högst 1 decimal."),
    (
        forms.ChoiceField(choices=[("a", "A")]),
        "b",
        "Välj ett av alternativen: b finns inte bland dem.",
    ),
    (forms.CharField(), "", "Detta fält måste fyllas i."),
]


def refusal(field: forms.Field, typed: str) -> str:
    try:
        field.clean(typed)
    except ValidationError as refused:
        return refused.messages[0]
    return ""


def test_a_refusal_of_djangos_is_said_as_an_officer_would() -> None:
    with override("sv"):
        said = [refusal(field, typed) for field, typed, _words in FIELDS]
    assert said == [words for _field, _typed, words in FIELDS]


def test_whatever_stands_once_says_so_in_its_own_words() -> None:
    """Django's own would list names of fields: «Kompetens med samma Person och Produkt finns redan»."""
    ours = [each for each in apps.get_models() if each.__module__.startswith("samdrift.")]
    rules = [
        rule
        for model in ours
        for rule in model._meta.constraints
        if isinstance(rule, models.UniqueConstraint)
    ]
    assert len(rules) > 30
    with override("sv"):
        said = {rule.name: str(rule.get_violation_error_message()) for rule in rules}
        taken = apps.get_model("organisations", "Organisation")().unique_error_message(
            apps.get_model("organisations", "Organisation"), ("name",)
        )
    assert taken.messages == ["Namn används redan."]
    default = models.BaseConstraint.default_violation_error_message
    wordless = [
        rule.name for rule in rules if rule.violation_error_message == default and rule.fields
    ]
    assert wordless == []
    unlike = [words for words in said.values() if not re.search(r"redan|nyss|just nu", words)]
    assert unlike == []
