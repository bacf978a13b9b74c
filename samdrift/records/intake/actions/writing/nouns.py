"""What a row says of one application → new and changed rows in the batch, noun by noun."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.records.agreements.models import Agreement, AgreementKind
from samdrift.records.intake.actions.writing.batch import Batch
from samdrift.records.intake.actions.writing.lookups import Pair, People, Products, Units
from samdrift.records.intake.convert import Values
from samdrift.records.intake.convert.lives import last_day, phase_of
from samdrift.records.intake.convert.state_values import LEVELS
from samdrift.records.intake.queries import BUDGETS, RegisterState
from samdrift.records.register.actions import NamedSuppliers
from samdrift.records.register.fields import PLAIN_FIELDS
from samdrift.records.register.models import (
    Application,
    Assessment,
    LifecycleEvent,
    LifecycleKind,
    Participation,
    Phase,
    Responsibility,
    ResponsibilityRole,
    Side,
    Verdict,
)
from samdrift.records.spending.models import CostKind, CostLine, CostType


@dataclass(slots=True)
class Desk:
    """Who writes, where, on which day, and with what at hand."""

    by: Person
    organisation: Organisation
    today: dt.date
    source: str
    people: People
    units: Units
    products: Products
    suppliers: NamedSuppliers
    batch: Batch
    owners_from: dt.date | None = None  # where nobody was; None is each application's first day
    changes_from: dt.date | None = None  # where others were; None is today


APPLICATION_FACTS = frozenset(
    {
        *(field.name for field in PLAIN_FIELDS),
        *("name", "product", "area", "classification", "start_year", "end_year", "more"),
    }
)
PARTICIPATION_FACTS = frozenset({"department", "users", "contact"})
RESPONSIBILITY_FACTS = frozenset({"owner", "managers", "deputies"})
ASSESSMENT_FACTS = frozenset({"verdict_it", "verdict_operation", "satisfaction"})
DEPENDENCY_FACTS = frozenset({"needs", "needed_by"})
#: Every fact of a row that is written somewhere; those of dependencies when all applications have their keys.
WRITTEN = (
    APPLICATION_FACTS
    | PARTICIPATION_FACTS
    | RESPONSIBILITY_FACTS
    | ASSESSMENT_FACTS
    | DEPENDENCY_FACTS
    | {"agreement", *BUDGETS}
)


def put(
    desk: Desk, standing: RegisterState, fields: Values, *, is_new: bool, vendor: str = ""
) -> None:
    """Everything that a row says of one application, but what it needs of others.

    Raises LookupError for a fact that nothing writes: a change is never told and then lost.
    """
    lost = {name for name in fields if name not in WRITTEN and not name.startswith("more:")}
    if lost:
        raise LookupError(f"nothing writes {sorted(lost)}")
    _application(desk, standing, fields, is_new=is_new)
    _participation(desk, standing, fields, is_new=is_new)
    _responsibilities(desk, standing, fields)
    _assessments(desk, standing, fields)
    if "agreement" in fields:
        _agreement(desk, standing, fields["agreement"], vendor)
    _costs(desk, standing, fields)


def _application(desk: Desk, standing: RegisterState, fields: Values, *, is_new: bool) -> None:
    application = standing.application
    if not is_new:
        desk.batch.remember(application)
    if "name" in fields:
        application.name = fields["name"]
    for field in PLAIN_FIELDS:
        if field.name in fields:
            field.put(application, fields[field.name])
    if "product" in fields:
        application.product = desk.products.of(fields["product"])
    if "area" in fields:
        application.area = desk.products.areas.get(fields["area"])
    elif application.area_id is None and application.product is not None:
        application.area_id = application.product.area_id
    for name, level in zip(LEVELS, fields.get("classification", ()), strict=False):
        setattr(application, name, level)
    more = {
        key.removeprefix("more:"): text for key, text in fields.items() if key.startswith("more:")
    }
    application.more = {**application.more, **more, **fields.get("more", {})}
    _life(desk, standing, fields, is_new=is_new)
    (desk.batch.new_applications if is_new else desk.batch.changed_applications).append(application)


def _life(desk: Desk, standing: RegisterState, fields: Values, *, is_new: bool) -> None:
    """A life begins at the latest today, for what is in a register has been decided on; a year to come is when it is
    taken into operation. A later year never cuts the beginning off a life that is known."""
    application, end = standing.application, last_day(fields)
    if "start_year" in fields:
        day = dt.date(fields["start_year"], 1, 1)
        application.starts_on = min(day, desk.today, *([] if is_new else [application.starts_on]))
        if standing.introduced is not None:
            desk.batch.remember(standing.introduced)
            standing.introduced.on = day
            desk.batch.changed_events.append(standing.introduced)
        else:
            event = LifecycleEvent(application=application, kind=LifecycleKind.INTRODUCED, on=day)
            desk.batch.new_events.append(event)
    elif is_new:
        application.starts_on = min(desk.today, dt.date(end.year, 1, 1)) if end else desk.today
    if end is None and application.phase == Phase.RETIRED and application.ends_on is None:
        end = max(application.starts_on, desk.today - dt.timedelta(days=1))
    if is_new and "phase" not in fields:
        application.phase = phase_of(fields, desk.today)
    if end is not None and end != application.ends_on:
        end = max(end, application.starts_on)
        _remember_end(desk, application, end, is_new=is_new)
        application.ends_on = end


def _remember_end(desk: Desk, application: Application, end: dt.date, *, is_new: bool) -> None:
    if is_new:
        return
    if application.ends_on is None or end < application.ends_on:
        desk.batch.earlier_ends[end].append(application.pk)
    else:
        desk.batch.later_ends[application.ends_on, end].append(application.pk)


def _participation(desk: Desk, standing: RegisterState, fields: Values, *, is_new: bool) -> None:
    said: dict[str, Any] = {}
    if "department" in fields:
        said["unit"] = desk.units.of(fields["department"])
    if "users" in fields:
        said["users"] = fields["users"]
    if "contact" in fields:
        said["contact"] = desk.people.of(fields["contact"])
    part = standing.participation
    if part is None and (is_new or said):
        application = standing.application
        made = Participation(
            application=application,
            organisation=desk.organisation,
            starts_on=application.starts_on
            if is_new
            else min(desk.today, application.ends_on or desk.today),
            ends_on=application.ends_on,
            **said,
        )
        desk.batch.new_participations.append(made)
    elif part is not None and said:
        desk.batch.remember(part)
        for name, value in said.items():
            setattr(part, name, value)
        desk.batch.changed_participations.append(part)


def _responsibilities(desk: Desk, standing: RegisterState, fields: Values) -> None:
    """Whoever the file names new takes the role from the day that was asked for; whoever it no longer names leaves it
    the day before, and who held it after that day never did.

    The first to be named have answered for the application since the day that was said when the file was given.
    """
    wanted: dict[ResponsibilityRole, list[Pair]] = {}
    if "owner" in fields:
        wanted[ResponsibilityRole.OWNER] = [fields["owner"]]
    if "managers" in fields:
        wanted[ResponsibilityRole.MANAGER] = fields["managers"]
    if "deputies" in fields:
        held = [
            [each.person.name, each.person.email or ""]
            for each in standing.holders(ResponsibilityRole.DEPUTY)
        ]
        wanted[ResponsibilityRole.DEPUTY] = [*held, *fields["deputies"]]
    application = standing.application
    since = desk.owners_from or application.starts_on
    for role, pairs in wanted.items():
        asked = since if standing.never_held(role) else desk.changes_from or desk.today
        day = max(application.starts_on, min(asked, application.ends_on or asked))
        people = {(person := desk.people.of(pair)).pk: person for pair in pairs}
        held_by = {each.person_id for each in standing.holders(role)}
        news = people.keys() - held_by
        for each in standing.held_after(role, day):
            is_left = each in standing.holders(role) and each.person_id not in people
            gives_way = each.person_id in news or (role == ResponsibilityRole.OWNER and news)
            if is_left or gives_way:
                _leave(desk, each, day)
        desk.batch.new_responsibilities += [
            Responsibility(
                application=application,
                person=person,
                role=role,
                starts_on=day,
                ends_on=application.ends_on,
                appointed_by=desk.by,
            )
            for pk, person in people.items()
            if pk not in held_by
        ]


def _leave(desk: Desk, responsibility: Responsibility, day: dt.date) -> None:
    desk.batch.remember(responsibility)
    if responsibility.starts_on < day:
        responsibility.ends_on = day - dt.timedelta(days=1)
        desk.batch.ended_responsibilities.append(responsibility)
    else:
        desk.batch.undone_responsibilities.append(responsibility)


def _assessments(desk: Desk, standing: RegisterState, fields: Values) -> None:
    """A new judgement beside the earlier ones; how many are satisfied stands in the operation's words."""
    for side, name in ((Side.IT, "verdict_it"), (Side.OPERATION, "verdict_operation")):
        satisfaction = fields.get("satisfaction", "") if side == Side.OPERATION else ""
        if name not in fields and not satisfaction:
            continue
        earlier = standing.assessments.get(side)
        desk.batch.assessments.append(
            Assessment(
                application=standing.application,
                side=side,
                on=desk.today,
                fit=earlier.fit if earlier else None,
                verdict=fields.get(name) or (earlier.verdict if earlier else Verdict.UNKNOWN),
                comment=satisfaction
                or (earlier.comment if earlier and side == Side.OPERATION else ""),
            )
        )


def _agreement(desk: Desk, standing: RegisterState, terms: Values, vendor: str) -> None:
    """The agreement with the supplier that the product or the row names; what the row does not say is left unknown."""
    application, agreement = standing.application, standing.agreement
    ends_on = dt.date.fromisoformat(terms["ends_on"]) if terms["ends_on"] else None
    starts_on = dt.date.fromisoformat(terms["starts_on"]) if terms["starts_on"] else None
    if agreement is not None:
        desk.batch.remember(agreement)
        desk.batch.changed_agreements.append(agreement)
    else:
        with translation.override(settings.LANGUAGE_CODE):  # stored for all, whoever writes it
            title = gettext("Supplier agreement, %(name)s") % {"name": application.name}
        agreement = Agreement(
            kind=AgreementKind.SUPPLIER,
            title=title[:160],
            responsible=desk.organisation,
            source=desk.source,
        )
    agreement.starts_on = starts_on or agreement.starts_on
    if terms["ends_on"] or terms["words"]:
        if agreement.ends_on != ends_on:
            agreement.ends_on, agreement.first_ends_on, agreement.renewal = ends_on, None, ""
        agreement.end_in_words = terms["words"]
        if ends_on is None:
            agreement.renews_months = agreement.extension_options = 0
        elif agreement.starts_on is not None and agreement.starts_on > ends_on:
            agreement.starts_on = None
    agreement.renewal = agreement.renewal or agreement.renewal_of_terms
    agreement.notice_months = terms["notice_months"] or agreement.notice_months
    agreement.number = terms["number"] or agreement.number
    if terms.get("price_ore") is not None:
        agreement.price_per_year_ore = terms["price_ore"]
    if standing.agreement is None:
        sells = (application.product.vendor if application.product else "") or vendor
        supplier = desk.suppliers.of(sells)
        if supplier == desk.organisation:
            supplier = None  # nobody agrees with itself
        desk.batch.new_agreements.append((agreement, application, supplier))
        standing.agreement = agreement


def _costs(desk: Desk, standing: RegisterState, fields: Values) -> None:
    for name, phase in BUDGETS.items():
        if name not in fields:
            continue
        line = standing.cost_lines.get(phase)
        if line is not None and line.year == fields[name]["year"]:
            desk.batch.remember(line)
            line.amount_ore, line.source = fields[name]["ore"], desk.source
            line.entered_by, line.approved_on = desk.by, None
            desk.batch.changed_cost_lines.append(line)
        else:
            desk.batch.new_cost_lines.append(
                CostLine(
                    application=standing.application,
                    bearer=desk.organisation,
                    year=fields[name]["year"],
                    phase=phase,
                    type=CostType.OTHER,
                    kind=CostKind.BUDGET,
                    amount_ore=fields[name]["ore"],
                    agreement=_whose_price(standing, fields, name),
                    entered_by=desk.by,
                    source=desk.source,
                )
            )


def _whose_price(standing: RegisterState, fields: Values, name: str) -> Agreement | None:
    """The agreement whose price a budget line is, so that the price is not counted once more from the agreement."""
    if name != "operating_budget" or "agreement" not in fields:
        return None
    is_price = fields["agreement"].get("price_ore") == fields[name]["ore"]
    return standing.agreement if is_price else None
