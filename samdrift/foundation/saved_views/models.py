"""A list as somebody has filtered, sorted and chosen its columns, under a name."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.models import Organisation, Person

#: So many of one kind on one list stay easy to choose between.
MOST_ON_A_LIST = 12


class SavedView(models.Model):
    """What a list was asked for: the address of the list and its parameters.

    organisation: the municipality or federation whose people all see the view; none where it is its maker's own.
    """

    name = models.CharField(pgettext_lazy("view", "name"), max_length=40)
    path = models.CharField(_("list"), max_length=200)
    query = models.CharField(_("what is asked for"), max_length=1000)
    made_by = models.ForeignKey(
        Person, models.CASCADE, related_name="saved_views", verbose_name=_("saved by")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for everyone in"),
    )

    class Meta:
        ordering = ["path", "name", "pk"]
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="own_view_named_once",
                fields=["made_by", "path", "name"],
                condition=models.Q(organisation=None),
                said=_("You have a view with this name on the list already."),
            ),
            Once(
                name="shared_view_named_once",
                fields=["organisation", "path", "name"],
                condition=models.Q(organisation__isnull=False),
                said=_("There is a view with this name on the list already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        return f"{self.path}?{self.query}"
