"""Last stretch: levels, opportunities, plan, shares, proposals, decisions and the policy's status."""

from dataclasses import dataclass, field

from samdrift.decisions.collaboration.actions import record_level
from samdrift.decisions.collaboration.models import Level, LevelRecord
from samdrift.journey.joint import JOINT
from samdrift.journey.who import Society
from samdrift.records.register.models import Application

#: Level by joint application (example data but for telephony and finance, which the policy calls joint solutions).
LEVELS = {
    "telefoni": 4,
    "ekonomi": 5,
    "information": 4,
    "palon": 4,
    "gis": 3,
    "bibliotek": 4,
    "helpdesk": 2,
}


@dataclass
class Decided:
    """What the last stretch made."""

    levels: list[LevelRecord] = field(default_factory=list)


def decide(society: Society, joint: dict[str, Application]) -> Decided:
    return Decided(levels=record_levels(society, joint))


def record_levels(society: Society, joint: dict[str, Application]) -> list[LevelRecord]:
    levels = {level.number: level for level in Level.objects.all()}
    return [
        record_level(
            by=society.it_manager(each.host),
            application=joint[each.key],
            organisation=society.organisations[participant],
            level=levels[LEVELS[each.key]],
            starts_on=each.used_from,
            evidence="Exempeldata",
        )
        for each in JOINT
        for participant in each.participants
    ]
