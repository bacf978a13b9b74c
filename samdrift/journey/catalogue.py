"""Second stretch: the catalogue, and what the municipalities have together (the table is in joint.py)."""

import datetime as dt

from samdrift.foundation.handbook.actions import write_addition
from samdrift.foundation.organisations.actions import add_organisation
from samdrift.foundation.organisations.models import Kind, Organisation
from samdrift.journey.joint import (
    ALONE,
    ENDING,
    JOINT,
    KNOW,
    OUTSIDE,
    UNCONFIRMED,
    Joint,
    SupplierTerms,
)
from samdrift.journey.organisations import Society
from samdrift.records.agreements.actions import add_agreement, add_party
from samdrift.records.agreements.models import Agreement, AgreementKind, PartyRole
from samdrift.records.competence.actions import (
    confirm_competence,
    make_training_plan,
    record_competence,
)
from samdrift.records.register.actions import (
    add_alias,
    add_application,
    add_product,
    add_supplier_alias,
    add_synonym,
    appoint_system_manager,
    assess,
    change_area,
    join_application,
    load_shipped_catalogue,
    merge_suppliers,
    record_lifecycle_event,
)
from samdrift.records.register.models import (
    Application,
    Area,
    AreaStatus,
    LifecycleKind,
    Network,
    Operation,
    Phase,
    Product,
    ProductStatus,
    Side,
    Verdict,
)
from samdrift.records.register.queries import SupplierNames, shipped_synonyms
from samdrift.records.spending.actions import add_cost_line
from samdrift.records.spending.models import CostKind, CostLine, CostPhase, CostType

SOURCE = "Exempeldata"
JOINT_AREAS = {"telefoni", "ekonomi", "webbplats", "PA/lön"}
POTENTIAL_AREAS = {  # «Utvecklingspotential finns bland annat för GIS, Bygg, Skol- och omsorgsprogram och kartsystem»
    "GIS",
    "bygglov",
    "bygg och miljö",
    "barn- och elevregister",
    "socialtjänst och omsorg",
    "mätning",
}

NOT_ASSESSED = "Införandet beslutades i IT-policyn, innan nyttobedömningar skrevs (exempeldata)."


def fill_catalogue(society: Society) -> None:
    """Areas and products that come with the package; areas as the policy speaks of them."""
    by, about = society.administrator, society.federation
    load_shipped_catalogue(by=by, about=about)
    for name, former in {"CGI": "Logica", "Visma": "Personec"}.items():
        supplier = SupplierNames().of(name)
        assert supplier is not None
        add_supplier_alias(by=by, about=about, supplier=supplier, name=former)
    for area in Area.objects.filter(name__in=JOINT_AREAS | POTENTIAL_AREAS):
        area.status = AreaStatus.JOINT if area.name in JOINT_AREAS else AreaStatus.POTENTIAL
        change_area(by=by, about=about, area=area)
    trio = Product.objects.get(name="Trio")
    add_alias(by=by, about=about, product=trio, name="TRIO-hänvisning")
    for words in shipped_synonyms():
        add_synonym(by=by, federation=about, words=words)
    write_addition(by=by, federation=about, section="menyn#hjalp", text=WHO_HELPS)


#: What the federation adds to the handbook's section on help.
WHO_HELPS = "Kommer du inte vidare: ring **IT-enheten** i din kommun.\n\n- Åmål: anknytning 170 00\n- Mellerud: 180 00"
#: The same supplier as two municipalities write it; the first stays.
SPELLED_TWICE = ("Norrmark Data", "Norrmark Data Sverige AB")


def merge_suppliers_spelled_twice(society: Society) -> None:
    """Each municipality has added a product of the supplier; the federation's administrator lets the two be one."""
    wrote = zip(("amal", "mellerud"), SPELLED_TWICE, ("Skolskjuts", "Linjekarta"), strict=True)
    for key, vendor, product in wrote:
        add_product(
            by=society.it_manager(key),
            about=society.organisations[key],
            name=product,
            vendor=vendor,
            status=ProductStatus.APPROVED,
            source=SOURCE,
        )
    kept, merged = (Organisation.objects.get(name=name) for name in SPELLED_TWICE)
    merge_suppliers(
        by=society.administrator,
        kept=kept,
        merged=merged,
        why="Samma bolag, skrivet på två sätt i två kommuner (exempeldata).",
    )


def add_joint_applications(society: Society) -> dict[str, Application]:
    """One row for each joint installation, with participants, roles, agreements, costs and judgements."""
    made = {joint.key: _add_joint(society, joint) for joint in JOINT}
    for key, product, area, budget, fit in ALONE:
        _add_alone(society, key=key, product=product, area=area, budget=budget, fit=fit)
    for person, product, level, day in KNOW:
        said = record_competence(
            by=society.people[person],
            person=society.people[person],
            product=Product.objects.get(name=product),
            level=level,
            refreshed_on=day,
        )
        if (person, product) not in UNCONFIRMED:
            confirm_competence(
                by=society.administrator, competence=said, grounds="Kurs hos leverantören"
            )
    for key, joint_training in (("ekonomi", True), ("palon", True), ("bibliotek", False)):
        make_training_plan(
            by=society.it_manager("amal") if key == "ekonomi" else society.it_manager("mellerud"),
            application=made[key],
            year=2009,
            joint=joint_training,
            content="Grundkurs för nya användare, fördjupning för nyckelpersoner och genomgång inför bokslut.",
        )
    return made


def _add_joint(society: Society, joint: Joint) -> Application:
    host, by = society.organisations[joint.host], society.it_manager(joint.host)
    application = add_application(
        by=by,
        name=joint.name,
        host=host,
        starts_on=joint.starts_on,
        owner=society.people[joint.owner],
        product=Product.objects.get(name=joint.product),
        area=Area.objects.get(name=joint.area),
        operating_unit=society.it_units[joint.host],
        operation=Operation.INTERNAL,
        phase=joint.phase,
        without_because=NOT_ASSESSED if joint.phase == Phase.INTRODUCTION else "",
        criticality=joint.criticality,
        network=joint.network,
        purpose=joint.purpose,
        source=SOURCE,
        is_example=True,
        confidentiality=2,
        integrity=3,
        availability=3,
        classified_on=dt.date(2008, 11, 1),
        personal_data=True,
        support_needed=True,
        how_to_get_access="Din chef beställer behörighet hos systemägaren.",
    )
    appoint_system_manager(
        by=by,
        application=application,
        person=society.people[joint.manager],
        starts_on=joint.starts_on,
    )
    for key, users in joint.participants.items():
        join_application(
            by=by,
            application=application,
            organisation=society.organisations[key],
            starts_on=joint.used_from,
            users=users,
        )
    record_lifecycle_event(
        by=by, application=application, kind=LifecycleKind.DECIDED, on=joint.starts_on
    )
    record_lifecycle_event(
        by=by, application=application, kind=LifecycleKind.INTRODUCED, on=joint.used_from
    )
    for (phase, kind), kronor in joint.budget.items():
        _add_cost(society, application, host, phase=phase, cost_type=kind, kronor=kronor)
    day = dt.date(2008, 11, 15)
    it, operation = joint.fits
    assess(
        by=by,
        application=application,
        side=Side.IT,
        on=day,
        fit=it,
        competence_is_hard_to_keep=it <= 2,
        verdict=Verdict.DEVELOP if it <= 2 else Verdict.KEEP,
    )
    assess(
        by=by,
        application=application,
        side=Side.OPERATION,
        on=day,
        fit=operation,
        verdict=Verdict.KEEP,
    )
    if joint.supplier_agreement:
        _agree_with_supplier(society, joint, joint.supplier_agreement, application)
    if joint.operating_agreement:
        _agree_on_operation(society, joint, application)
    return application


def _add_cost(
    society: Society,
    application: Application,
    bearer: Organisation,
    *,
    phase: str,
    cost_type: str,
    kronor: int,
) -> None:
    line = CostLine(
        application=application,
        bearer=bearer,
        year=2009,
        phase=phase,
        type=cost_type,
        kind=CostKind.BUDGET,
        amount_ore=kronor * 100,
        source=SOURCE,
        is_example=True,
    )
    keeper = next(
        key for key, organisation in society.organisations.items() if organisation == bearer
    )
    add_cost_line(by=society.it_manager(keeper), line=line)


def _supplier(society: Society, name: str) -> Organisation:
    return SupplierNames().of(name) or add_organisation(
        by=society.administrator, federation=society.federation, kind=Kind.SUPPLIER, name=name
    )


def _agree_with_supplier(
    society: Society, joint: Joint, terms: SupplierTerms, application: Application
) -> None:
    host, by = society.organisations[joint.host], society.it_manager(joint.host)
    agreement = Agreement(
        kind=AgreementKind.SUPPLIER,
        title=f"{joint.name}: avtal med {joint.vendor}",
        responsible=host,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        notice_months=terms.notice_months,
        renews_months=terms.renews_months,
        price_per_year_ore=terms.price * 100,
        extension_options=terms.options,
        extension_months=12 if terms.options else 0,
        source=SOURCE,
        is_example=True,
    )
    add_agreement(by=by, agreement=agreement, applications=[application])
    add_party(
        by=by,
        agreement=agreement,
        organisation=_supplier(society, joint.vendor),
        role=PartyRole.SUPPLIER,
    )
    for key in joint.participants:
        add_party(
            by=by,
            agreement=agreement,
            organisation=society.organisations[key],
            role=PartyRole.CUSTOMER,
        )


def _agree_on_operation(society: Society, joint: Joint, application: Application) -> None:
    host, by = society.organisations[joint.host], society.it_manager(joint.host)
    agreement = Agreement(
        kind=AgreementKind.OPERATING,
        title=f"{joint.name}: driftavtal",
        responsible=host,
        starts_on=joint.used_from,
        notice_months=12,
        source=SOURCE,
        is_example=True,
    )
    add_agreement(by=by, agreement=agreement, applications=[application])
    add_party(
        by=by,
        agreement=agreement,
        organisation=host,
        unit=society.it_units[joint.host],
        role=PartyRole.OPERATOR,
    )
    for key in joint.participants:
        if key != joint.host:
            add_party(
                by=by,
                agreement=agreement,
                organisation=society.organisations[key],
                role=PartyRole.CUSTOMER,
            )


def _add_alone(
    society: Society, *, key: str, product: str, area: str, budget: int, fit: int
) -> None:
    host, by = society.organisations[key], society.it_manager(key)
    application = add_application(
        by=by,
        name=product,
        host=host,
        starts_on=dt.date(2003, 1, 1),
        product=Product.objects.get(name=product),
        area=Area.objects.get(name=area),
        operating_unit=society.it_units[key],
        operation=Operation.INTERNAL,
        network=Network.ADMINISTRATIVE,
        source=SOURCE,
        is_example=True,
    )
    join_application(
        by=by, application=application, organisation=host, starts_on=dt.date(2003, 1, 1), users=12
    )
    _add_cost(
        society,
        application,
        host,
        phase=CostPhase.MAINTENANCE,
        cost_type=CostType.LICENCE,
        kronor=budget,
    )
    if (key, product) in OUTSIDE:
        _operated_outside(society, key, OUTSIDE[key, product], application)
    if (key, product) in ENDING:
        _agree_until_it_ends(society, key, *ENDING[key, product], application)
    assess(
        by=by,
        application=application,
        side=Side.IT,
        on=dt.date(2008, 11, 15),
        fit=fit,
        verdict=Verdict.MERGE if fit <= 2 else Verdict.KEEP,
    )


def _operated_outside(
    society: Society, key: str, terms: SupplierTerms, application: Application
) -> None:
    """A supplier operates it: an agreement to give notice on before it can be left."""
    agreement = Agreement(
        kind=AgreementKind.OPERATING,
        title=f"{application.name}: drift hos leverantör, {society.organisations[key]}",
        responsible=society.organisations[key],
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        notice_months=terms.notice_months,
        renews_months=terms.renews_months,
        price_per_year_ore=terms.price * 100,
        source=SOURCE,
        is_example=True,
    )
    add_agreement(by=society.it_manager(key), agreement=agreement, applications=[application])


def _agree_until_it_ends(
    society: Society, key: str, kind: str, terms: SupplierTerms, application: Application
) -> None:
    """An agreement that just ends: nothing prolongs it."""
    host, by = society.organisations[key], society.it_manager(key)
    assert application.product is not None
    assert application.product.supplier is not None
    agreement = Agreement(
        kind=AgreementKind(kind),
        title=f"{application.name}: {AgreementKind(kind).label.lower()}, {host}",
        responsible=host,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        price_per_year_ore=terms.price * 100 or None,
        source=SOURCE,
        is_example=True,
    )
    add_agreement(by=by, agreement=agreement, applications=[application])
    seller = application.product.supplier
    add_party(by=by, agreement=agreement, organisation=seller, role=PartyRole.SUPPLIER)
    add_party(by=by, agreement=agreement, organisation=host, role=PartyRole.CUSTOMER)
