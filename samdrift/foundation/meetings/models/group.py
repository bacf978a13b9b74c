"""Groups that meet, and who is in them."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.dated import (
    Dated,
    DatedQuerySet,
    NoOverlap,
    ends_after_start,
)
from samdrift.foundation.organisations.models import Organisation, Person


class WorkingGroup(models.Model):
    """People who meet for a federation: the IT managers' group, a network."""

    federation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="groups", verbose_name=_("federation")
    )
    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("purpose"), blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="one_group_of_a_name",
                fields=["federation", "name"],
                said=_("There is a group of that name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("group_page", args=[self.pk])

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.federation_id,)


class PartInGroup(models.TextChoices):
    """What somebody is in a group."""

    CHAIR = "chair", _("Chair")
    SECRETARY = "secretary", _("Secretary")
    MEMBER = "member", pgettext_lazy("of a group", "Member")


class GroupMember(Dated):
    """Somebody in a group, from a day to a day; one chair and one secretary a day."""

    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, related_name="members", verbose_name=_("group")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="groups_of_person", verbose_name=_("person")
    )
    part = models.CharField(
        _("part in the group"),
        max_length=12,
        choices=PartInGroup.choices,
        default=PartInGroup.MEMBER,
    )

    objects = DatedQuerySet["GroupMember"].as_manager()

    class Meta:
        ordering = ["part", "person__name", "pk"]
        verbose_name = _("member of a group")
        verbose_name_plural = _("members of groups")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ends_after_start("group_member_ends_after_start"),
            NoOverlap(
                name="once_in_a_group_a_day",
                fields=["group", "person"],
                violation_error_message=_("The person is in the group already on those days."),
            ),
            NoOverlap(
                name="one_chair_a_day",
                fields=["group"],
                where={"part": "chair"},
                violation_error_message=_("The group has another chair on those days."),
            ),
            NoOverlap(
                name="one_secretary_a_day",
                fields=["group"],
                where={"part": "secretary"},
                violation_error_message=_("The group has another secretary on those days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_part_display()}"

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return self.group.governing_organisation_ids
