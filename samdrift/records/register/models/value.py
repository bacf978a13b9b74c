"""Whether something is worth introducing: need, benefit, cost and alternatives, judged before it is."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.records.register.models.application import Application


class Conclusion(models.TextChoices):
    INTRODUCE = "introduce", _("Introduce it")
    NEIGHBOUR = "neighbour", _("Use what a neighbour has")
    REFRAIN = "refrain", _("Do not introduce it")


class ValueAssessment(models.Model):
    """What one municipality judged before introducing an application.

    Earlier judgements stay; the latest counts. «Use what a neighbour has» is always among the alternatives.
    """

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="value_assessments",
        verbose_name=_("municipality"),
    )
    application = models.ForeignKey(
        Application,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="value_assessments",
        verbose_name=_("application"),
        help_text=_("Empty where it is not in the register yet."),
    )
    what = models.CharField(_("what is to be introduced"), max_length=160)
    on = models.DateField(_("day"))
    need = models.TextField(_("need"))
    benefit = models.TextField(_("benefit"))
    cost = models.TextField(_("cost in words"), blank=True)
    once_ore = models.BigIntegerField(
        _("one-off cost"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    year_ore = models.BigIntegerField(
        _("cost a year"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    alternatives = models.TextField(_("other alternatives"), blank=True)
    neighbour = models.TextField(
        _("the alternative to use what a neighbour has"),
        help_text=_("What a neighbour has, what it would cost, and why it is or is not chosen."),
    )
    conclusion = models.CharField(_("conclusion"), max_length=20, choices=Conclusion.choices)
    by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("judged by"), editable=False
    )
    is_example = models.BooleanField(_("example data"), default=False)

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("value assessment")
        verbose_name_plural = _("value assessments")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="neighbour_is_considered",
                condition=~models.Q(neighbour=""),
                violation_error_message=_(
                    "Say what a neighbour has, and why it is or is not chosen."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.what}, {self.organisation}"

    def clean(self) -> None:
        if self.once_ore is None and self.year_ore is None and not self.cost.strip():
            raise ValidationError({"cost": _("Say the cost, in kronor or in words.")})

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.organisation_id,)

    @property
    def speaks_for_it(self) -> bool:
        """Does it say that what is assessed should be introduced, a neighbour's included?"""
        return self.conclusion != Conclusion.REFRAIN


class IntroductionException(models.Model):
    """Something introduced, or taken into use, without what is asked for: what was lacking, and the reason."""

    application = models.ForeignKey(
        Application,
        models.CASCADE,
        related_name="introduction_exceptions",
        verbose_name=_("application"),
    )
    on = models.DateField(_("day"))
    lacking = models.TextField(_("what was lacking"))
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("exception", "decided by"),
        editable=False,
    )

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("exception from what is asked before use")
        verbose_name_plural = _("exceptions from what is asked before use")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="exception_has_its_reason",
                condition=~models.Q(reason=""),
                violation_error_message=_("Say why the exception is made."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.on}"

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.application.host_id,)
