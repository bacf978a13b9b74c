"""A policy with its clauses and goals, what the register says of them through the years, and who has read it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.decisions.governance.models import Body, Proposal
from samdrift.foundation.audit.clock import now
from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.models import Organisation, Person


class Policy(models.Model):
    """A governing document made live; a federation follows one at a time, the latest."""

    federation = models.ForeignKey(Organisation, models.PROTECT, related_name="policies")
    title = models.CharField(_("title"), max_length=160)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    chapters = models.JSONField(_("chapters"), default=list)
    adopted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField(_("read in"), default=now, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("policy")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="policy_ends_after_start",
                condition=models.Q(valid_until__gte=models.F("valid_from")),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.federation_id,)


class PolicyDocument(models.Model):
    """A document that the policy consists of, the body that is to decide it, and the proposal by which it is put."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="documents")
    name = models.CharField(_("document"), max_length=120)
    decided_by = models.CharField(_("decided by"), max_length=20, choices=Body.choices)
    proposal = models.OneToOneField(
        Proposal,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="policy_document",
        verbose_name=_("proposal"),
    )
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        verbose_name = _("policy document")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="document_once_in_policy",
                fields=["policy", "name"],
                said=_("The policy has a document of that name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Clause(models.Model):
    """One sentence of the policy that says what shall be, and the check that follows it where there is one.

    asks: what the check needs to know beside the register, such as the areas that the clause names.
    unmeasured: what would measure the clause, or the rest of it, and doesn't exist yet.
    duties: stable words for what the clause lays on somebody, by which other rooms find it.
    """

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="clauses")
    code = models.CharField(_("clause"), max_length=20)
    chapter = models.CharField(_("chapter"), max_length=20)
    text = models.TextField(_("text"))
    must_act = models.CharField(_("who must act"), max_length=80, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    check_name = models.CharField(_("check"), max_length=60, blank=True)
    target = models.PositiveSmallIntegerField(_("target, per cent"), null=True, blank=True)
    asks = models.JSONField(_("asks"), default=dict, blank=True)
    unmeasured = models.TextField(_("not measured yet"), blank=True)
    duties = models.JSONField(_("duties"), default=list, blank=True)
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ["order"]
        verbose_name = _("clause")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="clause_once_in_policy",
                fields=["policy", "code"],
                said=_("The policy has a clause of that number already."),
            )
        ]

    def __str__(self) -> str:
        return self.code


class Goal(models.Model):
    """A goal of the policy with its target year, followed by a clause, or by a check of its own."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="goals")
    area = models.CharField(_("strategic area"), max_length=80)
    text = models.TextField(_("goal"))
    year = models.PositiveSmallIntegerField(_("target year"))
    clause = models.ForeignKey(Clause, models.CASCADE, related_name="goals")
    check_name = models.CharField(_("check"), max_length=60, blank=True)
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ["order"]
        verbose_name = _("goal")

    def __str__(self) -> str:
        return f"{self.area} {self.year}"


class CheckResult(models.Model):
    """What a check said of a clause on a day, and which check it was: the history of the policy's status."""

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="results")
    on = models.DateField(_("day"))
    status = models.CharField(_("status"), max_length=20)
    check_name = models.CharField(_("check"), max_length=60, blank=True)
    done = models.PositiveIntegerField(_("fulfilled"))
    total = models.PositiveIntegerField(_("of"))

    class Meta:
        ordering = ["-on"]
        verbose_name = _("result")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="one_result_a_day",
                fields=["clause", "on"],
                said=_("The clause has a result of that day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.on}: {self.done}/{self.total}"


class Reading(models.Model):
    """An employee says that the policy is read."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="readings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="readings")
    on = models.DateField(_("day"))

    class Meta:
        ordering = ["-on"]
        verbose_name = _("reading")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="read_once",
                fields=["policy", "person"],
                said=_("The person has said already that the policy is read."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.on}"
