"""The list of applications: its columns, its filters, and the rows as the list shows them."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from samdrift.core.swedish import swedish_key
from samdrift.foundation.organisations.access import may_anywhere, signed_in
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Kind as OrganisationKind
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.queries import visible_organisations
from samdrift.foundation.ui.listing import (
    Choices,
    Column,
    Days,
    Flag,
    Kind,
    Listing,
    RowAct,
    row_link,
)
from samdrift.records.register.actions.several import ChangedInSeveral
from samdrift.records.register.fields import PLAIN_FIELDS, ApplicationField
from samdrift.records.register.models import (
    Application,
    Criticality,
    FieldGroup,
    Participation,
    Phase,
    Responsibility,
)
from samdrift.records.register.models.application import ApplicationQuerySet
from samdrift.records.register.queries import (
    audience_sight,
    owner_missing_since,
    search_applications,
    shared_by_several,
    visible_areas,
    where_seen,
    with_people,
)

Rows = Any  # a query of applications, or a list of them as they were on an earlier day
ENDED = "avslutade"


LEVELS = [(str(level.value), level.label) for level in Criticality]


def _areas(request: HttpRequest) -> list[tuple[str, str]]:
    seen = visible_areas(signed_in(request))
    return [(str(pk), name) for pk, name in seen.values_list("pk", "name")]


def _municipalities(request: HttpRequest) -> list[tuple[str, str]]:
    known = visible_organisations(signed_in(request)).existing(today())
    seen = known.filter(kind=OrganisationKind.MUNICIPALITY)
    return [(str(pk), name) for pk, name in seen.order_by("name").values_list("pk", "name")]


def _used_by(rows: Rows, values: list[str]) -> Rows:
    if isinstance(rows, list):
        return [
            row
            for row in rows
            if {str(each.organisation_id) for each in row.taking_part} & set(values)
        ]
    using = Participation.objects.on(today()).filter(
        organisation__in=[int(value) for value in values]
    )
    return rows.filter(pk__in=using.values("application"))


def _by_several(rows: Rows) -> Rows:
    if isinstance(rows, list):
        return [row for row in rows if len({each.organisation_id for each in row.taking_part}) > 1]
    return shared_by_several(rows, today())


def _without_owner(rows: Rows) -> Rows:
    """Asked only of those whose owner the reader may see; the list says which."""
    if isinstance(rows, list):
        return [row for row in rows if row.sees_people and row.owner_id is None]
    annotated: Any = rows
    return annotated.filter(sees_people=True, owner_id__isnull=True)


def _held_by_reader(rows: Rows) -> Rows:
    """Those that the reader owns or manages today."""
    if isinstance(rows, list):
        return [row for row in rows if row.is_readers]
    annotated: Any = rows
    return annotated.filter(is_readers=True)


def _criticality(row: Application) -> str:
    level = row.seen_criticality  # type: ignore[attr-defined]
    return "" if level is None else str(Criticality(level).label)


def users_of(row: Application) -> tuple[str, ...]:
    """The names of those that use it, in Swedish order."""
    rows = row.taking_part  # type: ignore[attr-defined]  # fetched beforehand under that name
    return tuple(sorted({str(each.organisation) for each in rows}, key=swedish_key))


def users_in_words(row: Application) -> str:
    return ", ".join(users_of(row))


def _beside_the_name(row: Application) -> str:
    """The product where it has another name, and the phase where it is not the usual one."""
    product = row.product.name if row.product and row.product.name != row.name else ""
    phase = "" if row.phase == Phase.MAINTENANCE else str(row.get_phase_display()).lower()
    return " · ".join(filter(None, [product, phase]))


def _missing_owner_words(row: Application) -> str:
    """«lacking since 2008-12-31» where nobody owns an application in use."""
    since = None if row.ends_on and row.ends_on < today() else owner_missing_since(row)
    return _("lacking since %(day)s") % {"day": since} if since else ""


def _own_column(field: ApplicationField) -> Column:
    """A plain field's column; empty where the reader may not see its group of an application."""

    def value(row: Application) -> object:
        if field.group is not None and not getattr(row, f"sees_{field.group}"):
            return None
        held = field.of(row)
        if field.kind == "yes_no" or held is None:
            return held
        return getattr(row, field.name) if field.kind == "date" else field.words(held)

    kind = {"date": Kind.DAY, "yes_no": Kind.YES}.get(field.kind, Kind.TEXT)
    sort = () if field.group is not None or field.is_long else (field.name,)
    return Column(field.name, field.label, kind=kind, value=value, sort=sort, visible=False)


#: Those that the list itself says nothing else of.
LISTED_BY_DECLARATION = [
    field for field in PLAIN_FIELDS if field.in_list and field.name not in {"phase", "criticality"}
]
#: The groups that the list's columns are of.
LISTED_GROUPS = sorted(
    {FieldGroup.PEOPLE, FieldGroup.CLASSIFICATION}
    | {field.group for field in LISTED_BY_DECLARATION if field.group is not None}
)
AS_OF = Days(
    "dag", gettext_lazy("As the register was on"), hint=gettext_lazy("Written as 2009-01-31.")
)


def _act_on_several(what: ChangedInSeveral, label: Promise) -> RowAct:
    return RowAct(
        label,
        address=lambda: reverse("application_several", args=[what.value]),
        opens=lambda request: may_anywhere(signed_in(request), what.permission),
    )


SAME_CHANGES = {
    ChangedInSeveral.OWNER: gettext_lazy("Appoint a system owner"),
    ChangedInSeveral.OPERATING_UNIT: gettext_lazy("Set the operating IT unit"),
    ChangedInSeveral.AREA: gettext_lazy("Set the area"),
}
APPLICATIONS = Listing(
    name="applikationer",
    columns=[
        Column(
            "name",
            gettext_lazy("Application"),
            sort=("name",),
            link=row_link("application_page"),
            heading=True,
            note=_beside_the_name,
        ),
        Column("area", gettext_lazy("Area"), value=lambda row: row.area, sort=("area__name",)),
        Column(
            "municipalities",
            gettext_lazy("Used by"),
            value=users_of,
            many=ngettext_lazy("%(count)s municipality", "%(count)s municipalities", "count"),
        ),
        Column(
            "owner",
            gettext_lazy("System owner"),
            value=lambda row: row.owner_name,
            sort=("owner_name",),
            note=_missing_owner_words,
        ),
        Column(
            "manager",
            gettext_lazy("System manager"),
            value=lambda row: row.manager_name,
            sort=("manager_name",),
        ),
        Column(
            "phase",
            gettext_lazy("Phase"),
            value=lambda row: row.get_phase_display(),
            sort=("phase",),
            visible=False,
            in_export=True,
        ),
        Column(
            "host",
            gettext_lazy("Host municipality"),
            value=lambda row: row.host,
            sort=("host__name",),
            visible=False,
        ),
        Column(
            "operating_unit",
            gettext_lazy("Operating IT unit"),
            value=lambda row: row.operating_unit,
            sort=("operating_unit__name",),
            visible=False,
        ),
        Column(
            "vendor",
            gettext_lazy("Supplier"),
            value=lambda row: row.product.vendor if row.product else "",
            sort=("product__supplier__name",),
            visible=False,
        ),
        Column(
            "criticality",
            gettext_lazy("Criticality"),
            value=_criticality,
            sort=("seen_criticality",),
            visible=False,
        ),
        Column(
            "no_owner_since",
            gettext_lazy("Without a system owner since"),
            kind=Kind.DAY,
            value=owner_missing_since,
            visible=False,
        ),
        Column(
            "starts_on", gettext_lazy("From"), kind=Kind.DAY, sort=("starts_on",), visible=False
        ),
        Column("ends_on", gettext_lazy("To"), kind=Kind.DAY, sort=("ends_on",), visible=False),
        *map(_own_column, LISTED_BY_DECLARATION),
        Column("key", gettext_lazy("Register key"), source="pk", visible=False, in_export=True),
    ],
    filters=[
        Choices("kommun", gettext_lazy("Used by"), _municipalities, where=_used_by, single=True),
        Choices("omrade", gettext_lazy("Area"), _areas, field="area"),
        Choices("fas", gettext_lazy("Phase"), Phase.choices, field="phase"),
        Choices("kritisk", gettext_lazy("Criticality"), LEVELS, field="seen_criticality"),
        Flag("gemensamma", gettext_lazy("Used by several municipalities"), where=_by_several),
        Flag("utan_agare", gettext_lazy("Without a system owner"), where=_without_owner),
        Flag("mina", gettext_lazy("That I own or manage"), where=_held_by_reader),
        AS_OF,
        Flag(ENDED, gettext_lazy("Also those no longer in operation"), where=lambda rows: rows),
    ],
    acts=[_act_on_several(each, label) for each, label in SAME_CHANGES.items()],
    search=search_applications,
    order=("name", "pk"),
    values=False,
)


#: In memory every word is sought in these fields; the index of words is of today.
LISTED_THEN = replace(
    APPLICATIONS,
    search=("name", "product__name", "product__supplier__name", "area__name", "purpose"),
)


def as_listed(rows: ApplicationQuerySet, person: Person, day: dt.date) -> ApplicationQuerySet:
    """Applications with all that the list's columns read, as far as the person may see it."""
    using = Participation.objects.on(day).select_related("organisation")
    listed = with_people(rows, person, day).annotate(
        **{f"sees_{group}": audience_sight(person, group) for group in LISTED_GROUPS},
        seen_criticality=where_seen(person, FieldGroup.CLASSIFICATION, "criticality"),
        is_readers=Exists(
            Responsibility.objects.held_by(person).filter(application=OuterRef("pk"))
        ),
    )
    listed = listed.select_related("product__supplier", "area", "host", "operating_unit")
    return listed.prefetch_related(Prefetch("participations", using, to_attr="taking_part"))
