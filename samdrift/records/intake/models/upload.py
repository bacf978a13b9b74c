"""One file on its way in: the upload, its rows, what was found in it, and the names it gives its systems."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samdrift.core.findings import Severity
from samdrift.foundation.audit.clock import now
from samdrift.foundation.audit.once import Once
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.silent_work import SILENT
from samdrift.records.register.models import Application, Product


class Status(models.TextChoices):
    READING = "reading", _("Being read")
    COLUMNS = "columns", _("Waiting for the columns")
    MATCHING = "matching", _("Products being matched")
    PRODUCTS = "products", _("Waiting for the products")
    COMPARING = "comparing", _("Being compared with the register")
    PREVIEW = "preview", _("Waiting for confirmation")
    WRITING = "writing", _("Being brought in")
    DONE = "done", _("Brought in")
    UNDONE = "undone", pgettext_lazy("file", "Undone")
    UNREADABLE = "unreadable", _("Could not be read")
    ABANDONED = "abandoned", _("Abandoned")


class About(models.TextChoices):
    REGISTER = "register", _("A register")
    COSTS = "costs", _("Costs")
    EMPLOYEES = "employees", _("Employees")
    AGREEMENTS = "agreements", _("Agreements")
    PARTICIPATIONS = "participations", _("Participations")
    ORGANISATIONS = "organisations", _("Organisations")
    UNITS = "units", _("Units")


PERMISSIONS: dict[About, Permission] = {
    About.REGISTER: Permission.IMPORT_REGISTER,
    About.COSTS: Permission.EDIT_COSTS,
    About.EMPLOYEES: Permission.KEEP_PEOPLE,
    About.AGREEMENTS: Permission.EDIT_AGREEMENT,
    About.PARTICIPATIONS: Permission.CHANGE_PARTICIPATION,
    About.ORGANISATIONS: Permission.MANAGE_ORGANISATIONS,
    About.UNITS: Permission.MANAGE_UNITS,
}
KEYED = frozenset(  # lists whose rows have keys
    {About.AGREEMENTS, About.PARTICIPATIONS, About.ORGANISATIONS, About.UNITS}
)

# Each kind of work, and where the upload stands again if somebody stops it.
WORKING: dict[str, str] = {
    Status.READING: Status.ABANDONED,
    Status.MATCHING: Status.COLUMNS,
    Status.COMPARING: Status.PRODUCTS,
    Status.WRITING: Status.PREVIEW,
}
WAITING = frozenset({Status.COLUMNS, Status.PRODUCTS, Status.PREVIEW})


class Upload(models.Model):
    """A file of a municipality's register or costs. Its bytes are kept until it is brought in or abandoned.

    introductions: what was answered about rows that are introduced now, {number of the row: {"in_use": true}} or
    {number of the row: {"because": reason for the exception}}.
    """

    about = models.CharField(
        _("what it holds"), max_length=20, choices=About.choices, default=About.REGISTER
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="uploads", verbose_name=_("municipality")
    )
    by = models.ForeignKey(
        Person, models.PROTECT, related_name="uploads", verbose_name=_("uploaded by")
    )
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    at = models.DateTimeField(_("uploaded"), default=now, editable=False)
    file_name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField(null=True)
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.READING
    )
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    owners_from = models.DateField(
        _("those who answer for new applications do so from"),
        null=True,
        blank=True,
        help_text=_("Empty: from each application's first day."),
    )
    changes_from = models.DateField(_("changes of employees hold from"), null=True, blank=True)
    leavers_on = models.DateField(
        _("last day of those whom a whole list of employees does not name"), null=True, blank=True
    )
    is_broken_off = models.BooleanField(default=False)
    beat_at = models.DateTimeField(_("last sign of life"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)

    header = models.JSONField(default=list)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    guesses = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    described = models.JSONField(default=dict)
    introductions = models.JSONField(default=dict)
    only_sound = models.BooleanField(default=False)
    plan_digest = models.CharField(max_length=64, blank=True)

    created = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(pgettext_lazy("rows", "changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    left_out = models.PositiveIntegerField(_("left out"), default=0)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("upload", args=[self.pk])

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.organisation_id,)

    @property
    def permission(self) -> Permission:
        """What it takes to bring such a file in."""
        return PERMISSIONS[About(self.about)]

    @property
    def is_costs(self) -> bool:
        return self.about == About.COSTS

    @property
    def is_employees(self) -> bool:
        return self.about == About.EMPLOYEES

    @property
    def is_register(self) -> bool:
        return self.about == About.REGISTER

    @property
    def is_keyed(self) -> bool:
        return self.about in KEYED

    @property
    def is_working(self) -> bool:
        return self.status in WORKING

    @property
    def is_silent(self) -> bool:
        """Is its worker gone?"""
        return self.is_working and timezone.now() - self.beat_at > SILENT

    @property
    def is_waiting(self) -> bool:
        return self.status in WAITING

    @property
    def signature(self) -> str:
        """The headings, by which the same kind of file is known again."""
        return str(self.described.get("signature", ""))


class RowOutcome(models.TextChoices):
    CREATED = "created", pgettext_lazy("row", "New")
    CHANGED = "changed", pgettext_lazy("row", "Changed")
    UNCHANGED = "unchanged", pgettext_lazy("row", "Unchanged")
    LEFT_OUT = "left_out", pgettext_lazy("row", "Left out")
    NOT_A_SYSTEM = "not_a_system", pgettext_lazy("row", "Not counted as a system")
    ELSEWHERE = "elsewhere", pgettext_lazy("row", "Another municipality's")
    JOINED = "joined", pgettext_lazy("row", "Joined with an earlier row")
    LEAVES = "leaves", pgettext_lazy("row", "Leaves")
    HANDS_OVER = "hands_over", pgettext_lazy("row", "Leaves when the tasks have been taken over")


BROUGHT_IN = frozenset({RowOutcome.CREATED, RowOutcome.CHANGED, RowOutcome.UNCHANGED})


class Row(models.Model):
    """One row of an upload as it will be brought in; `changes` is [[field, before, after], …].

    organisation: the municipality that it belongs to, where a joint register says another than the upload's. A row that
    is not brought in has its cells word for word and the reason among its values.
    """

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    name = models.CharField(_("name"), max_length=160)
    outcome = models.CharField(_("outcome"), max_length=20, choices=RowOutcome.choices)
    has_fault = models.BooleanField(_("has faults"), default=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="+", verbose_name=_("municipality")
    )
    application = models.ForeignKey(
        Application, models.SET_NULL, null=True, related_name="+", verbose_name=_("application")
    )
    key = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    changes = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        verbose_name = _("row")
        indexes = [models.Index(fields=["upload", "outcome", "number"], name="row_outcome")]

    def __str__(self) -> str:
        return f"{self.number}: {self.name}"


class Finding(models.Model):
    """Something wrong, or worth knowing, about a file: core's finding, kept until the upload is abandoned."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="findings")
    severity = models.CharField(
        _("severity"), max_length=10, choices=[(each.value, each.value) for each in Severity]
    )
    stage = models.CharField(max_length=20, choices=Status.choices)
    row = models.PositiveIntegerField(_("row"), null=True)
    column = models.CharField(_("column"), max_length=200, blank=True)
    value = models.CharField(_("value"), max_length=200, blank=True)
    rule = models.CharField(_("rule"), max_length=60)
    what = models.TextField()
    values: "models.JSONField[Any, Any]" = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("finding")
        indexes = [models.Index(fields=["upload", "severity"], name="finding_severity")]

    def __str__(self) -> str:
        return f"{self.row or ''} {self.column}: {self.rule}"


class Decision(models.TextChoices):
    PRODUCT = "product", _("Product of the catalogue")
    NEW = "new", _("New product")
    NONE = "none", _("No product")


class NameMatch(models.Model):
    """One distinct name of the file and which product it is; `candidates` is [[product, score, reason], …]."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="name_matches")
    name = models.CharField(_("name"), max_length=160)
    vendor = models.CharField(_("supplier"), max_length=120, blank=True)
    row_count = models.PositiveIntegerField(_("rows"), default=1)
    score = models.FloatField(_("score"), null=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    candidates = models.JSONField(default=list)
    decision = models.CharField(
        _("choice"), max_length=10, choices=Decision.choices, default=Decision.NONE
    )
    product = models.ForeignKey(
        Product, models.CASCADE, null=True, related_name="+", verbose_name=_("product")
    )
    is_remembered = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("name in the file")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            Once(
                name="name_once_in_upload",
                fields=["upload", "name"],
                said=_("The name stands in the file already."),
            ),
            models.CheckConstraint(
                name="chosen_product_is_said",
                condition=~models.Q(decision="product") | models.Q(product__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name
