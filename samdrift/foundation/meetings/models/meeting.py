"""A meeting from when it is planned until its notes are confirmed, and who was there."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.foundation.audit.once import Once
from samdrift.foundation.meetings.confirmed_notes import CONFIRMED, StaysAsConfirmed
from samdrift.foundation.meetings.models.group import WorkingGroup
from samdrift.foundation.organisations.dated import check_day
from samdrift.foundation.organisations.models import Person


class MeetingState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    CALLED = "called", _("Called")
    HELD = "held", _("Held, to be noted")
    NOTED = "noted", _("Notes to confirm")
    CONFIRMED = "confirmed", _("Notes confirmed")
    CANCELLED = "cancelled", _("Cancelled")


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def to_come(self) -> "MeetingQuerySet":
        """Those that are still to be held, the first one first."""
        return self.filter(state__in=[MeetingState.PLANNED, MeetingState.CALLED]).order_by(
            "on", "starts", "pk"
        )

    def been(self) -> "MeetingQuerySet":
        """Those that were held, the latest first."""
        held = [MeetingState.HELD, MeetingState.NOTED, MeetingState.CONFIRMED]
        return self.filter(state__in=held).order_by("-on", "-starts", "-pk")


class Meeting(models.Model):
    """One meeting of a group, from when it is planned until its notes are confirmed; then nothing of it changes."""

    edited_with = ("items", "attendances")  # whoever notes sees the agenda and who was there

    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, related_name="meetings", verbose_name=_("group")
    )
    number = models.PositiveIntegerField(_("number"))
    on = models.DateField(_("day"), db_index=True)
    starts = models.TimeField(_("begins"))
    ends = models.TimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to a video meeting"), max_length=400, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    called_on = models.DateField(_("called"), null=True, blank=True)
    noted_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("notes sent by"),
    )
    noted_on = models.DateField(_("notes sent"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("notes confirmed by"),
    )
    confirmed_on = models.DateField(_("notes confirmed"), null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-starts", "-pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="one_meeting_of_a_number",
                fields=["group", "number"],
                said=_("The group has a meeting of that number already."),
            ),
            Once(
                name="one_meeting_at_a_time",
                fields=["group", "on", "starts"],
                condition=~models.Q(state="cancelled"),
                said=_("The group has a meeting at that time already."),
            ),
            models.CheckConstraint(
                name="meeting_ends_after_it_begins",
                condition=models.Q(ends__gt=models.F("starts")),
                violation_error_message=_("The meeting ends after it begins, the same day."),
            ),
            models.CheckConstraint(
                name="meeting_has_a_place",
                condition=~models.Q(place="") | ~models.Q(link=""),
                violation_error_message=_("Say where the meeting is: a place, a link, or both."),
            ),
            StaysAsConfirmed(name="meeting_stays_as_confirmed", violation_error_message=CONFIRMED),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("meeting_page", args=[self.pk])

    def clean_fields(self, exclude: Any = None) -> None:
        """The fields' own rules, and a day that is one of ours."""
        super().clean_fields(exclude)
        check_day("on", self.on)

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return self.group.governing_organisation_ids

    @property
    def is_to_come(self) -> bool:
        return self.state in {MeetingState.PLANNED, MeetingState.CALLED}

    @property
    def takes_notes(self) -> bool:
        """Held, and not confirmed yet."""
        return self.state in {MeetingState.HELD, MeetingState.NOTED}

    @property
    def starts_at(self) -> dt.datetime:
        return timezone.make_aware(dt.datetime.combine(self.on, self.starts))

    @property
    def ends_at(self) -> dt.datetime:
        return timezone.make_aware(dt.datetime.combine(self.on, self.ends))

    @property
    def time_in_words(self) -> str:
        """«2009-01-22 kl. 09.00–12.00»."""
        words = _("%(day)s, %(begins)s–%(ends)s")
        return str(words) % {
            "day": self.on,
            "begins": f"{self.starts:%H.%M}",
            "ends": f"{self.ends:%H.%M}",
        }


class Presence(models.TextChoices):
    ASKED = "asked", _("Has not answered")
    COMES = "comes", _("Comes")
    STAYS_AWAY = "stays_away", _("Can't come")
    PRESENT = "present", _("Was there")
    ABSENT = "absent", _("Was not there")


class Attendance(models.Model):
    """Somebody called to a meeting: whether she said that she comes, and whether she was there."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="attendances", verbose_name=_("meeting")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="attendances", verbose_name=_("person")
    )
    presence = models.CharField(
        _("presence"), max_length=12, choices=Presence.choices, default=Presence.ASKED
    )

    class Meta:
        ordering = ["person__name", "pk"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="called_once_to_a_meeting",
                fields=["meeting", "person"],
                said=_("The person is called to the meeting already."),
            ),
            StaysAsConfirmed(
                name="attendance_stays_as_confirmed",
                through=["meeting"],
                violation_error_message=CONFIRMED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_presence_display()}"
