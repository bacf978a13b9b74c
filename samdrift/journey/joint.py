"""What the demonstration's municipalities have together, and what some have alone beside it: the table.

Real: which joint systems there are and who takes part in telephony (the policy, chapter 4). Example data: products
other than Alcatel and TRIO, hosts, owners, agreements, prices, competence and judgements.
"""

import datetime as dt
from dataclasses import dataclass

from samdrift.journey.organisations import MEMBERS
from samdrift.records.register.models import Network, Phase
from samdrift.records.spending.models import CostPhase, CostType

ALL = tuple(MEMBERS.values())


@dataclass(frozen=True)
class SupplierTerms:
    """How a joint application's supplier agreement ends, and its price in whole kronor a year."""

    starts_on: dt.date | None
    ends_on: dt.date | None
    notice_months: int
    renews_months: int
    price: int
    options: int = 0


@dataclass(frozen=True)
class Joint:
    """One joint application of the demonstration; money in whole kronor for 2009."""

    key: str
    name: str
    product: str
    vendor: str
    area: str
    host: str
    participants: dict[str, int]  # users by municipality
    owner: str
    manager: str
    starts_on: dt.date
    used_from: dt.date
    purpose: str
    budget: dict[tuple[CostPhase, CostType], int]
    network: Network = Network.ADMINISTRATIVE
    phase: Phase = Phase.MAINTENANCE
    criticality: int = 3
    supplier_agreement: SupplierTerms | None = None
    operating_agreement: bool = False
    fits: tuple[int, int] = (4, 4)


MAINTENANCE, INTRODUCTION = CostPhase.MAINTENANCE, CostPhase.INTRODUCTION

JOINT = [
    Joint(
        "telefoni",
        "Telefoni (Alcatel-växel med TRIO-hänvisning)",
        "Alcatel OmniPCX",
        "Alcatel-Lucent Enterprise",
        "telefoni",
        "amal",
        {
            "bengtsfors": 620,
            "dalsed": 310,
            "fargelanda": 430,
            "mellerud": 590,
            "amal": 890,
            "saffle": 940,
            "arjang": 610,
        },
        "information",
        "skolit.amal",
        dt.date(2004, 3, 1),
        dt.date(2004, 9, 1),
        "Växel med hänvisningssystem för sju kommuner.",
        {
            (MAINTENANCE, CostType.LICENCE): 420_000,
            (MAINTENANCE, CostType.HARDWARE): 310_000,
            (MAINTENANCE, CostType.COMMUNICATION): 180_000,
            (MAINTENANCE, CostType.OTHER): 330_000,
        },
        network=Network.TELEPHONY,
        criticality=4,
        operating_agreement=True,
        fits=(2, 3),
        supplier_agreement=SupplierTerms(
            starts_on=dt.date(2004, 7, 1),
            ends_on=dt.date(2009, 12, 31),
            notice_months=6,
            renews_months=24,
            price=730_000,
        ),
    ),
    Joint(
        "ekonomi",
        "Ekonomisystem",
        "Raindance",
        "CGI",
        "ekonomi",
        "amal",
        {"bengtsfors": 140, "dalsed": 75, "fargelanda": 95, "mellerud": 130, "amal": 210},
        "agare",
        "ansvarig",
        dt.date(2002, 2, 1),
        dt.date(2003, 1, 1),
        "Redovisning, reskontra, budget och uppföljning. Förebild för roller och ansvar.",
        {
            (MAINTENANCE, CostType.LICENCE): 980_000,
            (MAINTENANCE, CostType.STAFF): 720_000,
            (MAINTENANCE, CostType.TRAINING): 90_000,
            (MAINTENANCE, CostType.OTHER): 360_000,
        },
        criticality=4,
        operating_agreement=True,
        supplier_agreement=SupplierTerms(
            starts_on=dt.date(2003, 1, 1),
            ends_on=dt.date(2010, 12, 31),
            notice_months=9,
            renews_months=12,
            price=980_000,
        ),
    ),
    Joint(
        "information",
        "Webb och portal",
        "Sitevision",
        "Sitevision",
        "webbplats",
        "dalsed",
        dict.fromkeys(ALL, 60),
        "information",
        "it.dalsed",
        dt.date(2006, 1, 1),
        dt.date(2006, 9, 1),
        "Kommunernas webbplatser och portal för medarbetare.",
        {(MAINTENANCE, CostType.LICENCE): 260_000, (MAINTENANCE, CostType.OTHER): 220_000},
        supplier_agreement=SupplierTerms(
            starts_on=dt.date(2006, 1, 1),
            ends_on=None,
            notice_months=3,
            renews_months=0,
            price=260_000,
        ),
    ),
    Joint(
        "palon",
        "PA- och lönesystem",
        "Personec P",
        "Visma",
        "PA/lön",
        "mellerud",
        {"bengtsfors": 900, "dalsed": 420, "fargelanda": 610, "mellerud": 880, "amal": 1150},
        "personal",
        "it.mellerud",
        dt.date(2008, 10, 1),
        dt.date(2009, 7, 1),
        "Gemensamt PA- och lönesystem som införs under 2009.",
        {
            (INTRODUCTION, CostType.SOFTWARE): 900_000,
            (INTRODUCTION, CostType.TRAINING): 350_000,
            (INTRODUCTION, CostType.OTHER): 650_000,
        },
        phase=Phase.INTRODUCTION,
        criticality=4,
        operating_agreement=True,
        supplier_agreement=SupplierTerms(
            starts_on=dt.date(2008, 10, 1),
            ends_on=dt.date(2013, 9, 30),
            notice_months=12,
            renews_months=0,
            price=540_000,
            options=2,
        ),
    ),
    Joint(
        "gis",
        "GIS i samverkan",
        "GEOSECMA",
        "S-GROUP Solutions",
        "GIS",
        "bengtsfors",
        {"bengtsfors": 45, "dalsed": 18, "fargelanda": 25},
        "gis",
        "it.bengtsfors",
        dt.date(2005, 5, 1),
        dt.date(2006, 1, 1),
        "Kartor och geografisk information.",
        {(MAINTENANCE, CostType.LICENCE): 240_000, (MAINTENANCE, CostType.OTHER): 150_000},
        fits=(4, 3),
        supplier_agreement=SupplierTerms(
            starts_on=dt.date(2006, 1, 1),
            ends_on=dt.date(2009, 9, 30),
            notice_months=3,
            renews_months=12,
            price=240_000,
        ),
    ),
    Joint(
        "bibliotek",
        "Bibliotekssystem i samverkan",
        "Book-IT",
        "Axiell",
        "bibliotek",
        "mellerud",
        {"mellerud": 14, "bengtsfors": 12, "amal": 18},
        "bibliotek",
        "it.mellerud",
        dt.date(2003, 2, 1),
        dt.date(2003, 9, 1),
        "Katalog, utlåning och webb.",
        {(MAINTENANCE, CostType.LICENCE): 360_000, (MAINTENANCE, CostType.OTHER): 180_000},
        criticality=2,
        supplier_agreement=SupplierTerms(
            starts_on=dt.date(2003, 7, 1),
            ends_on=dt.date(2011, 6, 30),
            notice_months=6,
            renews_months=12,
            price=360_000,
        ),
    ),
    Joint(
        "helpdesk",
        "Helpdesk i samverkan",
        "Easit GO",
        "Easit",
        "ärende (ITSM)",
        "amal",
        {"amal": 12, "mellerud": 6, "fargelanda": 5},
        "it.amal",
        "it.amal",
        dt.date(2008, 5, 1),
        dt.date(2008, 9, 1),
        "Gemensam ärendehantering för IT-stöd.",
        {
            (MAINTENANCE, CostType.LICENCE): 95_000,
            (MAINTENANCE, CostType.TRAINING): 20_000,
            (MAINTENANCE, CostType.OTHER): 50_000,
        },
        fits=(3, 4),
    ),
]

#: What a municipality has alone in an area where others have something together (example data).
ALONE = [
    ("mellerud", "ArcGIS", "GIS", 168_000, 3),
    ("amal", "ArcGIS", "GIS", 195_000, 2),
    ("dalsed", "Book-IT", "bibliotek", 118_000, 4),
    ("fargelanda", "Book-IT", "bibliotek", 126_000, 3),
]

#: How two of them are operated by a supplier: until notice, and prolonged year by year (example data).
OUTSIDE = {
    ("amal", "ArcGIS"): SupplierTerms(dt.date(2005, 1, 1), None, 3, 0, 60_000),
    ("fargelanda", "Book-IT"): SupplierTerms(
        dt.date(2004, 1, 1), dt.date(2009, 12, 31), 6, 12, 40_000
    ),
}

#: What two of them have agreed that just ends: one that has run out, and one to agree anew soon (example data).
ENDING = {
    ("mellerud", "ArcGIS"): ("supplier", SupplierTerms(None, dt.date(2008, 10, 31), 0, 0, 96_000)),
    ("dalsed", "Book-IT"): (
        "data_processing",
        SupplierTerms(dt.date(2006, 4, 1), dt.date(2009, 3, 31), 0, 0, 0),
    ),
}

#: (person, product, level, refreshed): who knows what (example data).
KNOW = [
    ("ansvarig", "Raindance", 3, dt.date(2008, 5, 20)),
    ("it.amal", "Raindance", 3, dt.date(2007, 10, 2)),
    ("skolit.amal", "Alcatel OmniPCX", 3, dt.date(2006, 4, 11)),
    ("it.dalsed", "Sitevision", 3, dt.date(2008, 2, 8)),
    ("information", "Sitevision", 2, dt.date(2008, 9, 15)),
    ("gis", "GEOSECMA", 3, dt.date(2008, 1, 30)),
    ("bibliotek", "Book-IT", 3, dt.date(2007, 3, 5)),
    ("it.mellerud", "Book-IT", 3, dt.date(2008, 6, 12)),
    ("it.amal", "Easit GO", 3, dt.date(2008, 9, 1)),
    ("it.mellerud", "Easit GO", 2, dt.date(2008, 9, 1)),
    ("anstalld", "Raindance", 3, dt.date(2008, 12, 1)),
]
#: Said by themselves alone: shown, and counts nowhere.
UNCONFIRMED = {("anstalld", "Raindance")}
