"""What is taken up at a meeting, what came of it, and who does what until when."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.foundation.audit.once import Once
from samdrift.foundation.meetings.confirmed_notes import CONFIRMED, StaysAsConfirmed
from samdrift.foundation.meetings.models.meeting import Meeting
from samdrift.foundation.organisations.dated import check_day
from samdrift.foundation.organisations.models import Person


class ItemKind(models.TextChoices):
    INFORMATION = "information", _("Information")
    DISCUSSION = "discussion", _("Discussion")
    DECISION = "decision", _("To agree on")


class ItemOutcome(models.TextChoices):
    NOTED = "noted", _("Noted")
    AGREED = "agreed", pgettext_lazy("outcome", "Agreed")
    REFERRED = "referred", _("Referred")
    POSTPONED = "postponed", _("Postponed")


class AgendaItem(models.Model):
    """One thing taken up at a meeting, and what came of it.

    carried_from: the item of an earlier meeting that was postponed to this one. about: what it is about, as the log
    names things; what that is called and whether the reader may see it, its room knows (`agenda_kinds`).
    """

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="items", verbose_name=_("meeting")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("item"), max_length=200)
    kind = models.CharField(
        _("kind"), max_length=12, choices=ItemKind.choices, default=ItemKind.DISCUSSION
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    carried_from = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name=_("carried over from"),
    )
    about_kind = models.CharField(max_length=60, blank=True, editable=False)
    about_id = models.CharField(max_length=40, blank=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=12, choices=ItemOutcome.choices, blank=True)
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("item of an agenda")
        verbose_name_plural = _("items of agendas")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["about_kind", "about_id"], name="agenda_about")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="one_item_of_a_number",
                fields=["meeting", "number"],
                said=_("The agenda has an item of that number already."),
            ),
            Once(
                name="taken_up_once_at_a_meeting",
                fields=["meeting", "about_kind", "about_id"],
                condition=~models.Q(about_id=""),
                said=_("It stands on the agenda of that meeting already."),
            ),
            StaysAsConfirmed(
                name="item_stays_as_confirmed",
                through=["meeting"],
                violation_error_message=CONFIRMED,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return self.meeting.governing_organisation_ids


class ActionItemQuerySet(models.QuerySet["ActionItem"]):
    def to_do(self) -> "ActionItemQuerySet":
        """Those that are still to be done, what is due first first."""
        return self.filter(done_on=None).order_by("due_on", "pk")


class ActionItem(models.Model):
    """What somebody took upon herself at a meeting.

    assigned_to, first_due_on: as it was said at the meeting. owner, due_on, done_on, times_moved: how it stands.
    """

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="actions", verbose_name=_("item of an agenda")
    )
    what = models.CharField(_("what is to be done"), max_length=250)
    assigned_to = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("given to")
    )
    first_due_on = models.DateField(_("first due"))
    owner = models.ForeignKey(
        Person, models.PROTECT, related_name="action_items", verbose_name=_("who does it")
    )
    due_on = models.DateField(_("due"), db_index=True)
    times_moved = models.PositiveSmallIntegerField(_("times moved"), default=0)
    done_on = models.DateField(_("done"), null=True, blank=True)
    report = models.TextField(_("what came of it"), blank=True)

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="action_is_moved_onwards",
                condition=models.Q(due_on__gte=models.F("first_due_on")),
                violation_error_message=_(
                    "An action is moved to a later day, never to an earlier."
                ),
            ),
            StaysAsConfirmed(
                name="action_stays_as_confirmed",
                through=["item", "meeting"],
                goes_on=["due_on", "times_moved", "done_on", "report"],
                violation_error_message=CONFIRMED,
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def clean_fields(self, exclude: Any = None) -> None:
        """The fields' own rules, and a day that is one of ours."""
        super().clean_fields(exclude)
        check_day("due_on", self.due_on)

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return self.item.governing_organisation_ids
