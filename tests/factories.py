"""Rows for tests, each with as little said as the database lets through."""

import datetime as dt
from typing import Any

from samdrift.foundation.organisations.models import Kind, Organisation
from samdrift.records.agreements.models import Agreement, AgreementKind
from samdrift.records.register.models import Application, Area, Participation, Product
from tests.people import LONG_AGO


def area(name: str = "ekonomi") -> Area:
    return Area.objects.get_or_create(name=name)[0]


def product(name: str = "Raindance", vendor: str = "CGI", **fields: Any) -> Product:
    sold_by = supplier(vendor) if vendor else None
    return Product.objects.get_or_create(name=name, supplier=sold_by, defaults=fields)[0]


def supplier(name: str = "CGI") -> Organisation:
    return Organisation.objects.get_or_create(name=name, defaults={"kind": Kind.SUPPLIER})[0]


def application(host: Organisation, name: str = "Raindance", **fields: Any) -> Application:
    return Application.objects.create(
        **{"name": name, "host": host, "starts_on": LONG_AGO, **fields}
    )


def participation(
    application: Application, organisation: Organisation, **fields: Any
) -> Participation:
    return Participation.objects.create(
        **{
            "application": application,
            "organisation": organisation,
            "starts_on": application.starts_on,
            **fields,
        }
    )


def agreement(responsible: Organisation, title: str = "Driftavtal", **fields: Any) -> Agreement:
    return Agreement.objects.create(
        **{
            "kind": AgreementKind.OPERATING,
            "title": title,
            "responsible": responsible,
            "starts_on": dt.date(2005, 1, 1),
            **fields,
        }
    )


def agreement_between(*parties: Organisation, about: Application | None = None) -> Agreement:
    """A collaboration agreement in force that binds each of them."""
    made = agreement(parties[0], "Samverkansavtal", kind=AgreementKind.COLLABORATION)
    for each in parties:
        made.parties.create(organisation=each, role="member")
    if about is not None:
        made.applications.add(about)
    return made
