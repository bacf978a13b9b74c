"""The year before: budget and outcome of 2008, what each unit spends itself, forecasts and frames for 2009.

Example data, every amount of it. A forecast is left unapproved, so that its owner has something to look at.
"""

from collections.abc import Mapping

from samdrift.core.money import parse_kronor
from samdrift.foundation.organisations.models import Organisation, Unit
from samdrift.journey.organisations import Society
from samdrift.records.register.models import Application
from samdrift.records.spending.actions import add_cost_line, set_budget_frame
from samdrift.records.spending.models import CostKind, CostLine, CostPhase, CostType

SOURCE = "Exempeldata"
LAST_YEAR, THIS_YEAR = 2008, 2009

#: By joint application and type: the budget of 2008 in kronor, and what it became.
JOINT_2008: Mapping[str, Mapping[CostType, tuple[int, str]]] = {
    "telefoni": {
        CostType.LICENCE: (408_000, "403 215,50"),
        CostType.HARDWARE: (300_000, "327 940,00"),
        CostType.COMMUNICATION: (175_000, "168 402,75"),
        CostType.OTHER: (320_000, "326 118,00"),
    },
    "ekonomi": {
        CostType.LICENCE: (951_000, "951 000,00"),
        CostType.STAFF: (699_000, "671 484,20"),
        CostType.TRAINING: (85_000, "61 750,00"),
        CostType.OTHER: (350_000, "372 906,35"),
    },
    "information": {
        CostType.LICENCE: (252_000, "252 000,00"),
        CostType.OTHER: (214_000, "226 377,00"),
    },
    "gis": {
        CostType.LICENCE: (233_000, "235 330,00"),
        CostType.OTHER: (146_000, "131 284,90"),
    },
    "bibliotek": {
        CostType.LICENCE: (350_000, "356 125,00"),
        CostType.OTHER: (175_000, "169 833,25"),
    },
    "helpdesk": {  # from 1 September
        CostType.LICENCE: (31_000, "31 650,00"),
        CostType.TRAINING: (15_000, "18 200,00"),
        CostType.OTHER: (16_000, "14 420,50"),
    },
}

#: By municipality and unit: type, then budget 2008, outcome 2008 and budget 2009.
UNIT_COSTS: Mapping[tuple[str, str], Mapping[CostType, tuple[int, str, int]]] = {
    ("bengtsfors", "IT-enheten"): {
        CostType.STAFF: (2_430_000, "2 398 112,40", 2_505_000),
        CostType.INTERNAL_COMMUNICATION: (310_000, "324 871,00", 320_000),
        CostType.HARDWARE: (240_000, "251 330,00", 245_000),
    },
    ("dalsed", "IT-enheten"): {
        CostType.STAFF: (1_080_000, "1 094 760,10", 1_115_000),
        CostType.INTERNAL_COMMUNICATION: (145_000, "139 208,00", 150_000),
        CostType.HARDWARE: (110_000, "118 640,00", 115_000),
    },
    ("fargelanda", "IT-enheten"): {
        CostType.STAFF: (1_620_000, "1 588 940,00", 1_670_000),
        CostType.INTERNAL_COMMUNICATION: (205_000, "211 015,00", 210_000),
        CostType.HARDWARE: (160_000, "152 375,50", 165_000),
    },
    ("mellerud", "IT-enheten"): {
        CostType.STAFF: (2_160_000, "2 187 300,00", 2_225_000),
        CostType.INTERNAL_COMMUNICATION: (280_000, "268 744,00", 285_000),
        CostType.HARDWARE: (215_000, "224 190,00", 220_000),
    },
    ("mellerud", "Socialförvaltningen"): {CostType.HARDWARE: (180_000, "171 560,00", 195_000)},
    ("mellerud", "Barn- och utbildningsförvaltningen"): {
        CostType.HARDWARE: (420_000, "447 215,00", 460_000)
    },
    ("amal", "IT-enheten"): {
        CostType.STAFF: (2_700_000, "2 741 905,60", 2_780_000),
        CostType.INTERNAL_COMMUNICATION: (390_000, "382 610,00", 400_000),
        CostType.HARDWARE: (270_000, "266 480,00", 280_000),
    },
    ("amal", "Skolans IT-enhet"): {
        CostType.STAFF: (1_350_000, "1 318 230,00", 1_390_000),
        CostType.HARDWARE: (620_000, "651 077,00", 640_000),
    },
}

#: What each unit may spend in 2009, in kronor. One of them does not hold what is budgeted.
FRAMES_2009: Mapping[tuple[str, str], int] = {
    ("bengtsfors", "IT-enheten"): 3_150_000,
    ("dalsed", "IT-enheten"): 1_400_000,
    ("fargelanda", "IT-enheten"): 2_000_000,
    ("mellerud", "IT-enheten"): 2_800_000,
    ("mellerud", "Socialförvaltningen"): 220_000,
    ("mellerud", "Barn- och utbildningsförvaltningen"): 450_000,
    ("amal", "IT-enheten"): 3_600_000,
    ("amal", "Skolans IT-enhet"): 2_100_000,
}

#: What 2009 looks like becoming: joint application, phase, type, kronor, and why it differs from the budget.
FORECASTS_2009 = (
    ("telefoni", CostPhase.MAINTENANCE, CostType.LICENCE, 428_400, "Indexuppräkning enligt avtal"),
    (
        "telefoni",
        CostPhase.MAINTENANCE,
        CostType.COMMUNICATION,
        171_000,
        "Ny förbindelse till Årjäng",
    ),
    ("ekonomi", CostPhase.MAINTENANCE, CostType.LICENCE, 1_004_500, "Fler användare i reskontran"),
    ("palon", CostPhase.INTRODUCTION, CostType.OTHER, 712_000, "Konsulter vid konvertering"),
)


def add_last_year(society: Society, joint: Mapping[str, Application]) -> list[CostLine]:
    """Budget and outcome of 2008 for what was joint then, entered by the host's IT manager; to be approved."""
    hosts = {organisation.pk: key for key, organisation in society.organisations.items()}
    made = []
    for key, types in JOINT_2008.items():
        application = joint[key]
        host = hosts[application.host_id]
        for cost_type, (budget, outcome) in types.items():
            about = CostLine(application=application, type=cost_type)
            made.append(
                _add(
                    society,
                    host,
                    about,
                    year=LAST_YEAR,
                    kind=CostKind.BUDGET,
                    amount_ore=budget * 100,
                )
            )
            made.append(
                _add(
                    society,
                    host,
                    about,
                    year=LAST_YEAR,
                    kind=CostKind.ACTUAL,
                    amount_ore=parse_kronor(outcome),
                )
            )
    return made


def add_unit_costs(society: Society) -> list[CostLine]:
    """What each unit spends itself, last year and this, and what it may spend this year."""
    made = []
    for (key, name), types in UNIT_COSTS.items():
        unit = _unit(society.organisations[key], name)
        for cost_type, (budget, outcome, this_year) in types.items():
            about = CostLine(unit=unit, type=cost_type)
            made += [
                _add(
                    society,
                    key,
                    about,
                    year=LAST_YEAR,
                    kind=CostKind.BUDGET,
                    amount_ore=budget * 100,
                ),
                _add(
                    society,
                    key,
                    about,
                    year=LAST_YEAR,
                    kind=CostKind.ACTUAL,
                    amount_ore=parse_kronor(outcome),
                ),
                _add(
                    society,
                    key,
                    about,
                    year=THIS_YEAR,
                    kind=CostKind.BUDGET,
                    amount_ore=this_year * 100,
                ),
            ]
    for (key, name), kronor in FRAMES_2009.items():
        set_budget_frame(
            by=society.it_manager(key),
            unit=_unit(society.organisations[key], name),
            year=THIS_YEAR,
            amount_ore=kronor * 100,
            decision="Budget 2009 (exempeldata)",
            is_example=True,
        )
    return made


def add_forecasts(society: Society, joint: Mapping[str, Application]) -> list[CostLine]:
    """What some of this year's costs look like becoming; they wait for their owners."""
    hosts = {organisation.pk: key for key, organisation in society.organisations.items()}
    return [
        _add(
            society,
            hosts[joint[key].host_id],
            CostLine(application=joint[key], phase=phase, type=cost_type, note=note),
            year=THIS_YEAR,
            kind=CostKind.FORECAST,
            amount_ore=kronor * 100,
        )
        for key, phase, cost_type, kronor, note in FORECASTS_2009
    ]


def _unit(organisation: Organisation, name: str) -> Unit:
    return organisation.units.get(name=name, parent=None)


def _add(
    society: Society, bearer: str, about: CostLine, *, year: int, kind: CostKind, amount_ore: int
) -> CostLine:
    line = CostLine(
        application=about.application,
        unit=about.unit,
        bearer=society.organisations[bearer],
        year=year,
        phase=about.phase,
        type=about.type,
        kind=kind,
        amount_ore=amount_ore,
        note=about.note,
        source=SOURCE,
        is_example=True,
    )
    return add_cost_line(by=society.it_manager(bearer), line=line)
