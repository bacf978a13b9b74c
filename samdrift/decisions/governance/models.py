"""A proposal with frozen content, and what each municipality has decided about it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.core.frozen import digest_of, document_in
from samdrift.foundation.audit.clock import now
from samdrift.foundation.organisations.models import Organisation, Person


class ProposalKind(models.TextChoices):
    OPPORTUNITY = "opportunity", _("Collaboration")
    PLAN = "plan", _("Plan")
    SHARE = "share", _("Sharing of a cost")
    DOCUMENT = "document", _("Governing document")


class ProposalStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting for decisions")
    ADOPTED = "adopted", _("Adopted by all")
    REJECTED = "rejected", _("Rejected by somebody")
    RETURNED = "returned", _("Returned by somebody")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "Withdrawn")


class Body(models.TextChoices):
    COUNCIL = "council", _("Municipal council")
    BOARD = "board", _("Municipal executive board")
    COMMITTEE = "committee", _("Committee")
    JOINT_COMMITTEE = "joint_committee", _("Joint committee")
    FEDERATION_COUNCIL = "federation_council", _("Federation council")
    DIRECTORATE = "directorate", _("Federation directorate")
    DELEGATE = "delegate", _("By delegation")


class Outcome(models.TextChoices):
    ADOPTED = "adopted", _("Adopted")
    REJECTED = "rejected", _("Rejected")
    RETURNED = "returned", _("Returned")


class Proposal(models.Model):
    """What is put to decision, exactly as it was when it was made.

    `content` is the whole proposal as canonical JSON, byte for byte what `digest` is the SHA-256 of; the other
    columns repeat parts of it for lists. No verb changes it: who wants something else makes a new proposal.
    """

    federation = models.ForeignKey(Organisation, models.PROTECT, related_name="proposals")
    kind = models.CharField(_("kind"), max_length=20, choices=ProposalKind.choices)
    title = models.CharField(_("title"), max_length=200)
    content = models.TextField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)
    organisations = models.ManyToManyField(
        Organisation, related_name="proposals_to_decide", verbose_name=_("put to")
    )
    made_by = models.ForeignKey(
        Person, models.PROTECT, related_name="proposals", verbose_name=_("made by")
    )
    made_on = models.DateField(_("made"))
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=ProposalStatus.choices,
        default=ProposalStatus.WAITING,
        db_index=True,
    )
    withdrawn_because = models.TextField(_("reason for withdrawing"), blank=True)

    class Meta:
        ordering = ["-made_on", "-pk"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")

    def __str__(self) -> str:
        return self.title

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.federation_id,)

    @cached_property
    def document(self) -> dict[str, Any]:
        """The frozen content as values: title, kind, text, facts, tables, values, serves, departs …"""
        return document_in(self.content)

    @property
    def body_to_decide(self) -> str:
        """The kind of body that is to decide, where the proposal says which; otherwise the executive board."""
        return str(self.document.get("values", {}).get("decided_by", Body.BOARD))

    @property
    def is_unchanged(self) -> bool:
        """Is the stored content what was frozen, and do the columns still say the same?"""
        if digest_of(self.content) != self.digest:
            return False
        return (self.document["title"], self.document["kind"], self.document["made_on"]) == (
            self.title,
            self.kind,
            self.made_on.isoformat(),
        )


class DecisionQuerySet(models.QuerySet["Decision"]):
    def not_corrected(self) -> "DecisionQuerySet":
        """Those that no later decision has corrected."""
        return self.filter(corrected_by__isnull=True)


class Decision(models.Model):
    """What a body of an organisation decided. It is never changed; an error is corrected by a new one."""

    proposal = models.ForeignKey(
        Proposal, models.PROTECT, related_name="decisions", verbose_name=_("proposal")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="decisions", verbose_name=_("municipality")
    )
    body = models.CharField(_("body"), max_length=20, choices=Body.choices)
    body_name = models.CharField(_("the body's name"), max_length=120, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    on = models.DateField(_("day"))
    paragraph = models.CharField(_("paragraph"), max_length=20, blank=True)
    case_number = models.CharField(_("case number"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name=_("corrects"),
    )
    recorded_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"), default=now, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="decision_can_be_found",
                condition=~models.Q(paragraph="") | ~models.Q(case_number=""),
                violation_error_message=_("Say the paragraph or the case number of the decision."),
            ),
            models.CheckConstraint(
                name="committee_has_its_name",
                condition=~models.Q(body__in=["committee", "joint_committee"])
                | ~models.Q(body_name=""),
                violation_error_message=_("Say which committee it is."),
            ),
            models.UniqueConstraint(
                name="a_body_decides_once_a_day",
                fields=["proposal", "organisation", "body", "body_name", "on"],
                condition=models.Q(corrects__isnull=True),
                violation_error_message=_(
                    "That body's decision of the day is recorded already. Correct it where it is wrong."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_outcome_display()}"

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.organisation_id,)

    @property
    def body_words(self) -> str:
        return self.body_name or self.get_body_display()
