"""What takes long to compute of the whole register, kept with the moment it was computed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptFact(models.Model):
    """The answer that `kept_facts` keeps to one question.

    name: the kind of fact, what it is of, and whose view it is where readers see different things.
    mark: what the log said just before (`log_mark`); as long as it says so, the answer is the register's.
    is_shared: is it many readers' view, so that the service computes it before anybody asks?
    """

    name = models.CharField(_("name"), max_length=120, unique=True)
    on = models.DateField(_("day"))
    counted_at = models.DateTimeField(_("counted"))
    seconds = models.FloatField(_("seconds"))
    mark = models.CharField(_("mark of the log"), max_length=60)
    is_shared = models.BooleanField(_("many readers' view"), default=True)
    value = models.JSONField(_("what was counted"))

    class Meta:
        verbose_name = _("fact kept")

    def __str__(self) -> str:
        return f"{self.name} {self.counted_at:%Y-%m-%d %H:%M}"
