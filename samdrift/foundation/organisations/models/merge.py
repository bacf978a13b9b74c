"""Two rows that were the same person: what was moved, so that it can be moved back."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.models.person import Person


class PersonMerge(models.Model):
    """One merge of two people. `content` is what undoing it needs: rows moved, removed and changed."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges", verbose_name=_("kept"))
    merged = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("merged"))
    merged_name = models.CharField(_("name"), max_length=120)
    made_on = models.DateField(_("day"))
    undone_on = models.DateField(_("undone"), null=True, blank=True)
    content = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        verbose_name = _("merge")

    def __str__(self) -> str:
        return f"{self.merged_name} → {self.kept}"

    @property
    def can_be_undone(self) -> bool:
        return self.undone_on is None and bool(self.content)
