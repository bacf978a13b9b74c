"""Changes that the operations are told of in good time, with what each costs."""

import datetime as dt
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.core.periods import add_months
from samdrift.decisions.sharing.models import SharingRule
from samdrift.foundation.audit.once import Once
from samdrift.foundation.messages.models import Message, MessageState
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.own_unit import NamesOwnUnit
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.models import Application
from samdrift.records.spending.models import JointInitiative


class ChangeKind(models.TextChoices):
    PLATFORM = "platform", _("The technical platform changes")
    KEY = "key", _("The allocation key changes")


ANSWER_DAYS = 30  # so long may a recipient wait before the answer is overdue


class NoticeState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ChangeNoticeQuerySet(models.QuerySet["ChangeNotice"]):
    def drafts(self) -> "ChangeNoticeQuerySet":
        return self.filter(sent_on__isnull=True, withdrawn_on__isnull=True)

    def in_force(self) -> "ChangeNoticeQuerySet":
        """Sent and not withdrawn."""
        return self.filter(sent_on__isnull=False, withdrawn_on__isnull=True)


class ChangeNotice(models.Model):
    """A planned change, told to the departments concerned with its consequence for each of them and year.

    Of a key: of one application or initiative, or of everything that has no key of its own. When it is sent its
    consequences are stored with the figures that they were computed from (`basis`); no verb changes them then.
    """

    federation = models.ForeignKey(Organisation, models.PROTECT, related_name="change_notices")
    kind = models.CharField(_("kind"), max_length=10, choices=ChangeKind.choices)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("what changes"))
    application = models.ForeignKey(
        Application,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="change_notices",
        verbose_name=_("application"),
    )
    initiative = models.ForeignKey(
        JointInitiative,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="change_notices",
        verbose_name=_("joint initiative"),
    )
    takes_effect_on = models.DateField(_("takes effect"))
    lead_months = models.PositiveSmallIntegerField(
        _("told at least, months before"), default=6, validators=[MaxValueValidator(36)]
    )
    budget_deadline = models.DateField(_("before the budget deadline"), null=True, blank=True)
    change_ore = models.JSONField(_("change of cost by year"), default=dict, blank=True)
    years = models.PositiveSmallIntegerField(
        _("years told of"), default=3, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    new_rule = models.JSONField(_("the new rule in full"), default=dict, blank=True)
    origin = models.CharField(_("agreement or decision"), max_length=250, blank=True)
    rule = models.ForeignKey(
        SharingRule,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("sharing rule"),
    )
    basis = models.JSONField(_("computed from"), default=dict, blank=True)
    made_by = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="change_notices",
        verbose_name=pgettext_lazy("notice", "made by"),
    )
    made_on = models.DateField(pgettext_lazy("notice", "made"))
    sent_on = models.DateField(_("sent"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn"), null=True, blank=True)
    withdrawn_because = models.TextField(_("reason for withdrawing"), blank=True)

    objects = ChangeNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-takes_effect_on", "-pk"]
        verbose_name = _("change notice")
        verbose_name_plural = _("change notices")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="notice_is_of_one_thing",
                condition=models.Q(application__isnull=False, initiative__isnull=True)
                | models.Q(application__isnull=True, initiative__isnull=False)
                | models.Q(application__isnull=True, initiative__isnull=True, kind="key"),
                violation_error_message=_(
                    "A notice is about an application or a joint initiative."
                ),
            ),
            models.CheckConstraint(
                name="withdrawn_notice_says_why",
                condition=models.Q(withdrawn_on__isnull=True) | ~models.Q(withdrawn_because=""),
                violation_error_message=_("Say why the notice is withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.federation_id,)

    @property
    def state(self) -> NoticeState:
        if self.withdrawn_on is not None:
            return NoticeState.WITHDRAWN
        return NoticeState.DRAFT if self.sent_on is None else NoticeState.SENT

    @property
    def is_of_everything(self) -> bool:
        """A key of every joint cost that has none of its own."""
        return self.application_id is None and self.initiative_id is None

    @property
    def subject(self) -> str:
        """What changes, in words."""
        return str(self.application or self.initiative or _("All joint costs"))

    @property
    def due_on(self) -> dt.date:
        """The last day to tell in good time: lead time before it takes effect, and before the budget deadline."""
        lead = add_months(self.takes_effect_on, -self.lead_months)
        return min(lead, self.budget_deadline) if self.budget_deadline else lead

    @property
    def is_late(self) -> bool:
        return self.sent_on is not None and self.sent_on > self.due_on

    @property
    def answer_by(self) -> dt.date | None:
        """The last day for a recipient to say «I have read it» before it is overdue."""
        return None if self.sent_on is None else self.sent_on + dt.timedelta(days=ANSWER_DAYS)


class NoticeConsequence(NamesOwnUnit):
    """What the change costs a department, or a municipality where no department uses it, in a year."""

    notice = models.ForeignKey(ChangeNotice, models.CASCADE, related_name="consequences")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1950), MaxValueValidator(2200)]
    )
    before_ore = models.BigIntegerField(_("before"))
    after_ore = models.BigIntegerField(_("after"))

    class Meta:
        ordering = ["organisation__municipality_code", "unit__name", "year"]
        verbose_name = _("consequence")

    def __str__(self) -> str:
        return f"{self.unit or self.organisation} {self.year}"

    @property
    def change_ore(self) -> int:
        return self.after_ore - self.before_ore


RECIPIENTS = (Role.DEPARTMENT_MANAGER, Role.IT_MANAGER, Role.CONTROLLER, Role.SYSTEM_OWNER)


class ToldBy(models.TextChoices):
    MAIL = "mail", _("By e-mail")
    PAPER = "paper", _("On paper")
    NO_ADDRESS = "no_address", _("Has no e-mail address")


class Mailed(models.TextChoices):
    """What became of the letter, as the notice's page says it."""

    NOT = "not", _("Not mailed")  # told on paper
    WAITING = "waiting", _("On its way")
    SENT = "sent", _("Mailed")
    FAILED = "failed", _("Could not be mailed")
    NOT_NEEDED = "not_needed", _("Not mailed: no longer needed")
    NO_ADDRESS = "no_address", _("Has no e-mail address")
    ERASED = "erased", _("The letter has been erased")


_MAILED = {
    MessageState.WAITING: Mailed.WAITING,
    MessageState.SENDING: Mailed.WAITING,
    MessageState.SENT: Mailed.SENT,
    MessageState.FAILED: Mailed.FAILED,
    MessageState.NOT_NEEDED: Mailed.NOT_NEEDED,
}


class AnswerState(models.TextChoices):
    READ = "read", _("Read")
    WAITING = "waiting", _("Waits to be read")
    OVERDUE = "overdue", _("Reading it is overdue")
    NOT_NEEDED = "not_needed", _("Need not be read: withdrawn")


class AcknowledgementQuerySet(models.QuerySet["Acknowledgement"]):
    def awaiting_answer(self) -> "AcknowledgementQuerySet":
        """Of notices that stand, those that nobody has said «I have read it» to."""
        return self.filter(acknowledged_on__isnull=True, notice__withdrawn_on__isnull=True)

    def not_mailed(self) -> "AcknowledgementQuerySet":
        """Those whose last letter could not be mailed."""
        return self.filter(message__state=MessageState.FAILED)

    def overdue(self, day: dt.date) -> "AcknowledgementQuerySet":
        return self.awaiting_answer().filter(sent_on__lt=day - dt.timedelta(days=ANSWER_DAYS))


class Acknowledgement(models.Model):
    """Somebody who was told, and when that somebody said «I have read it»."""

    notice = models.ForeignKey(ChangeNotice, models.CASCADE, related_name="acknowledgements")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="acknowledgements", verbose_name=_("recipient")
    )
    role = models.CharField(
        _("told as"),
        max_length=30,
        choices=[(role.value, role.label) for role in RECIPIENTS],
        default=Role.DEPARTMENT_MANAGER.value,
    )
    sent_on = models.DateField(_("sent"))
    reminded_on = models.DateField(_("reminded"), null=True, blank=True)
    acknowledged_on = models.DateField(_("acknowledged"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    told_by = models.CharField(
        _("told by"), max_length=12, choices=ToldBy.choices, default=ToldBy.PAPER
    )
    message = models.ForeignKey(
        Message,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("last letter"),
    )

    objects = AcknowledgementQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__municipality_code", "person__name"]
        verbose_name = _("acknowledgement")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="told_once",
                fields=["notice", "person"],
                said=_("The person has been told of the change already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.notice}"

    @property
    def mail_state(self) -> Mailed:
        """What became of the last letter: the outbox knows."""
        if self.message is not None:
            return _MAILED[MessageState(self.message.state)]
        if self.told_by == ToldBy.MAIL:
            return Mailed.ERASED
        return Mailed.NOT if self.told_by == ToldBy.PAPER else Mailed.NO_ADDRESS

    def answer_state(self, day: dt.date) -> AnswerState:
        """How far the answer has come on a day: the one answer to it, wherever it is shown."""
        if self.acknowledged_on is not None:
            return AnswerState.READ
        if self.notice.withdrawn_on is not None:
            return AnswerState.NOT_NEEDED
        overdue = (day - self.sent_on).days > ANSWER_DAYS
        return AnswerState.OVERDUE if overdue else AnswerState.WAITING
